import { creatorRoute } from "@/lib/server/route";
import { engagementView } from "@/lib/server/views/engagement";

export const GET = creatorRoute("creator.read", engagementView);
