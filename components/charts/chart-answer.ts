import type { HeroChart, HeroChartData } from "@/lib/contracts/hero-chart.url";

/** What the hero chart draws: a creator's answer, or the sum of several. */
export interface ChartAnswer {
  readonly data: HeroChartData;
  readonly meta: Pick<HeroChart["meta"], "range" | "compare" | "currency" | "freshness">;
  /** Why a point has no value, in a few words; without it LTK sent none. */
  readonly gapWords?: string;
}
