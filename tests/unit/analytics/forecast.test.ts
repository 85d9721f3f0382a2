import { describe, expect, test } from "vitest";
import { type Forecast, forecastPeriod } from "@/lib/analytics/forecast";
import { goalPeriodOf } from "@/lib/analytics/goal-period";
import type { Day } from "@/lib/core/brand";
import { addDays, listDays } from "@/lib/core/time";
import { byWeekday, day, TODAY, valuesBefore } from "./builders";

const YEAR = 400;
const MONTH = goalPeriodOf("month", TODAY);

function madeOf(forecast: Forecast): Extract<Forecast, { kind: "forecast" }> {
  if (forecast.kind !== "forecast") throw new Error(forecast.reason);
  return forecast;
}

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

  test.each([
    // Trials of one day ahead start 7, 14, … 84 days ago; of two days 14, … 91, so that all have settled.
    ["2026-11-30", 84],
    ["2026-11-29", 91],
  ])("on %s takes %i days before the 28 of its first trial", (date, days) => {
    const today = day(date);
    const bandWith = (count: number) =>
      madeOf(forecastPeriod(MONTH, { values: valuesBefore(today, count, () => 1_000), today })).band
        .kind;
    expect([bandWith(days + 27), bandWith(days + 28)]).toEqual(["none", "band"]);
  });

  test("scales what is to come by how the method missed, over as many days", () => {
    // Each week earns a tenth more than the one before: two weeks' level is short by 2 / (1/1.1 + 1/1.21).
    const earns = (age: number) => 1_000_000 / 1.1 ** Math.floor((age - 1) / 7);
    const values = valuesBefore(TODAY, YEAR, (_, age) => earns(age));
    const period = { from: TODAY, to: addDays(TODAY, 6) };
    const level = (earns(1) + earns(8)) / 2;
    const missed = 2 / (1 / 1.1 + 1 / 1.21);
    const forecast = madeOf(forecastPeriod(period, { values, today: TODAY }));
    expect(forecast.value).toBe(Math.round(7 * level));
    expect(forecast.band).toEqual({
      kind: "band",
      low: Math.round(7 * level * missed),
      high: Math.round(7 * level * missed),
    });
  });

  test("is not tried on what lies more than a year back", () => {
    const wild = (age: number) => (age > 364 ? ((age * 7_919) % 40) * 1_000 : 1_000);
    const values = valuesBefore(TODAY, 700, (_, age) => wild(age));
    for (let age = 365; age <= 364 + 56; age += 1) values.set(addDays(TODAY, -age), 1_000);
    const { band } = madeOf(forecastPeriod(MONTH, { values, today: TODAY }));
    expect(band).toEqual({ kind: "band", low: 30_000, high: 30_000 });
  });

  test("is for a period that is running, of a creator who earns", () => {
    const values = valuesBefore(TODAY, YEAR, () => 1_000);
    for (const other of ["2026-10-10", "2026-12-10"]) {
      const period = goalPeriodOf("month", day(other));
      expect(forecastPeriod(period, { values, today: TODAY })).toEqual({
        kind: "none",
        reason: "not_running",
      });
    }
    for (const only of [MONTH.from, MONTH.to]) {
      const known = { values: valuesBefore(only, YEAR, () => 1_000), today: only };
      expect(madeOf(forecastPeriod(MONTH, known)).value).toBe(30_000);
    }
    const returns = valuesBefore(TODAY, YEAR, (_, age) => (age <= 14 ? -1_000 : 1_000));
    expect(forecastPeriod(MONTH, { values: returns, today: TODAY })).toEqual({
      kind: "none",
      reason: "not_positive",
    });
  });

  test.each([
    // Every fourth week earns this much more or less, and is never seen coming.
    [0.7, true, false],
    [0.2, true, true],
    [1.3, false, false],
    [2.5, false, true],
  ])(
    "with weeks of %d times the usual has a band that is off below: %s, and is rough: %s",
    (times, isBelow, isRough) => {
      const values = valuesBefore(TODAY, YEAR, (_, age) =>
        Math.floor((age - 1) / 7) % 4 === 3 ? 1_000 * times : 1_000,
      );
      const period = { from: TODAY, to: addDays(TODAY, 6) };
      const forecast = madeOf(forecastPeriod(period, { values, today: TODAY }));
      if (forecast.band.kind === "none") throw new Error(forecast.band.reason);
      const { low, high } = forecast.band;
      expect(forecast.value - low > high - forecast.value).toBe(isBelow);
      expect(forecast.isRough).toBe(isRough);
    },
  );

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
