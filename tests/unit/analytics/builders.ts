import fc from "fast-check";
import type { DailySeries, DayMetrics } from "@/lib/analytics/series";
import { type Day, parseDay } from "@/lib/core/brand";
import { type Milli, toMilli } from "@/lib/core/money";
import { type DayRange, parseRange } from "@/lib/core/range";
import { addDays, weekdayOf } from "@/lib/core/time";

/** A Tuesday in late November: the current day of most tests. */
export const TODAY = day("2026-11-24");

/** A day; throws when the calendar has none such. */
export function day(text: string): Day {
  const parsed = parseDay(text);
  if (parsed === undefined) throw new Error(`not a day: ${text}`);
  return parsed;
}

/** A named or custom range as of a day. */
export function aRange(text: string, today: Day = TODAY): DayRange {
  const parsed = parseRange(text, today);
  if (!parsed.ok) throw new Error(parsed.error);
  return parsed.value;
}

/** A day's metrics; what is left out was not sent. Commissions in thousandths. */
export function someMetrics(
  metrics: Partial<Record<"clicks" | "orders" | "itemsSold" | "commissions", number>>,
): DayMetrics {
  const { commissions, ...counts } = metrics;
  return commissions === undefined ? counts : { ...counts, commissions: toMilli(commissions) };
}

/** A series of days by their dates. */
export function aSeries(days: Readonly<Record<string, Parameters<typeof someMetrics>[0]>>) {
  return new Map(Object.entries(days).map(([date, metrics]) => [day(date), someMetrics(metrics)]));
}

/** One metric's values on the days before `end`, made by their age in days (yesterday is 1). */
export function valuesBefore(
  end: Day,
  count: number,
  valueFor: (date: Day, ageDays: number) => number | undefined,
): Map<Day, number> {
  const values = new Map<Day, number>();
  for (let age = count; age >= 1; age -= 1) {
    const date = addDays(end, -age);
    const value = valueFor(date, age);
    if (value !== undefined) values.set(date, value);
  }
  return values;
}

/** What the days of an invented creator's week earn, Monday first; a week is 7 000. */
export const WEEK: readonly number[] = [1_000, 500, 500, 500, 1_000, 1_500, 2_000];

/** A day's part of that week. */
export function byWeekday(date: Day): number {
  return WEEK[weekdayOf(date)] ?? Number.NaN;
}

/** Any amount a creator may see, in thousandths. */
export function anAmount(range = { min: -1e9, max: 1e9 }): fc.Arbitrary<Milli> {
  return fc.integer(range).map(toMilli);
}

/** Any day's metrics, negative and missing ones among them. */
export function anyMetrics(): fc.Arbitrary<DayMetrics> {
  const count = fc.option(fc.integer({ min: -500, max: 5_000 }), { nil: undefined });
  return fc.record({
    clicks: count,
    orders: count,
    itemsSold: count,
    commissions: fc.option(anAmount(), { nil: undefined }),
  });
}

/** Any series of up to 200 days from 1 June 2026 on, with gaps. */
export function anySeries(): fc.Arbitrary<DailySeries> {
  return fc
    .uniqueArray(fc.tuple(fc.integer({ min: 0, max: 199 }), anyMetrics()), {
      maxLength: 200,
      selector: ([offset]) => offset,
    })
    .map(
      (days) =>
        new Map(days.map(([offset, metrics]) => [addDays(day("2026-06-01"), offset), metrics])),
    );
}
