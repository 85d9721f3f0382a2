import { creatorRoute } from "@/lib/server/route";
import { overviewView } from "@/lib/server/views/overview";

export const GET = creatorRoute("creator.read", overviewView);
