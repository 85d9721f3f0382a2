import type { Day } from "@/lib/core/brand";
import { maturedDays } from "./maturity";
import { type Ratio, type RatioId, ratioOf } from "./ratio";
import type { DailySeries } from "./series";

/** A ratio of the daily series over some days. */
export function periodRatio(id: RatioId, series: DailySeries, days: readonly Day[]): Ratio {
  const rows = days.flatMap((day) => series.get(day) ?? []);
  return ratioOf(id, rows, days.length);
}

/** Earnings per click over the days that are 60 to 150 days old, when orders are in and returns are off. */
export function maturedEpc(series: DailySeries, today: Day): Ratio {
  return periodRatio("epc", series, maturedDays(today));
}
