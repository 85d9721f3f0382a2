import type { Day } from "@/lib/core/brand";
import { type Milli, toMilli } from "@/lib/core/money";
import type { DayRange, Interval } from "@/lib/core/range";
import { countDays } from "@/lib/core/time";
import { bucketsOf, type DailySeries, sentDays } from "./series";

/** A month of days, or as many weeks; more points than that a small line cannot show. */
const MAX_POINTS = 31;

/** By what a small line shows a range: days up to a month, then weeks, then calendar months. */
export function sparkInterval({ from, to }: Pick<DayRange, "from" | "to">): Interval {
  const days = countDays(from, to);
  if (days <= MAX_POINTS) return "day";
  return days <= 7 * MAX_POINTS ? "week" : "month";
}

/** Commissions over a range, thousandths, a value for each point of a small line. `undefined`: LTK sent nothing of it. */
export function sparkOf(
  series: DailySeries,
  periods: { readonly range: DayRange; readonly interval: Interval; readonly today: Day },
): (Milli | undefined)[] {
  const { range, interval, today } = periods;
  return bucketsOf(range, interval, today).map(({ days }) => commissionsOf(series, days));
}

/** A page of two hundred creators asks for thousands of these: the other metrics are not summed. */
function commissionsOf(series: DailySeries, days: readonly Day[]): Milli | undefined {
  let sum: number | undefined;
  for (const { commissions } of sentDays(series, days)) {
    if (commissions !== undefined) sum = (sum ?? 0) + commissions;
  }
  return sum === undefined ? undefined : toMilli(sum);
}
