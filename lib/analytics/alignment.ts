import type { Day } from "@/lib/core/brand";
import type { DayRange, Interval } from "@/lib/core/range";
import { addMonths, countDays, listDays } from "@/lib/core/time";
import { type Bucket, bucketsOf, type DailySeries } from "./series";
import { type Totals, totalsOf } from "./totals";

type Period = Pick<DayRange, "from" | "to">;

/** A bucket of the period with its figures, and the days it is compared with. */
export interface AlignedPoint extends Bucket {
  readonly current: Totals;
  /** How many of the bucket's days LTK did not send. Their values are not known, so the bucket's sums may be too small. */
  readonly missingDays: number;
  readonly counterpartDays: readonly Day[];
  readonly previous: Totals;
}

/**
 * The days of a period with the days of the compared one that stand against them: as far from its start, or, when a leap
 * day makes the periods unequal, the same date a year earlier. A day that has none (29 February) is left out.
 */
export function counterpartsOf(range: Period, compare: Period): ReadonlyMap<Day, Day> {
  const days = listDays(range.from, range.to);
  const others = listDays(compare.from, compare.to);
  const isEven = days.length === others.length;
  return new Map(
    days.flatMap((day, index): [Day, Day][] => {
      const counterpart = isEven ? others[index] : yearBefore(day);
      return counterpart === undefined ? [] : [[day, counterpart]];
    }),
  );
}

function yearBefore(day: Day): Day | undefined {
  const date = addMonths(day, -12);
  return addMonths(date, 12) === day ? date : undefined;
}

/**
 * Lays a series beside the days it is compared with. Figures meet by calendar day and never by position: a day that LTK
 * did not send leaves a gap where it belongs and shifts nothing. A week or month is compared with its own days'
 * counterparts, even where these lie in two calendar weeks or months, so that both sides of a point have as many days.
 */
export function alignSeries(
  series: DailySeries,
  periods: {
    readonly range: DayRange;
    readonly compare: Period;
    readonly interval: Interval;
    readonly today: Day;
  },
): AlignedPoint[] {
  const { range, compare, interval, today } = periods;
  const counterparts = counterpartsOf(range, compare);
  return bucketsOf(range, interval, today).map((bucket) => {
    const counterpartDays = bucket.days.flatMap((day) => counterparts.get(day) ?? []);
    return {
      ...bucket,
      current: totalsOf(series, bucket.days),
      missingDays: bucket.days.filter((day) => !series.has(day)).length,
      counterpartDays,
      previous: totalsOf(series, counterpartDays),
    };
  });
}

/**
 * The days of two periods that may be compared: those that are over and have a counterpart, and these counterparts. Both
 * sides have as many days, so that a period that is not over is never held against a whole one.
 */
export function comparableDays(
  periods: { readonly range: Period; readonly compare: Period },
  today: Day,
): { readonly current: readonly Day[]; readonly previous: readonly Day[] } {
  const { range, compare } = periods;
  const days = listDays(range.from, range.to);
  const others = listDays(compare.from, compare.to);
  if (days.length === others.length) {
    const count = days.filter((day) => day < today).length;
    return { current: days.slice(0, count), previous: others.slice(0, count) };
  }
  const pairs = [...counterpartsOf(range, compare)].filter(([day]) => day < today);
  return {
    current: pairs.map(([day]) => day),
    previous: pairs.map(([, counterpart]) => counterpart),
  };
}

/**
 * So much of a compared period must be known. Where a series does not reach back that far, the difference would tell when
 * it began, and not what changed.
 */
const LEAST_KNOWN = 0.9;

/** The sums of a compared period; nothing where the series knows less than nine tenths of its days. */
export function reachedTotals(series: DailySeries, days: readonly Day[]): Totals {
  const known = days.filter((day) => series.has(day)).length;
  return totalsOf(series, known >= days.length * LEAST_KNOWN ? days : []);
}

/**
 * The same as two unbroken windows, for figures that are only known by the window. `undefined`: no day is over yet, or 29
 * February breaks one of them.
 */
export function comparableWindows(
  periods: { readonly range: Period; readonly compare: Period },
  today: Day,
): { readonly current: Period; readonly previous: Period } | undefined {
  const days = comparableDays(periods, today);
  const [current, previous] = [windowOf(days.current), windowOf(days.previous)];
  return current === undefined || previous === undefined ? undefined : { current, previous };
}

function windowOf(days: readonly Day[]): Period | undefined {
  const [from, to] = [days.at(0), days.at(-1)];
  if (from === undefined || to === undefined) return undefined;
  return countDays(from, to) === days.length ? { from, to } : undefined;
}
