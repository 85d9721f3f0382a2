import type { Day } from "@/lib/core/brand";
import { type Milli, toMilli } from "@/lib/core/money";
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
  /** What its days brought that are over and known; `undefined`: there is none. */
  readonly soFar: SoFar | undefined;
}

/** A sum of commissions with the days that are in it. */
export interface SoFar {
  readonly commissions: Milli;
  readonly days: number;
  /** The youngest of them. */
  readonly to: Day;
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
  for (const [day, { commissions }] of complete) {
    if (commissions !== undefined) values.set(day, commissions);
  }
  const soFar = sumOf(values, month.from);
  const ofToday = history.present.get(today)?.commissions;
  if (ofToday !== undefined) values.set(today, ofToday);
  return {
    ...month,
    forecast: forecastPeriod(month, { values, today, settling }),
    pace: monthPace(complete, today),
    soFar,
  };
}

/** Of the days from one on. */
function sumOf(values: ReadonlyMap<Day, number>, from: Day): SoFar | undefined {
  const known = [...values].filter(([day]) => day >= from);
  const to = known.map(([day]) => day).reduce((a, b) => (a > b ? a : b), from);
  const commissions = known.reduce((total, [, value]) => total + value, 0);
  return known.length === 0
    ? undefined
    : { commissions: toMilli(commissions), days: known.length, to };
}
