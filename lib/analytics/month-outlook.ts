import type { Day } from "@/lib/core/brand";
import { completeDays, type DailyHistory } from "./daily-history";
import { type Forecast, forecastPeriod } from "./forecast";
import { goalPeriodOf } from "./goal-period";
import { type MonthPace, monthPace } from "./month-pace";
import type { SettlingCurve } from "./settling-curve";

/** Where the running month of a creator stands. */
export interface MonthOutlook {
  readonly from: Day;
  readonly to: Day;
  /** Of its commissions, thousandths. */
  readonly forecast: Forecast;
  readonly pace: MonthPace;
  /** The youngest day that was read after its end: how far the figures reach. `undefined`: none ever was. */
  readonly knownTo: Day | undefined;
}

/**
 * Forecasts the commissions of the month that `today` lies in and compares it so far with the month before, from all that
 * is kept of a creator. `settling`: how fast her days fill up.
 */
export function monthOutlook(
  history: DailyHistory,
  today: Day,
  settling: SettlingCurve,
): MonthOutlook {
  const month = goalPeriodOf("month", today);
  const complete = completeDays(history, today);
  const values = new Map<Day, number>();
  let knownTo: Day | undefined;
  for (const [day, { commissions }] of complete) {
    if (knownTo === undefined || day > knownTo) knownTo = day;
    if (commissions !== undefined) values.set(day, commissions);
  }
  const soFar = history.present.get(today)?.commissions;
  if (soFar !== undefined) values.set(today, soFar);
  return {
    ...month,
    forecast: forecastPeriod(month, { values, today, settling }),
    pace: monthPace(complete, today),
    knownTo,
  };
}
