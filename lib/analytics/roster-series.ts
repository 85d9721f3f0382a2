import type { Day } from "@/lib/core/brand";
import { toMilli } from "@/lib/core/money";
import type { MetricId } from "./catalog";
import type { DailySeries, DayMetrics } from "./series";

/**
 * Adds up several creators' days, metric by metric. A creator of whom a metric is known on none of the days is left out of
 * it, as she is of its total; a day that lacks a metric of anybody else lacks it in the sum: never a silently smaller one.
 */
export function sumSeries(all: readonly DailySeries[], days: readonly Day[]): DailySeries {
  const rows = all.map((series) => days.map((day) => series.get(day)));
  const senders = (metric: MetricId) =>
    rows.filter((row) => row.some((metrics) => metrics?.[metric] !== undefined));
  const sendersOf = {
    clicks: senders("clicks"),
    orders: senders("orders"),
    itemsSold: senders("itemsSold"),
    commissions: senders("commissions"),
  };
  return new Map(
    days.flatMap((day, index): [Day, DayMetrics][] => {
      const sum = (metric: MetricId) => sumOn(index, metric, sendersOf[metric]);
      const commissions = sum("commissions");
      const metrics = {
        clicks: sum("clicks"),
        orders: sum("orders"),
        itemsSold: sum("itemsSold"),
        commissions: commissions === undefined ? undefined : toMilli(commissions),
      };
      return Object.values(metrics).every((value) => value === undefined) ? [] : [[day, metrics]];
    }),
  );
}

/** A metric on one day over those who send it; unknown when one of them did not. */
function sumOn(
  index: number,
  metric: MetricId,
  senders: readonly (readonly (DayMetrics | undefined)[])[],
): number | undefined {
  if (senders.length === 0) return undefined;
  let sum = 0;
  for (const row of senders) {
    const value = row[index]?.[metric];
    if (value === undefined) return undefined;
    sum += value;
  }
  return sum;
}
