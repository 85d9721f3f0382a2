import type { Day } from "@/lib/core/brand";
import { type Milli, toMilli } from "@/lib/core/money";
import { METRIC_IDS, type MetricId } from "./catalog";
import type { DailySeries, DayMetrics } from "./series";

/** Sums over days. `undefined`: no day of the period had the metric. */
export interface Totals {
  readonly clicks: number | undefined;
  readonly orders: number | undefined;
  readonly itemsSold: number | undefined;
  readonly commissions: Milli | undefined;
}

function sumOf(rows: readonly DayMetrics[], metric: MetricId): number | undefined {
  let sum: number | undefined;
  for (const row of rows) {
    const value = row[metric];
    if (value !== undefined) sum = (sum ?? 0) + value;
  }
  return sum;
}

/** Adds up what is known of some rows (days, creators, brands) of one currency; exact, because all values are integers. */
export function sumMetrics(rows: readonly DayMetrics[]): Totals {
  const commissions = sumOf(rows, "commissions");
  return {
    clicks: sumOf(rows, "clicks"),
    orders: sumOf(rows, "orders"),
    itemsSold: sumOf(rows, "itemsSold"),
    commissions: commissions === undefined ? undefined : toMilli(commissions),
  };
}

/** Adds up what is known of the days. */
export function totalsOf(series: DailySeries, days: readonly Day[]): Totals {
  return sumMetrics(days.flatMap((day) => series.get(day) ?? []));
}

/** The metrics that LTK left out on at least one day it sent, or on all days. */
export function missingMetrics(series: DailySeries, days: readonly Day[]): MetricId[] {
  const sent = days.flatMap((day) => series.get(day) ?? []);
  return METRIC_IDS.filter(
    (metric) => sent.length === 0 || sent.some((values) => values[metric] === undefined),
  );
}
