import type { Day } from "@/lib/core/brand";
import { listDays } from "@/lib/core/time";
import type { DayValues, WeekdayProfile } from "./weekday-profile";

/** A goal and the days it is for, in the metric's unit. */
export interface Goal {
  readonly target: number;
  readonly from: Day;
  readonly to: Day;
}

/** How a period stands against its goal, or why that cannot be said. Amounts in the goal's unit. */
export type Pace =
  | {
      readonly kind: "pace";
      /** What the complete days brought that are known. */
      readonly actual: number;
      /** What these days had to bring by the weekday profile. */
      readonly expected: number;
      /** actual / expected; 1 is on pace. */
      readonly ratio: number;
      /** What an average remaining day must bring, today included; 0 once the goal is reached, `undefined` after the period. */
      readonly neededPerDay: number | undefined;
    }
  | { readonly kind: "none"; readonly reason: "no_goal" | "no_complete_day" };

/**
 * Compares a period so far with its goal. Only days that are over and known count, on both sides: an unfinished or missing
 * day is neither an excuse nor a failure.
 */
export function paceOf(
  goal: Goal,
  known: { readonly values: DayValues; readonly profile: WeekdayProfile; readonly today: Day },
): Pace {
  const { values, profile, today } = known;
  if (goal.target <= 0) return { kind: "none", reason: "no_goal" };
  const days = listDays(goal.from, goal.to);
  const weigh = (some: readonly Day[]) => some.reduce((sum, day) => sum + profile(day), 0);
  const counted = days.filter((day) => day < today && values.has(day));
  const expected = (goal.target * weigh(counted)) / weigh(days);
  if (!(expected > 0)) return { kind: "none", reason: "no_complete_day" };
  const actual = counted.reduce((sum, day) => sum + (values.get(day) ?? 0), 0);
  const remaining = weigh(days.filter((day) => day >= today));
  return {
    kind: "pace",
    actual,
    expected,
    ratio: actual / expected,
    neededPerDay: remaining > 0 ? Math.max(0, goal.target - actual) / remaining : undefined,
  };
}
