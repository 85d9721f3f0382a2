import { viewRoute } from "@/lib/server/route";
import { earningsView } from "@/lib/server/views/earnings";

export const GET = viewRoute("creator.read", earningsView);
