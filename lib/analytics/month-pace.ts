import type { Day } from "@/lib/core/brand";
import { type Milli, toMilli } from "@/lib/core/money";
import { addMonths, listDays, startOfMonth } from "@/lib/core/time";
import type { DailySeries } from "./series";

/** Fewer orders in the month before make a share of it chance. */
const MINIMUM_ORDERS = 10;

/** How the running month's commissions stand against the month before, or why that cannot be said. */
export type MonthPace =
  | {
      readonly kind: "pace";
      /** `current` / `previous`; 1 is as much as in the month before. */
      readonly ratio: number;
      readonly current: Milli;
      readonly previous: Milli;
      /** How many days either side has. */
      readonly days: number;
    }
  | {
      readonly kind: "none";
      readonly reason: "no_complete_day" | "unknown" | "not_positive" | "small_sample";
    };

/**
 * Compares the month so far with the same days of the month before: its days that are over, by date, as far as both are
 * known. `complete`: the days that were read after their end. The 29th to 31st stand out where the month before has none.
 */
export function monthPace(complete: DailySeries, today: Day): MonthPace {
  const elapsed = listDays(startOfMonth(today), today).slice(0, -1);
  if (elapsed.length === 0) return { kind: "none", reason: "no_complete_day" };
  const pairs = elapsed.flatMap((day) => {
    const date = sameDayBefore(day);
    const before = date === undefined ? undefined : complete.get(date);
    const now = complete.get(day)?.commissions;
    const then = before?.commissions;
    return now === undefined || then === undefined ? [] : [{ now, then, orders: before?.orders }];
  });
  if (pairs.length === 0) return { kind: "none", reason: "unknown" };
  const current = sum(pairs.map(({ now }) => now));
  const previous = sum(pairs.map(({ then }) => then));
  if (previous <= 0) return { kind: "none", reason: "not_positive" };
  const orders = pairs.flatMap((pair) => pair.orders ?? []);
  // Where some day's orders are not known the amount decides.
  if (orders.length === pairs.length && sum(orders) < MINIMUM_ORDERS) {
    return { kind: "none", reason: "small_sample" };
  }
  const sums = { current: toMilli(current), previous: toMilli(previous) };
  return { kind: "pace", ratio: current / previous, ...sums, days: pairs.length };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

/** The same date a month earlier, if that month has it. */
function sameDayBefore(day: Day): Day | undefined {
  const date = addMonths(day, -1);
  return date.slice(8) === day.slice(8) ? date : undefined;
}
