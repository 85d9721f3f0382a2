import { type Day, parseDay } from "./brand";
import { err, ok, type Result } from "./result";
import { addDays, addMonths, countDays, dayIn, elapsedShareOfDay, startOfMonth } from "./time";

/** The named ranges of the API and of the range picker. `Nd` are complete days before today. */
export const RANGE_PRESETS = ["28d", "7d", "90d", "mtd", "last-month", "ytd", "12m"] as const;
export type RangePreset = (typeof RANGE_PRESETS)[number];

/** What a period is compared with, `prev` or `yoy`; `comparisonRange` defines both. */
export const COMPARISONS = ["none", "prev", "yoy"] as const;
export type Comparison = (typeof COMPARISONS)[number];

/** How days are grouped: by day, by week from Monday, by calendar month. */
export const INTERVALS = ["day", "week", "month"] as const;
export type Interval = (typeof INTERVALS)[number];

/** The longest custom range, in days: three years hold every comparison LTK's history allows. */
const MAX_RANGE_DAYS = 1_100;

/** A period of whole days, both ends included. `isPartial`: it runs through today, which is not over. */
export interface DayRange {
  readonly from: Day;
  readonly to: Day;
  readonly isPartial: boolean;
}

/** What a range may be, in words, for error messages. */
const RANGE_HELP = `${RANGE_PRESETS.join(", ")} or YYYY-MM-DD..YYYY-MM-DD`;

function presetRange(preset: RangePreset, today: Day): DayRange {
  const yesterday = addDays(today, -1);
  switch (preset) {
    case "7d":
    case "28d":
    case "90d":
      return {
        from: addDays(today, -Number.parseInt(preset, 10)),
        to: yesterday,
        isPartial: false,
      };
    case "mtd":
      return { from: startOfMonth(today), to: today, isPartial: true };
    case "last-month": {
      const to = addDays(startOfMonth(today), -1);
      return { from: startOfMonth(to), to, isPartial: false };
    }
    case "ytd":
      return {
        from: startOfMonth(addMonths(today, 1 - Number(today.slice(5, 7)))),
        to: today,
        isPartial: true,
      };
    case "12m":
      return { from: startOfMonth(addMonths(today, -11)), to: today, isPartial: true };
  }
}

/** True for one of the named ranges. */
export function isRangePreset(text: string): text is RangePreset {
  return RANGE_PRESETS.some((preset) => preset === text);
}

/** Reads a named or custom range as of `today`. Errors: a sentence that says what is wrong and what is allowed. */
export function parseRange(text: string, today: Day): Result<DayRange, string> {
  if (isRangePreset(text)) return ok(presetRange(text, today));
  const [fromText, toText, ...rest] = text.split("..");
  const from = parseDay(fromText ?? "");
  const to = parseDay(toText ?? "");
  if (from === undefined || to === undefined || rest.length > 0) {
    return err(`allowed are ${RANGE_HELP}`);
  }
  if (to < from) return err("its first day must not lie after its last day");
  if (to > today) return err(`it must not reach beyond today, ${today}`);
  if (countDays(from, to) > MAX_RANGE_DAYS)
    return err(`it may hold ${MAX_RANGE_DAYS} days at most`);
  return ok({ from, to, isPartial: to === today });
}

/** Fifty-two weeks: a year that keeps the weekdays. */
const YEAR_OF_WEEKS_DAYS = 364;

/**
 * The period a range is compared with, or `null` for `none`. Weekdays match whenever the length is a multiple of 7.
 *
 * `prev`  as many days, ending the day before the range starts.
 * `yoy`   a multiple of 7 days: the days 52 weeks earlier. Any other length, and calendar months (whole, or so far):
 *         the same dates a year earlier; 29 February then ends on the 28th.
 */
export function comparisonRange(range: DayRange, comparison: Comparison): DayRange | null {
  switch (comparison) {
    case "none":
      return null;
    case "prev":
      return shiftRange(range, -countDays(range.from, range.to));
    case "yoy":
      return countDays(range.from, range.to) % 7 === 0 && !isCalendarMonths(range)
        ? shiftRange(range, -YEAR_OF_WEEKS_DAYS)
        : { from: addMonths(range.from, -12), to: addMonths(range.to, -12), isPartial: false };
  }
}

/** How many days of a range are over; today counts by the share of its real length that is over in the zone. */
export function elapsedDays(range: DayRange, zone: string, nowMs: number): number {
  const today = dayIn(zone, nowMs);
  if (range.to < today) return countDays(range.from, range.to);
  return Math.max(0, countDays(range.from, today) - 1 + elapsedShareOfDay(zone, nowMs));
}

function shiftRange({ from, to }: DayRange, days: number): DayRange {
  return { from: addDays(from, days), to: addDays(to, days), isPartial: false };
}

/** Without this, the month to date would be compared by weekday on its 7th, 14th, 21st and 28th, and by date between. */
function isCalendarMonths({ from, to, isPartial }: DayRange): boolean {
  const isMonthEnd = startOfMonth(addDays(to, 1)) === addDays(to, 1);
  return from === startOfMonth(from) && (isPartial || isMonthEnd);
}
