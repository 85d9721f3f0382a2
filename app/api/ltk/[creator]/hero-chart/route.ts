import { viewRoute } from "@/lib/server/route";
import { heroChartView } from "@/lib/server/views/hero-chart";

export const GET = viewRoute("creator.read", heroChartView);
