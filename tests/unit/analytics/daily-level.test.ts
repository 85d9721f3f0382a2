import { describe, expect, test } from "vitest";
import { dailyLevel } from "@/lib/analytics/daily-level";
import { quantile } from "@/lib/analytics/quantile";
import { SETTLED_AT_ONCE, settlingCurve } from "@/lib/analytics/settling-curve";
import { PROFILE_DAYS, weekdayProfile } from "@/lib/analytics/weekday-profile";
import { addDays, daysBefore, listDays, weekdayOf } from "@/lib/core/time";
import { byWeekday, day, TODAY, valuesBefore, WEEK } from "./builders";

test.each([
  [[], 0.5, undefined],
  [[4], 0.9, 4],
  [[3, 1, 2], 0.5, 2],
  [[1, 2, 3, 4], 0.5, 2.5],
  [[0, 10], 0.1, 1],
])("of %j the quantile %d is %s", (values, share, expected) => {
  expect(quantile(values, share)).toBe(expected);
});

const BEFORE = daysBefore(TODAY, PROFILE_DAYS);

describe("the weekday profile", () => {
  test("is each weekday's share of a week that adds up to 7", () => {
    const profile = weekdayProfile(valuesBefore(TODAY, 56, byWeekday), BEFORE);
    const week = listDays(day("2026-11-23"), day("2026-11-29"));
    expect(week.map((date) => profile?.(date))).toEqual(
      WEEK.map((value) => expect.closeTo(value / 1_000, 12)),
    );
  });

  test("takes four complete weeks, and a gap spoils only its own week", () => {
    expect(weekdayProfile(valuesBefore(TODAY, 27, byWeekday), BEFORE)).toBeUndefined();
    expect(weekdayProfile(valuesBefore(TODAY, 28, byWeekday), BEFORE)).toBeDefined();
    const values = valuesBefore(TODAY, 35, byWeekday);
    values.delete(addDays(TODAY, -10));
    expect(weekdayProfile(values, BEFORE)).toBeDefined();
    values.delete(addDays(TODAY, -3));
    expect(weekdayProfile(values, BEFORE)).toBeUndefined();
  });

  /** The weeks before today, newest first, by what their Wednesday and each other day earned. */
  function weeksOf(weeks: readonly (readonly [wednesday: number, otherDay: number])[]) {
    return valuesBefore(TODAY, weeks.length * 7, (date, age) => {
      const [wednesday, otherDay] = weeks[Math.ceil(age / 7) - 1] ?? [];
      return weekdayOf(date) === 2 ? wednesday : otherDay;
    });
  }

  // Wednesdays have 10, 20 and 30 %; the usual deviation of a week is 600, around 60 900.
  test.each([
    ["three deviations off is a pattern", 56_700, 1_000, 1.75],
    ["further off is none", 56_701, 1_000, 1.4],
    ["far below is none", 5_400, 100, 1.4],
  ])("a week %s", (_, wednesday, otherDay, expected) => {
    const weeks = [
      [6_000, 9_000],
      [12_120, 8_080],
      [18_360, 7_140],
      [wednesday, otherDay],
    ] as const;
    expect(weekdayProfile(weeksOf(weeks), BEFORE)?.(day("2026-11-25"))).toBeCloseTo(expected, 9);
  });

  test("where most weeks earned alike to the cent, none is an outlier", () => {
    const weeks = [
      [6_000, 9_000],
      [12_000, 8_000],
      [18_000, 7_000],
      [54_001, 1_000],
    ] as const;
    expect(weekdayProfile(weeksOf(weeks), BEFORE)?.(day("2026-11-25"))).toBeCloseTo(1.75, 9);
  });

  test("knows nothing that is older than eight weeks", () => {
    const [heavy, flat] = [
      [2_800, 700],
      [1_000, 1_000],
    ] as const;
    const recent = [heavy, heavy, heavy, heavy, flat, flat, flat, flat];
    const expected = (0.4 + 1 / 7) / 2;
    for (const weeks of [recent, [...recent, flat, flat]]) {
      const profile = weekdayProfile(weeksOf(weeks), daysBefore(TODAY, weeks.length * 7));
      expect(profile?.(day("2026-11-25"))).toBeCloseTo(expected * 7, 9);
    }
  });

  test("gives a weekday that returns made negative no weight, and nothing at all to a creator who earned nothing", () => {
    const negative = valuesBefore(TODAY, 56, (date) => (weekdayOf(date) === 2 ? -100 : 700));
    expect(weekdayProfile(negative, BEFORE)?.(day("2026-11-25"))).toBe(0);
    expect(
      weekdayProfile(
        valuesBefore(TODAY, 56, () => 0),
        BEFORE,
      ),
    ).toBeUndefined();
  });
});

describe("the level", () => {
  test("is that of the last fourteen days, whatever was before", () => {
    const values = valuesBefore(TODAY, 56, (date, age) => byWeekday(date) * (age <= 14 ? 3 : 1));
    const level = dailyLevel(values, BEFORE, SETTLED_AT_ONCE);
    expect(level?.(day("2026-11-29"))).toBeCloseTo(6_000, 6);
  });

  test("counts young days as what they will have come to", () => {
    const shown = (age: number) => (age === 1 ? 0.5 : 1);
    const values = valuesBefore(TODAY, 56, (date, age) => byWeekday(date) * shown(age));
    expect(dailyLevel(values, BEFORE, shown)?.(day("2026-11-24"))).toBeGreaterThan(
      dailyLevel(values, BEFORE, SETTLED_AT_ONCE)?.(day("2026-11-24")) ?? Number.NaN,
    );
  });

  test("takes ten known days of fourteen", () => {
    const values = valuesBefore(TODAY, 70, byWeekday);
    for (const age of [1, 2, 3, 4]) values.delete(addDays(TODAY, -age));
    expect(dailyLevel(values, BEFORE, SETTLED_AT_ONCE)).toBeDefined();
    values.delete(addDays(TODAY, -5));
    expect(dailyLevel(values, BEFORE, SETTLED_AT_ONCE)).toBeUndefined();
  });
});

describe("the settling curve", () => {
  const sightings = (ageDays: number, count: number, seen: number) =>
    Array.from({ length: count }, () => ({ ageDays, seen, settled: 100 }));

  test("is the median share that shows at each age, and the next older one's where too little was seen or showed", () => {
    const curve = settlingCurve([
      ...sightings(3, 20, 90),
      ...Array.from({ length: 50 }, () => ({ ageDays: 3, seen: -4, settled: -2 })),
      ...Array.from({ length: 50 }, () => ({ ageDays: 3, seen: 4, settled: 0 })),
      ...sightings(2, 13, 10),
      ...sightings(1, 14, 55),
      ...sightings(0, 30, 0),
    ]);
    expect([0, 1, 2, 3, 4, 60].map(curve)).toEqual([0.55, 0.55, 0.9, 0.9, 1, 1]);
  });

  test("of nothing seen says that nothing is missing", () => {
    expect(settlingCurve([])(0)).toBe(1);
  });
});
