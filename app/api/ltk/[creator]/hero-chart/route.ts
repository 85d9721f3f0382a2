import { creatorRoute } from "@/lib/server/route";
import { heroChartView } from "@/lib/server/views/hero-chart";

export const GET = creatorRoute("creator.read", heroChartView);
