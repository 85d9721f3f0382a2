import type { Day } from "@/lib/core/brand";
import { countDays, daysBefore, listDays } from "@/lib/core/time";
import { dailyLevel } from "./daily-level";
import { SETTLING_DAYS } from "./maturity";
import { quantile } from "./quantile";
import { SETTLED_AT_ONCE, type SettlingCurve } from "./settling-curve";
import { type DayValues, PROFILE_DAYS } from "./weekday-profile";

/** A year of weekly trials. */
const MAX_TRIALS = 52;
/** Fewer trials tell nothing of the tenth that went worst. */
const MINIMUM_TRIALS = 12;
const BAND = [0.1, 0.9] as const;
/** A band wider than this to either side is no more than a rough idea. */
const ROUGH_FRACTION = 0.4;

/** What is known when a forecast is made. */
export interface ForecastBasis {
  /** Of today, if present, what it shows so far. */
  readonly values: DayValues;
  readonly today: Day;
  /** How fast this creator's days fill up; all at once when left out. */
  readonly settling?: SettlingCurve;
}

/** Where four in five of the same forecasts would have come out over the last year; both ends in the metric's unit. */
export type ForecastBand =
  | { readonly kind: "band"; readonly low: number; readonly high: number }
  | { readonly kind: "none"; readonly reason: "too_few_trials" };

/** What a period will have brought at its end, in the metric's unit, or why that cannot be said. */
export type Forecast =
  | {
      readonly kind: "forecast";
      readonly value: number;
      readonly band: ForecastBand;
      /** The band is wider than ±40 %, or there is none. */
      readonly isRough: boolean;
    }
  | {
      readonly kind: "none";
      readonly reason: "not_running" | "too_little_history" | "not_positive";
    };

/**
 * Forecasts a period that is running: what its complete days brought, and for every other day, and for those not known,
 * what such a weekday is expected to bring. Today counts for at least what it shows already. The band scales the part not
 * known yet by how the same method missed over the same number of days, tried on this creator's own past.
 */
export function forecastPeriod(
  period: { readonly from: Day; readonly to: Day },
  basis: ForecastBasis,
): Forecast {
  const { values, today, settling = SETTLED_AT_ONCE } = basis;
  if (today < period.from || today > period.to) return { kind: "none", reason: "not_running" };
  const expected = dailyLevel(values, daysBefore(today, PROFILE_DAYS), settling);
  if (expected === undefined) return { kind: "none", reason: "too_little_history" };
  let [earned, coming] = [0, 0];
  for (const day of listDays(period.from, period.to)) {
    const value = values.get(day);
    if (day < today && value !== undefined) earned += value;
    else coming += day === today ? Math.max(value ?? 0, expected(day)) : expected(day);
  }
  if (coming <= 0) return { kind: "none", reason: "not_positive" };
  const value = Math.round(earned + coming);
  const band = bandOf(earned, coming, trialsOf(values, today, countDays(today, period.to)));
  return { kind: "forecast", value, band, isRough: isRough(value, band) };
}

/**
 * Repeats the forecast at the same weekday of each week of the last year, for the same number of days ahead, with what lay
 * before it. Answers what really came, each as a multiple of what was expected.
 */
function trialsOf(values: DayValues, today: Day, daysAhead: number): number[] {
  const past = daysBefore(today, 7 * MAX_TRIALS + PROFILE_DAYS);
  const trials: number[] = [];
  // The youngest trial ends before the days on which orders still arrive.
  for (let week = Math.ceil((daysAhead + SETTLING_DAYS - 1) / 7); week <= MAX_TRIALS; week += 1) {
    const start = past.length - 7 * week;
    const days = past.slice(start, start + daysAhead);
    const actual = sumKnown(values, days);
    if (actual === undefined) continue;
    const level = dailyLevel(values, past.slice(start - PROFILE_DAYS, start), SETTLED_AT_ONCE);
    const expected = level === undefined ? 0 : days.reduce((sum, day) => sum + level(day), 0);
    if (expected > 0) trials.push(actual / expected);
  }
  return trials;
}

function sumKnown(values: DayValues, days: readonly Day[]): number | undefined {
  let sum = 0;
  for (const day of days) {
    const value = values.get(day);
    if (value === undefined) return undefined;
    sum += value;
  }
  return sum;
}

function bandOf(earned: number, coming: number, trials: readonly number[]): ForecastBand {
  const [low, high] = BAND.map((share) => quantile(trials, share));
  if (low === undefined || high === undefined || trials.length < MINIMUM_TRIALS) {
    return { kind: "none", reason: "too_few_trials" };
  }
  return {
    kind: "band",
    low: Math.round(earned + coming * low),
    high: Math.round(earned + coming * high),
  };
}

function isRough(value: number, band: ForecastBand): boolean {
  if (band.kind === "none" || value <= 0) return true;
  const widest = Math.max(value - band.low, band.high - value);
  return widest > ROUGH_FRACTION * value;
}
