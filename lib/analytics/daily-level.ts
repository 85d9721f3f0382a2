import type { Day } from "@/lib/core/brand";
import type { SettlingCurve } from "./settling-curve";
import { type DayValues, weekdayProfile } from "./weekday-profile";

const LEVEL_DAYS = 14;
/** Of these fourteen so many must be known. */
const MINIMUM_LEVEL_DAYS = 10;

/**
 * What a coming day is expected to bring, from the days before it (consecutive, oldest first): the level of the last
 * fourteen, by the shape of the week. Each day counts as what it will have come to once settled. `undefined`: too few days
 * are known.
 */
export function dailyLevel(
  values: DayValues,
  before: readonly Day[],
  settling: SettlingCurve,
): ((day: Day) => number) | undefined {
  const profile = weekdayProfile(values, before);
  if (profile === undefined) return undefined;
  const recent = before.slice(-LEVEL_DAYS);
  let [sum, weight, known] = [0, 0, 0];
  for (const [index, day] of recent.entries()) {
    const value = values.get(day);
    if (value === undefined) continue;
    sum += value / settling(recent.length - index);
    weight += profile(day);
    known += 1;
  }
  if (known < MINIMUM_LEVEL_DAYS || weight === 0) return undefined;
  const level = sum / weight;
  return (day) => level * profile(day);
}
