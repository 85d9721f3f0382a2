import type { MetricId } from "@/lib/analytics/catalog";

/** The metrics the hero chart shows one at a time, in order. */
export const HERO_METRICS = ["commissions", "orders", "clicks"] as const satisfies MetricId[];
export type HeroMetric = (typeof HERO_METRICS)[number];

/** Reads a metric from a form's value; the first one for anything unknown. */
export function toHeroMetric(text: string | undefined): HeroMetric {
  return HERO_METRICS.find((metric) => metric === text) ?? HERO_METRICS[0];
}
