import type { Day } from "@/lib/core/brand";
import { type Milli, toMilli } from "@/lib/core/money";
import { METRIC_IDS, type MetricId } from "./catalog";
import { type DailySeries, type DayMetrics, sentDays } from "./series";

/** Sums over days. `undefined`: no day of the period had the metric. */
export interface Totals {
  readonly clicks: number | undefined;
  readonly orders: number | undefined;
  readonly itemsSold: number | undefined;
  readonly commissions: Milli | undefined;
}

/** Unknown and unknown stay unknown. */
function add(sum: number | undefined, value: number | undefined): number | undefined {
  return value === undefined ? sum : (sum ?? 0) + value;
}

/** Adds up what is known of some rows (days, creators, brands) of one currency; exact, because all values are integers. */
export function sumMetrics(rows: readonly DayMetrics[]): Totals {
  let clicks: number | undefined;
  let orders: number | undefined;
  let itemsSold: number | undefined;
  let commissions: number | undefined;
  for (const row of rows) {
    clicks = add(clicks, row.clicks);
    orders = add(orders, row.orders);
    itemsSold = add(itemsSold, row.itemsSold);
    commissions = add(commissions, row.commissions);
  }
  return {
    ...{ clicks, orders, itemsSold },
    commissions: commissions === undefined ? undefined : toMilli(commissions),
  };
}

/** Adds up what is known of the days. */
export function totalsOf(series: DailySeries, days: readonly Day[]): Totals {
  return sumMetrics(sentDays(series, days));
}

/** The metrics that LTK left out on at least one day it sent, or on all days. */
export function missingMetrics(series: DailySeries, days: readonly Day[]): MetricId[] {
  const sent = sentDays(series, days);
  return METRIC_IDS.filter(
    (metric) => sent.length === 0 || sent.some((values) => values[metric] === undefined),
  );
}
