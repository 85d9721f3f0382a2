import { type Day, parseDay } from "./brand";
import { err, ok, type Result } from "./result";
import { addDays, addMonths, countDays, startOfMonth } from "./time";

/** The named ranges of the API and of the range picker. `Nd` are complete days before today. */
export const RANGE_PRESETS = ["28d", "7d", "90d", "mtd", "last-month", "ytd", "12m"] as const;
export type RangePreset = (typeof RANGE_PRESETS)[number];

/** What a period is compared with. `prev`: as many days just before; `yoy`: the same days a year earlier. */
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

/**
 * The period a range is compared with, or `null` for `none`. `prev` ends the day before the range starts and has as
 * many days, so that weekdays match whenever the length is a multiple of 7. `yoy` is the same dates a year earlier.
 */
export function comparisonRange(range: DayRange, comparison: Comparison): DayRange | null {
  switch (comparison) {
    case "none":
      return null;
    case "prev": {
      const length = countDays(range.from, range.to);
      return { from: addDays(range.from, -length), to: addDays(range.from, -1), isPartial: false };
    }
    case "yoy":
      return { from: addMonths(range.from, -12), to: addMonths(range.to, -12), isPartial: false };
  }
}
