import type { Day } from "@/lib/core/brand";
import { addDays, countDays, listDays } from "@/lib/core/time";

/** Orders keep arriving for about a week: younger days, in days of age, are not whole yet. */
export const SETTLING_DAYS = 7;
/** Retailers close orders after 60 to 90 days: from here on few are still returned. */
const SETTLED_FROM_DAYS = 60;
/** Where matured figures end: old enough to be settled, young enough to describe the creator of today. */
const MATURED_TO_DAYS = 150;

/**
 * How final a day's figures are. `partial`: the day is not over; `settling`: orders still arrive; `open`: orders are in
 * and may still be returned; `settled`: hardly anything changes any more.
 */
export type Maturity = "partial" | "settling" | "open" | "settled";

/** How many days ago a day was; today is 0. */
function ageInDays(day: Day, today: Day): number {
  return countDays(day, today) - 1;
}

/** Judges a day by its age. */
export function maturityOf(day: Day, today: Day): Maturity {
  const age = ageInDays(day, today);
  if (age <= 0) return "partial";
  if (isSettling(day, today)) return "settling";
  return age < SETTLED_FROM_DAYS ? "open" : "settled";
}

/** True while orders of a day still arrive: it is younger than seven days, or not over. */
export function isSettling(day: Day, today: Day): boolean {
  return ageInDays(day, today) < SETTLING_DAYS;
}

/** The days that are 60 to 150 days old: all have had the same time for late orders and returns, so brands compare fairly. */
export function maturedDays(today: Day): readonly Day[] {
  return listDays(addDays(today, -MATURED_TO_DAYS), addDays(today, -SETTLED_FROM_DAYS));
}
