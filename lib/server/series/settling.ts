import "server-only";
import type { MetricId } from "@/lib/analytics/catalog";
import { maturityOf } from "@/lib/analytics/maturity";
import { type SettlingCurve, type Sighting, settlingCurve } from "@/lib/analytics/settling-curve";
import type { Day } from "@/lib/core/brand";
import { countDays, dayIn } from "@/lib/core/time";
import type { StoredSeries } from "./stored-series";

/** Which metric is looked at, and what decides how old a day is. */
interface Basis {
  readonly metric: MetricId;
  readonly today: Day;
  /** The zone that the days belong to. */
  readonly timezone: string;
}

/**
 * What was first seen of the settled days, at which age, and what they came to. A day counts only if it was read again
 * after it had settled; one that was first read then has nothing to tell but that all was there.
 */
export function sightingsOf(
  series: StoredSeries,
  { metric, today, timezone }: Basis,
): readonly Sighting[] {
  return [...series].flatMap(([day, { present, first }]) => {
    const readOn = dayIn(timezone, present.atMs);
    const isSettled = readOn <= today && maturityOf(day, readOn) === "settled";
    const [seen, settled] = [first?.metrics?.[metric], present.metrics?.[metric]];
    if (!isSettled || first === undefined || seen === undefined || settled === undefined) return [];
    return [{ ageDays: countDays(day, dayIn(timezone, first.atMs)) - 1, seen, settled }];
  });
}

/** How fast a creator's days fill up, as far as what is kept of them tells: for forecasts. */
export function settlingOf(series: StoredSeries, basis: Basis): SettlingCurve {
  return settlingCurve(sightingsOf(series, basis));
}
