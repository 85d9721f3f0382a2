import type { Day } from "@/lib/core/brand";
import { addDays, listDays } from "@/lib/core/time";
import { ageInDays } from "./maturity";
import type { SettlingCurve } from "./settling-curve";
import { type DayValues, weekdayProfile } from "./weekday-profile";

const LEVEL_DAYS = 14;
/** Of these fourteen so many must be known. */
const MINIMUM_LEVEL_DAYS = 10;

/**
 * What a coming day is expected to bring: the level of the last fourteen complete days, by the shape of the week. Each day
 * counts as what it will have come to once settled. Nothing of `today` or later is looked at. `undefined`: too few days
 * are known.
 */
export function dailyLevel(
  values: DayValues,
  today: Day,
  settling: SettlingCurve,
): ((day: Day) => number) | undefined {
  const profile = weekdayProfile(values, today);
  if (profile === undefined) return undefined;
  let [sum, weight, known] = [0, 0, 0];
  for (const day of listDays(addDays(today, -LEVEL_DAYS), addDays(today, -1))) {
    const value = values.get(day);
    if (value === undefined) continue;
    sum += value / settling(ageInDays(day, today));
    weight += profile(day);
    known += 1;
  }
  if (known < MINIMUM_LEVEL_DAYS || weight === 0) return undefined;
  const level = sum / weight;
  return (day) => level * profile(day);
}
