import type { Day } from "@/lib/core/brand";
import { toMilli } from "@/lib/core/money";
import { METRIC_IDS, type MetricId } from "./catalog";
import type { DailySeries, DayMetrics } from "./series";

/**
 * Adds up several creators' days, metric by metric. A creator of whom a metric is known on none of the days is left out of
 * it, as she is of its total; a day that lacks a metric of anybody else lacks it in the sum: never a silently smaller one.
 */
export function sumSeries(all: readonly DailySeries[], days: readonly Day[]): DailySeries {
  const senders = new Map(
    METRIC_IDS.map((metric) => [
      metric,
      all.filter((series) => days.some((day) => series.get(day)?.[metric] !== undefined)),
    ]),
  );
  const sumOn = (day: Day, metric: MetricId): number | undefined => {
    const of = senders.get(metric) ?? [];
    if (of.length === 0) return undefined;
    let sum = 0;
    for (const series of of) {
      const value = series.get(day)?.[metric];
      if (value === undefined) return undefined;
      sum += value;
    }
    return sum;
  };
  return new Map(
    days.flatMap((day): [Day, DayMetrics][] => {
      const commissions = sumOn(day, "commissions");
      const metrics = {
        clicks: sumOn(day, "clicks"),
        orders: sumOn(day, "orders"),
        itemsSold: sumOn(day, "itemsSold"),
        commissions: commissions === undefined ? undefined : toMilli(commissions),
      };
      return Object.values(metrics).every((value) => value === undefined) ? [] : [[day, metrics]];
    }),
  );
}
