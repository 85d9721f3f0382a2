import type { Day } from "@/lib/core/brand";
import { maturedDays } from "./maturity";
import { type Ratio, type RatioId, ratioOf } from "./ratio";
import { type DailySeries, sentDays } from "./series";

/** A ratio of the daily series over some days. */
export function periodRatio(id: RatioId, series: DailySeries, days: readonly Day[]): Ratio {
  return ratioOf(id, sentDays(series, days), days.length);
}

/** Four weeks: fewer of the three months would stand for all of them by chance. */
const MINIMUM_MATURED_DAYS = 28;

/**
 * Earnings per click over the days that are 60 to 150 days old, when orders are in and returns are off. Of these days at
 * least 28 must be known: else it is that of some other period.
 */
export function maturedEpc(series: DailySeries, today: Day): Ratio {
  const days = maturedDays(today).filter((day) => series.has(day));
  return days.length < MINIMUM_MATURED_DAYS
    ? { kind: "none", reason: "unknown" }
    : periodRatio("epc", series, days);
}
