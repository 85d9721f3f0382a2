import { expect, test } from "vitest";
import { type GoalPeriod, goalPeriodOf } from "@/lib/analytics/goal-period";
import { paceOf } from "@/lib/analytics/pace";
import { FLAT_PROFILE, PROFILE_DAYS, weekdayProfile } from "@/lib/analytics/weekday-profile";
import { addDays, daysBefore, listDays, weekdayOf } from "@/lib/core/time";
import { day, TODAY, valuesBefore } from "./builders";

const GOAL = { target: 30_000, ...goalPeriodOf("month", TODAY) };

test("is what came against what these days had to bring; today does not count yet", () => {
  const values = valuesBefore(TODAY, 60, () => 900).set(TODAY, 5);
  expect(paceOf(GOAL, { values, profile: FLAT_PROFILE, today: TODAY })).toEqual({
    kind: "pace",
    actual: 23 * 900,
    expected: 23_000,
    ratio: 0.9,
    neededPerDay: 9_300 / 7,
  });
});

test("a weak weekday is not a bad pace", () => {
  // Mondays bring nothing, and the month so far is one Sunday and one Monday.
  const today = day("2026-11-03");
  const values = valuesBefore(today, 60, (date) => (weekdayOf(date) === 0 ? 0 : 1_000));
  const profile = weekdayProfile(values, daysBefore(today, PROFILE_DAYS)) ?? FLAT_PROFILE;
  const goal = { target: 25_000, ...goalPeriodOf("month", today) };
  expect(paceOf(goal, { values, profile, today })).toMatchObject({
    actual: 1_000,
    ratio: expect.closeTo(1, 12),
  });
});

test("a missing day is neither an excuse nor a failure", () => {
  const values = valuesBefore(TODAY, 60, () => 1_000);
  values.delete(day("2026-11-10"));
  expect(paceOf(GOAL, { values, profile: FLAT_PROFILE, today: TODAY })).toMatchObject({
    actual: 22_000,
    expected: 22_000,
    ratio: 1,
  });
});

test("a goal that is reached needs nothing more, and one that is over can get nothing more", () => {
  const values = valuesBefore(TODAY, 120, () => 2_000);
  const known = { values, profile: FLAT_PROFILE, today: TODAY };
  expect(paceOf(GOAL, known)).toMatchObject({ neededPerDay: 0 });
  const over = { target: 30_000, ...goalPeriodOf("month", day("2026-10-02")) };
  expect(paceOf(over, known)).toMatchObject({ actual: 62_000, neededPerDay: undefined });
});

test("a goal of one order a month has a pace", () => {
  const values = valuesBefore(TODAY, 60, () => 0);
  const goal = { ...GOAL, target: 1 };
  expect(paceOf(goal, { values, profile: FLAT_PROFILE, today: TODAY })).toMatchObject({
    ratio: 0,
    neededPerDay: 1 / 7,
  });
});

test("on the last day of a period that day is what remains", () => {
  const today = day("2026-11-30");
  const values = valuesBefore(today, 60, () => 1_000);
  expect(paceOf(GOAL, { values, profile: FLAT_PROFILE, today })).toMatchObject({
    neededPerDay: 1_000,
  });
});

test.each([
  [{ ...GOAL, target: 0 }, TODAY, "no_goal"],
  [GOAL, day("2026-11-01"), "no_complete_day"],
  [{ target: 1, ...goalPeriodOf("month", day("2027-01-05")) }, TODAY, "no_complete_day"],
])("there is none for %j on %s: %s", (goal, today, reason) => {
  const values = valuesBefore(today, 60, () => 1_000);
  expect(paceOf(goal, { values, profile: FLAT_PROFILE, today })).toEqual({ kind: "none", reason });
});

const PERIODS: readonly (readonly [GoalPeriod, string, string, string])[] = [
  ["month", "2028-02-29", "2028-02-01", "2028-02-29"],
  ["quarter", "2026-11-24", "2026-10-01", "2026-12-31"],
  ["quarter", "2026-03-31", "2026-01-01", "2026-03-31"],
  ["rank", "2026-06-15", "2025-12-16", "2026-06-15"],
  ["rank", "2026-06-16", "2026-06-16", "2026-12-15"],
  ["rank", "2026-12-15", "2026-06-16", "2026-12-15"],
  ["rank", "2026-12-16", "2026-12-16", "2027-06-15"],
  ["rank", "2027-01-03", "2026-12-16", "2027-06-15"],
];

test.each(PERIODS)("the %s of %s is %s to %s", (kind, date, from, to) => {
  expect(goalPeriodOf(kind, day(date))).toEqual({ from, to });
});

test.each(["month", "quarter", "rank"] as const)(
  "every day lies in its %s, and these follow each other without a gap",
  (kind) => {
    for (const date of listDays(day("2027-01-01"), day("2028-12-31"))) {
      const { from, to } = goalPeriodOf(kind, date);
      expect(from <= date && date <= to).toBe(true);
      expect(goalPeriodOf(kind, addDays(to, 1)).from).toBe(addDays(to, 1));
    }
  },
);
