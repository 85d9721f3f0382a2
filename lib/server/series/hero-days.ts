import "server-only";
import type { DailySeries, DayMetrics } from "@/lib/analytics/series";
import type { Day } from "@/lib/core/brand";
import { listDays } from "@/lib/core/time";
import type { HeroChartDay } from "@/lib/ltk/endpoints/hero-chart";
import type { StoredSeries, WindowReading } from "./stored-series";

const METRICS = ["clicks", "orders", "itemsSold", "commissions"] as const;

/** The days of an answer of hero_chart. One without any metric is one that was not sent: nothing is known of it either way. */
export function toSentDays(days: readonly HeroChartDay[]): DailySeries {
  const known = days.filter((day) => METRICS.some((metric) => day[metric] !== undefined));
  return new Map(
    known.map(({ day, clicks, orders, itemsSold, commissions }): [Day, DayMetrics] => [
      day,
      { clicks, orders, itemsSold, commissions },
    ]),
  );
}

/**
 * Whether an answer would take away everything that is known of some metric in its window, as an empty one does. LTK revises
 * days, also down to nothing, but has no reason to forget a whole metric: such an answer is taken for a fault of theirs.
 */
export function wipesKnown(
  series: StoredSeries,
  reading: Pick<WindowReading, "from" | "to" | "sent">,
): boolean {
  const days = listDays(reading.from, reading.to);
  return METRICS.some((metric) => {
    const isKnown = days.some((day) => series.get(day)?.present.metrics?.[metric] !== undefined);
    return isKnown && days.every((day) => reading.sent.get(day)?.[metric] === undefined);
  });
}
