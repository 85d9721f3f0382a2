import type { Day } from "@/lib/core/brand";
import type { Milli } from "@/lib/core/money";
import type { DayRange, Interval } from "@/lib/core/range";
import { addDays, listDays, startOfMonth, startOfWeek } from "@/lib/core/time";

/** The metrics of one day as LTK sent them: whole counts, commissions in thousandths. Absent: not sent, never zero. */
export interface DayMetrics {
  readonly clicks?: number | undefined;
  readonly orders?: number | undefined;
  readonly itemsSold?: number | undefined;
  readonly commissions?: Milli | undefined;
}

/** A creator's days by date. A day that LTK did not send has no entry. */
export type DailySeries = ReadonlyMap<Day, DayMetrics>;

/** What LTK sent of some days, in their order; a day that it did not send is left out. */
export function sentDays(series: DailySeries, days: readonly Day[]): DayMetrics[] {
  const sent: DayMetrics[] = [];
  for (const day of days) {
    const metrics = series.get(day);
    if (metrics !== undefined) sent.push(metrics);
  }
  return sent;
}

/** The days of one point of a chart. `isPartial`: the bucket is not over, or the range cuts it. */
export interface Bucket {
  readonly day: Day;
  readonly days: readonly Day[];
  readonly isPartial: boolean;
}

function bucketStart(day: Day, interval: Interval): Day {
  switch (interval) {
    case "day":
      return day;
    case "week":
      return startOfWeek(day);
    case "month":
      return startOfMonth(day);
  }
}

/**
 * Groups the days of a range. The first point of a week or month that the range cuts keeps the range's first day as
 * its name, so that no point lies outside the range.
 */
export function bucketsOf(range: DayRange, interval: Interval, today: Day): Bucket[] {
  if (interval === "day") {
    return listDays(range.from, range.to).map((day) => {
      return { day, days: [day], isPartial: day >= today };
    });
  }
  const groups = new Map<Day, Day[]>();
  for (const day of listDays(range.from, range.to)) {
    const start = bucketStart(day, interval);
    const group = groups.get(start);
    if (group === undefined) groups.set(start, [day]);
    else group.push(day);
  }
  return [...groups].map(([start, days]) => {
    const first = days.at(0) ?? start;
    const last = days.at(-1) ?? start;
    const isWhole = first === start && bucketStart(addDays(last, 1), interval) !== start;
    return { day: first, days, isPartial: last >= today || !isWhole };
  });
}
