import type { MetricId } from "@/lib/analytics/catalog";
import type { HeroChartPoint } from "@/lib/contracts/hero-chart.url";

/** How much LTK has changed a metric of a point since it was first seen complete; `null`: not, or not known. */
export function revisionOf(point: HeroChartPoint | undefined, metric: MetricId): number | null {
  const revised = point?.revised ?? null;
  if (revised === null || (metric !== "orders" && metric !== "commissions")) return null;
  return revised[metric] === 0 ? null : revised[metric];
}

/** Whether LTK has changed a metric of a point since it was first seen complete. */
export function isRevised(point: HeroChartPoint | undefined, metric: MetricId): boolean {
  return revisionOf(point, metric) !== null;
}
