import type { Day } from "@/lib/core/brand";
import { weekdayOf } from "@/lib/core/time";
import { quantile } from "./quantile";

const WEEKS = 8;
const DAYS = 7;
/** Below four weeks, 28 days, a week's shape is chance. */
const MINIMUM_WEEKS = 4;
/** A week further from the median than so many median deviations is a holiday or a sale, and no pattern. */
const OUTLIER_DEVIATIONS = 3;

/** One metric's known days, thousandths or counts. A day without an entry is not known. */
export type DayValues = ReadonlyMap<Day, number>;

/** How much a weekday brings compared with an average day: 1 is average, and a week adds up to 7. */
export type WeekdayProfile = (day: Day) => number;

/** Every day alike, for creators without enough history. */
export const FLAT_PROFILE: WeekdayProfile = () => 1;

/** How many days before a day its profile looks at. */
export const PROFILE_DAYS = WEEKS * DAYS;

/**
 * The shape of a creator's week, from the days before the one in question (consecutive, oldest first): each weekday's
 * median share of the last eight complete weeks, without weeks that are outliers. `undefined` with fewer than four
 * complete weeks, or when nothing was earned in them.
 */
export function weekdayProfile(
  values: DayValues,
  before: readonly Day[],
): WeekdayProfile | undefined {
  const weeks = Array.from({ length: WEEKS }, (_, index) => {
    const end = before.length - DAYS * index;
    return weekOf(values, before.slice(Math.max(0, end - DAYS), Math.max(0, end)));
  }).flatMap((week) => week ?? []);
  if (weeks.length < MINIMUM_WEEKS) return undefined;
  const typical = withoutOutliers(weeks).filter(({ total }) => total > 0);
  const shares = Array.from({ length: DAYS }, (_, weekday) => typicalShare(typical, weekday));
  const sum = shares.reduce((total, share) => total + share, 0);
  if (sum === 0) return undefined;
  return (day) => ((shares[weekdayOf(day)] ?? 0) / sum) * DAYS;
}

interface Week {
  readonly byWeekday: readonly number[];
  readonly total: number;
}

/** Monday first; `undefined` when the days are fewer than seven, or one of them is not known. */
function weekOf(values: DayValues, days: readonly Day[]): Week | undefined {
  const [first] = days;
  if (first === undefined || days.length !== DAYS) return undefined;
  const firstWeekday = weekdayOf(first);
  const byWeekday: number[] = [];
  let total = 0;
  for (const [index, day] of days.entries()) {
    const value = values.get(day);
    if (value === undefined) return undefined;
    byWeekday[(firstWeekday + index) % DAYS] = value;
    total += value;
  }
  return { byWeekday, total };
}

/** A weekday that returns made negative brings nothing. */
function typicalShare(weeks: readonly Week[], weekday: number): number {
  const shares = weeks.map(({ byWeekday, total }) => (byWeekday[weekday] ?? 0) / total);
  return Math.max(0, quantile(shares, 0.5) ?? 0);
}

function withoutOutliers(weeks: readonly Week[]): readonly Week[] {
  const median =
    quantile(
      weeks.map(({ total }) => total),
      0.5,
    ) ?? 0;
  const deviations = weeks.map(({ total }) => Math.abs(total - median));
  const typical = quantile(deviations, 0.5) ?? 0;
  return typical === 0
    ? weeks
    : weeks.filter(({ total }) => Math.abs(total - median) <= OUTLIER_DEVIATIONS * typical);
}
