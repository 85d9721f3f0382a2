import { viewRoute } from "@/lib/server/route";
import { overviewView } from "@/lib/server/views/overview";

export const GET = viewRoute("creator.read", overviewView);
