import type { Day } from "@/lib/core/brand";
import { addDays, addMonths, startOfMonth } from "@/lib/core/time";

/** What a goal is set for. `rank`: the half-years at whose ends, 15 June and 15 December, LTK fixes its creators' ranks. */
export type GoalPeriod = "month" | "quarter" | "rank";

/** The period of a kind that a day lies in, both ends included. */
export function goalPeriodOf(kind: GoalPeriod, day: Day): { readonly from: Day; readonly to: Day } {
  switch (kind) {
    case "month":
      return monthsFrom(day, 1);
    case "quarter":
      return monthsFrom(addMonths(day, -((monthOf(day) - 1) % 3)), 3);
    case "rank": {
      // Fifteen days earlier, rank periods are the half-years from June and from December.
      const shifted = addDays(day, -15);
      const { from, to } = monthsFrom(addMonths(shifted, -(monthOf(shifted) % 6)), 6);
      return { from: addDays(from, 15), to: addDays(to, 15) };
    }
  }
}

function monthsFrom(day: Day, count: number): { readonly from: Day; readonly to: Day } {
  const from = startOfMonth(day);
  return { from, to: addDays(addMonths(from, count), -1) };
}

/** January is 1. */
function monthOf(day: Day): number {
  return Number(day.slice(5, 7));
}
