import "server-only";
import { comparableDays, reachedTotals } from "@/lib/analytics/alignment";
import { metricChanges } from "@/lib/analytics/metric-changes";
import type { DailySeries } from "@/lib/analytics/series";
import { type Totals, totalsOf } from "@/lib/analytics/totals";
import type { MetricChanges, Metrics } from "@/lib/contracts/metrics";
import type { Day } from "@/lib/core/brand";
import { milliToMajor } from "@/lib/core/money";
import type { DayRange } from "@/lib/core/range";

/** Totals as the API answers them: major units, and `null` for what is not known. */
export function toMetrics(totals: Totals): Metrics {
  return {
    clicks: totals.clicks ?? null,
    orders: totals.orders ?? null,
    itemsSold: totals.itemsSold ?? null,
    commissions: totals.commissions === undefined ? null : milliToMajor(totals.commissions),
  };
}

/** The sums of two periods over the days on which they may be compared. */
export interface Compared {
  readonly current: Totals;
  readonly previous: Totals;
}

/**
 * The sums of two periods over the days that are over and have a counterpart, so that a period that is not over is never
 * held against a whole one.
 */
export function comparedTotals(
  series: { readonly current: DailySeries; readonly previous: DailySeries },
  periods: { readonly range: DayRange; readonly compare: DayRange },
  today: Day,
): Compared {
  const days = comparableDays(periods, today);
  return {
    current: totalsOf(series.current, days.current),
    previous: reachedTotals(series.previous, days.previous),
  };
}

/** The change of each metric, the same on every page. */
export function changesOf({ current, previous }: Compared): MetricChanges {
  return metricChanges(toMetrics(current), toMetrics(previous));
}
