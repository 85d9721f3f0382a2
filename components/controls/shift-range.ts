import type { Day } from "@/lib/core/brand";
import { type DayRange, parseRange, type RangePreset } from "@/lib/core/range";
import { addDays, addMonths, countDays, startOfMonth } from "@/lib/core/time";

/**
 * The period of the same length just before (`-1`) or after (`1`): whole months stay whole months, a year a year. What
 * reaches beyond today ends today where months are counted; days that are not over yet are not shown as a period.
 * `null` when there is no such period, or `range` is none.
 */
export function shiftRange(range: string, direction: -1 | 1, today: Day): string | null {
  const parsed = parseRange(range, today);
  if (!parsed.ok) return null;
  const { from, to } = parsed.value;
  const months = monthsOf(range, parsed.value);
  if (months === null) {
    const days = direction * countDays(from, to);
    return toText(addDays(from, days), addDays(to, days), { today, names: DAY_NAMES });
  }
  const start = addMonths(from, direction * months);
  const end = addDays(addMonths(start, months), -1);
  const last = end > today && start <= today ? today : end;
  return toText(start, last, { today, names: MONTH_NAMES });
}

const DAY_NAMES: readonly RangePreset[] = ["7d", "28d", "90d"];
const MONTH_NAMES: readonly RangePreset[] = ["mtd", "last-month", "ytd", "12m"];

/** How many calendar months a range stands for; `null` when it is made of days. */
function monthsOf(range: string, { from, to }: DayRange): number | null {
  if (range === "ytd") return 12;
  const isRunning = MONTH_NAMES.some((name) => name === range);
  const isMonthEnd = startOfMonth(addDays(to, 1)) === addDays(to, 1);
  if (from !== startOfMonth(from) || !(isMonthEnd || isRunning)) return null;
  const [fromYear = 0, fromMonth = 0] = from.split("-").map(Number);
  const [toYear = 0, toMonth = 0] = to.split("-").map(Number);
  return (toYear - fromYear) * 12 + toMonth - fromMonth + 1;
}

/** A range's text, by name where it has one, so that the way back ends where it began; `null` when it is not allowed. */
function toText(
  from: Day,
  to: Day,
  { today, names }: { readonly today: Day; readonly names: readonly RangePreset[] },
): string | null {
  const text = `${from}..${to}`;
  if (!parseRange(text, today).ok) return null;
  const name = names.find((id) => {
    const days = parseRange(id, today);
    return days.ok && days.value.from === from && days.value.to === to;
  });
  return name ?? text;
}
