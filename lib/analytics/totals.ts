import type { Day } from "@/lib/core/brand";
import { type Milli, toMilli } from "@/lib/core/money";
import { METRIC_IDS, type MetricId } from "./catalog";
import type { DailySeries } from "./series";

/** Sums over days. `undefined`: no day of the period had the metric. */
export interface Totals {
  readonly clicks: number | undefined;
  readonly orders: number | undefined;
  readonly itemsSold: number | undefined;
  readonly commissions: Milli | undefined;
}

function sumOf(series: DailySeries, days: readonly Day[], metric: MetricId): number | undefined {
  let sum: number | undefined;
  for (const day of days) {
    const value = series.get(day)?.[metric];
    if (value !== undefined) sum = (sum ?? 0) + value;
  }
  return sum;
}

/** Adds up what is known of the days; exact, because all values are integers. */
export function totalsOf(series: DailySeries, days: readonly Day[]): Totals {
  const commissions = sumOf(series, days, "commissions");
  return {
    clicks: sumOf(series, days, "clicks"),
    orders: sumOf(series, days, "orders"),
    itemsSold: sumOf(series, days, "itemsSold"),
    commissions: commissions === undefined ? undefined : toMilli(commissions),
  };
}

/** The metrics that LTK left out on at least one day it sent, or on all days. */
export function missingMetrics(series: DailySeries, days: readonly Day[]): MetricId[] {
  const sent = days.flatMap((day) => series.get(day) ?? []);
  return METRIC_IDS.filter(
    (metric) => sent.length === 0 || sent.some((values) => values[metric] === undefined),
  );
}
