import { describe, expect, test } from "vitest";
import { dailyLevel } from "@/lib/analytics/daily-level";
import { type Forecast, forecastPeriod } from "@/lib/analytics/forecast";
import { goalPeriodOf } from "@/lib/analytics/goal-period";
import { quantile } from "@/lib/analytics/quantile";
import { SETTLED_AT_ONCE, settlingCurve } from "@/lib/analytics/settling-curve";
import { weekdayProfile } from "@/lib/analytics/weekday-profile";
import type { Day } from "@/lib/core/brand";
import { addDays, listDays, weekdayOf } from "@/lib/core/time";
import { day, TODAY, valuesBefore } from "./builders";

/** Monday to Sunday; a week is 7 000. */
const WEEK = [1_000, 500, 500, 500, 1_000, 1_500, 2_000];
const YEAR = 400;
const MONTH = goalPeriodOf("month", TODAY);

function byWeekday(date: Day): number {
  return WEEK[weekdayOf(date)] ?? Number.NaN;
}

function madeOf(forecast: Forecast): Extract<Forecast, { kind: "forecast" }> {
  if (forecast.kind !== "forecast") throw new Error(forecast.reason);
  return forecast;
}

test.each([
  [[], 0.5, undefined],
  [[4], 0.9, 4],
  [[3, 1, 2], 0.5, 2],
  [[1, 2, 3, 4], 0.5, 2.5],
  [[0, 10], 0.1, 1],
])("of %j the quantile %d is %s", (values, share, expected) => {
  expect(quantile(values, share)).toBe(expected);
});

describe("the weekday profile", () => {
  test("is each weekday's share of a week that adds up to 7", () => {
    const profile = weekdayProfile(valuesBefore(TODAY, 56, byWeekday), TODAY);
    const week = listDays(day("2026-11-23"), day("2026-11-29"));
    expect(week.map((date) => profile?.(date))).toEqual(
      WEEK.map((value) => expect.closeTo(value / 1_000, 12)),
    );
  });

  test("takes four complete weeks, and a gap spoils only its own week", () => {
    expect(weekdayProfile(valuesBefore(TODAY, 27, byWeekday), TODAY)).toBeUndefined();
    expect(weekdayProfile(valuesBefore(TODAY, 28, byWeekday), TODAY)).toBeDefined();
    const values = valuesBefore(TODAY, 35, byWeekday);
    values.delete(addDays(TODAY, -10));
    expect(weekdayProfile(values, TODAY)).toBeDefined();
    values.delete(addDays(TODAY, -3));
    expect(weekdayProfile(values, TODAY)).toBeUndefined();
  });

  test("leaves out a week of sales that is no pattern", () => {
    // Every week differs a little, so that there is a usual deviation; one Wednesday sold fifty times as much.
    const values = valuesBefore(
      TODAY,
      56,
      (date, age) => byWeekday(date) * (1 + Math.ceil(age / 7) / 100),
    );
    const calm = weekdayProfile(values, TODAY);
    values.set(day("2026-11-11"), 25_000);
    const wednesday = day("2026-11-25");
    expect(weekdayProfile(values, TODAY)?.(wednesday)).toBeCloseTo(
      calm?.(wednesday) ?? Number.NaN,
      9,
    );
  });

  test("gives a weekday that returns made negative no weight, and nothing at all to a creator who earned nothing", () => {
    const negative = valuesBefore(TODAY, 56, (date) => (weekdayOf(date) === 2 ? -100 : 700));
    expect(weekdayProfile(negative, TODAY)?.(day("2026-11-25"))).toBe(0);
    expect(
      weekdayProfile(
        valuesBefore(TODAY, 56, () => 0),
        TODAY,
      ),
    ).toBeUndefined();
  });
});

describe("the level", () => {
  test("is that of the last fourteen days, whatever was before", () => {
    const values = valuesBefore(TODAY, 56, (date, age) => byWeekday(date) * (age <= 14 ? 3 : 1));
    const level = dailyLevel(values, TODAY, SETTLED_AT_ONCE);
    expect(level?.(day("2026-11-29"))).toBeCloseTo(6_000, 6);
  });

  test("counts young days as what they will have come to", () => {
    const shown = (age: number) => (age === 1 ? 0.5 : 1);
    const values = valuesBefore(TODAY, 56, (date, age) => byWeekday(date) * shown(age));
    expect(dailyLevel(values, TODAY, shown)?.(day("2026-11-24"))).toBeGreaterThan(
      dailyLevel(values, TODAY, SETTLED_AT_ONCE)?.(day("2026-11-24")) ?? Number.NaN,
    );
  });

  test("takes ten known days of fourteen", () => {
    const values = valuesBefore(TODAY, 70, byWeekday);
    for (const age of [1, 2, 3, 4]) values.delete(addDays(TODAY, -age));
    expect(dailyLevel(values, TODAY, SETTLED_AT_ONCE)).toBeDefined();
    values.delete(addDays(TODAY, -5));
    expect(dailyLevel(values, TODAY, SETTLED_AT_ONCE)).toBeUndefined();
  });
});

describe("the forecast", () => {
  test("of a creator whose weeks are all alike is exact, and its band has no width", () => {
    const values = valuesBefore(TODAY, YEAR, byWeekday);
    const truth = listDays(MONTH.from, MONTH.to).reduce((sum, date) => sum + byWeekday(date), 0);
    expect(forecastPeriod(MONTH, { values, today: TODAY })).toEqual({
      kind: "forecast",
      value: truth,
      band: { kind: "band", low: truth, high: truth },
      isRough: false,
    });
  });

  test("counts what is earned as it is, and expects only the rest", () => {
    // Nine days earned ten times as much early in the month, and are not expected again.
    const early = (date: Day) => date >= "2026-11-01" && date <= "2026-11-09";
    const values = valuesBefore(TODAY, YEAR, (date) => (early(date) ? 10_000 : 1_000));
    expect(madeOf(forecastPeriod(MONTH, { values, today: TODAY })).value).toBe(9 * 10_000 + 21_000);
  });

  test("expects a day of the month that is not known, and never counts it as zero", () => {
    const values = valuesBefore(TODAY, YEAR, () => 1_000);
    values.delete(day("2026-11-05"));
    expect(madeOf(forecastPeriod(MONTH, { values, today: TODAY })).value).toBe(30_000);
  });

  test.each([
    [400, 30_000],
    [9_000, 38_000],
  ])("counts today for at least the %i it shows: %i", (soFar, expected) => {
    const values = valuesBefore(TODAY, YEAR, () => 1_000).set(TODAY, soFar);
    expect(madeOf(forecastPeriod(MONTH, { values, today: TODAY })).value).toBe(expected);
  });

  test("is hidden until 28 days are complete, and has no band until twelve trials were possible", () => {
    const forecast = (days: number) =>
      forecastPeriod(MONTH, { values: valuesBefore(TODAY, days, () => 1_000), today: TODAY });
    expect(forecast(27)).toEqual({ kind: "none", reason: "too_little_history" });
    expect(forecast(28)).toEqual({
      kind: "forecast",
      value: 28_000 + 2_000,
      band: { kind: "none", reason: "too_few_trials" },
      isRough: true,
    });
    // Trials of seven days ahead start 14, 21, … 91 days ago, and the last needs 28 days before it.
    expect(madeOf(forecast(91 + 27)).band.kind).toBe("none");
    expect(madeOf(forecast(91 + 28)).band.kind).toBe("band");
  });

  test("is for a period that is running, of a creator who earns", () => {
    const values = valuesBefore(TODAY, YEAR, () => 1_000);
    const last = goalPeriodOf("month", day("2026-10-10"));
    expect(forecastPeriod(last, { values, today: TODAY })).toEqual({
      kind: "none",
      reason: "not_running",
    });
    const returns = valuesBefore(TODAY, YEAR, (_, age) => (age <= 14 ? -1_000 : 1_000));
    expect(forecastPeriod(MONTH, { values: returns, today: TODAY })).toEqual({
      kind: "none",
      reason: "not_positive",
    });
  });

  test("is rough when the same method used to miss by more than 40 %", () => {
    const swinging = valuesBefore(TODAY, YEAR, (_, age) =>
      Math.floor(age / 28) % 2 === 0 ? 1_000 : 4_000,
    );
    const start = addDays(TODAY, -1);
    const forecast = madeOf(
      forecastPeriod({ from: start, to: addDays(start, 27) }, { values: swinging, today: TODAY }),
    );
    expect(forecast.isRough).toBe(true);
  });

  test("looks at nothing of today's future when it is tried on the past", () => {
    const values = valuesBefore(TODAY, YEAR, byWeekday);
    const expected = forecastPeriod(MONTH, { values, today: TODAY });
    values.set(addDays(TODAY, 1), 9e9);
    values.set(addDays(TODAY, 40), 9e9);
    expect(forecastPeriod(MONTH, { values, today: TODAY })).toEqual(expected);
  });

  test("of noisy creators has a band that holds about four months in five", () => {
    const [runs, ahead] = [100, 10];
    let inside = 0;
    for (let run = 0; run < runs; run += 1) {
      const noise = noiseOf(run);
      const all = valuesBefore(addDays(TODAY, ahead), YEAR, (date) =>
        Math.round(byWeekday(date) * (0.5 + noise())),
      );
      const truth = listDays(TODAY, addDays(TODAY, ahead - 1)).reduce(
        (sum, date) => sum + (all.get(date) ?? Number.NaN),
        0,
      );
      const known = new Map([...all].filter(([date]) => date < TODAY));
      const period = { from: TODAY, to: addDays(TODAY, ahead - 1) };
      const { band } = madeOf(forecastPeriod(period, { values: known, today: TODAY }));
      if (band.kind === "band" && band.low <= truth && truth <= band.high) inside += 1;
    }
    expect(inside / runs).toBeGreaterThan(0.68);
    expect(inside / runs).toBeLessThan(0.92);
  });
});

/** Repeatable numbers in [0, 1) (mulberry32). */
function noiseOf(seed: number): () => number {
  let state = seed * 7_919 + 1;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

describe("the settling curve", () => {
  const sightings = (ageDays: number, count: number, seen: number) =>
    Array.from({ length: count }, () => ({ ageDays, seen, settled: 100 }));

  test("is the median share that shows at each age, and the next older one's where too little was seen", () => {
    const curve = settlingCurve([
      ...sightings(1, 14, 55),
      ...sightings(2, 13, 10),
      ...sightings(3, 20, 90),
      { ageDays: 3, seen: 4, settled: 0 },
    ]);
    expect([0, 1, 2, 3, 4, 60].map(curve)).toEqual([0.55, 0.55, 0.9, 0.9, 1, 1]);
  });

  test("of nothing seen says that nothing is missing", () => {
    expect(settlingCurve([])(0)).toBe(1);
  });
});
