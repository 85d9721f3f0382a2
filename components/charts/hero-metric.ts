import type { MetricId } from "@/lib/analytics/catalog";
import { METRICS } from "@/lib/analytics/catalog";
import { CHART_METRICS, type ChartMetric } from "@/lib/contracts/query.url";

/** The metrics of the hero chart, in order. */
export const HERO_METRICS = ["commissions", "orders", "clicks"] as const satisfies MetricId[];
export type HeroMetric = (typeof HERO_METRICS)[number];

/** The metrics that a choice draws: one, or all above each other; never two on one axis. */
export function metricsOf(choice: ChartMetric): readonly HeroMetric[] {
  return choice === "all" ? HERO_METRICS : [choice];
}

/** Reads a choice from a form's value; the given one for anything unknown. */
export function toChartMetric(text: string | undefined, usual: ChartMetric): ChartMetric {
  return CHART_METRICS.find((metric) => metric === text) ?? usual;
}

/** A metric without what its label says besides ("Commissions, net"). */
export function metricName(metric: MetricId): string {
  return METRICS[metric].label.replace(/,.*/, "");
}

/** What a choice draws, in words. */
export function choiceName(choice: ChartMetric): string {
  return choice === "all" ? "Commissions, orders and clicks" : METRICS[choice].label;
}
