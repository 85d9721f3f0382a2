import { creatorRoute } from "@/lib/server/route";
import { earningsView } from "@/lib/server/views/earnings";

export const GET = creatorRoute("creator.read", earningsView);
