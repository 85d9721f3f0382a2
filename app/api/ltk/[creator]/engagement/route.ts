import { viewRoute } from "@/lib/server/route";
import { engagementView } from "@/lib/server/views/engagement";

export const GET = viewRoute("creator.read", engagementView);
