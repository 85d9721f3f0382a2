import fc from "fast-check";
import { expect, test } from "vitest";
import { type Day, parseDay } from "@/lib/core/brand";
import { comparisonRange, elapsedDays, parseRange, RANGE_PRESETS } from "@/lib/core/range";
import {
  addDays,
  addMonths,
  countDays,
  dayIn,
  listDays,
  startOfMonth,
  startOfWeek,
} from "@/lib/core/time";

function day(text: string): Day {
  const parsed = parseDay(text);
  if (parsed === undefined) throw new Error(`not a day: ${text}`);
  return parsed;
}

const TODAY = day("2026-11-24");

function range(text: string, today = TODAY) {
  const parsed = parseRange(text, today);
  if (!parsed.ok) throw new Error(parsed.error);
  return parsed.value;
}

test.each([
  ["7d", "2026-11-17", "2026-11-23", false],
  ["28d", "2026-10-27", "2026-11-23", false],
  ["90d", "2026-08-26", "2026-11-23", false],
  ["mtd", "2026-11-01", "2026-11-24", true],
  ["last-month", "2026-10-01", "2026-10-31", false],
  ["ytd", "2026-01-01", "2026-11-24", true],
  ["12m", "2025-12-01", "2026-11-24", true],
  ["2026-01-31..2026-02-02", "2026-01-31", "2026-02-02", false],
  ["2026-11-24..2026-11-24", "2026-11-24", "2026-11-24", true],
  ["2023-11-21..2026-11-24", "2023-11-21", "2026-11-24", true],
])("%s means %s to %s", (text, from, to, isPartial) => {
  expect(range(text)).toEqual({ from, to, isPartial });
});

test("presets follow the day it is in the creator's zone", () => {
  const atMs = Date.parse("2026-12-01T03:00:00Z");
  expect(range("mtd", dayIn("UTC", atMs))).toMatchObject({ from: "2026-12-01", to: "2026-12-01" });
  expect(range("mtd", dayIn("America/New_York", atMs))).toMatchObject({
    from: "2026-11-01",
    to: "2026-11-30",
  });
  expect(range("last-month", dayIn("America/New_York", atMs))).toMatchObject({
    from: "2026-10-01",
    to: "2026-10-31",
  });
});

test.each([
  ["mtd", "2027-01-01", "2027-01-01", "2027-01-01"],
  ["last-month", "2027-01-15", "2026-12-01", "2026-12-31"],
  ["last-month", "2028-03-31", "2028-02-01", "2028-02-29"],
  ["ytd", "2027-01-01", "2027-01-01", "2027-01-01"],
  ["12m", "2027-01-31", "2026-02-01", "2027-01-31"],
  ["28d", "2028-03-01", "2028-02-02", "2028-02-29"],
])("%s on %s is %s to %s", (text, today, from, to) => {
  expect(range(text, day(today))).toMatchObject({ from, to });
});

test.each([
  ["30d", "allowed are 28d, 7d, 90d, mtd, last-month, ytd, 12m or YYYY-MM-DD..YYYY-MM-DD"],
  ["2026-11-01..", "allowed are 28d, 7d, 90d, mtd, last-month, ytd, 12m or YYYY-MM-DD..YYYY-MM-DD"],
  ["..2026-11-01", "allowed are 28d, 7d, 90d, mtd, last-month, ytd, 12m or YYYY-MM-DD..YYYY-MM-DD"],
  [
    "2026-11-01..2026-11-02..2026-11-03",
    "allowed are 28d, 7d, 90d, mtd, last-month, ytd, 12m or YYYY-MM-DD..YYYY-MM-DD",
  ],
  ["", "allowed are 28d, 7d, 90d, mtd, last-month, ytd, 12m or YYYY-MM-DD..YYYY-MM-DD"],
  [
    "2026-02-30..2026-03-01",
    "allowed are 28d, 7d, 90d, mtd, last-month, ytd, 12m or YYYY-MM-DD..YYYY-MM-DD",
  ],
  ["2026-11-02..2026-11-01", "its first day must not lie after its last day"],
  ["2026-11-01..2026-11-25", "it must not reach beyond today, 2026-11-24"],
  ["2023-11-20..2026-11-24", "it may hold 1100 days at most"],
  ["2020-01-01..2026-01-01", "it may hold 1100 days at most"],
])("%s is refused", (text, error) => {
  expect(parseRange(text, TODAY)).toEqual({ ok: false, error });
});

test("prev is as many days just before, on the same weekdays", () => {
  for (const preset of RANGE_PRESETS) {
    const current = range(preset);
    const previous = comparisonRange(current, "prev");
    expect(previous?.to).toBe(addDays(current.from, -1));
    expect(countDays(previous?.from ?? TODAY, previous?.to ?? TODAY)).toBe(
      countDays(current.from, current.to),
    );
  }
});

test.each([
  // Whole weeks keep their weekdays: 52 weeks earlier.
  ["28d", "2026-11-24", "2025-10-28", "2025-11-24"],
  ["7d", "2026-11-24", "2025-11-18", "2025-11-24"],
  ["2026-11-02..2026-11-15", "2026-11-24", "2025-11-03", "2025-11-16"],
  // Calendar months, and what is no whole number of weeks, keep their dates.
  ["90d", "2026-11-24", "2025-08-26", "2025-11-23"],
  ["mtd", "2026-11-14", "2025-11-01", "2025-11-14"],
  ["last-month", "2027-03-05", "2026-02-01", "2026-02-28"],
  ["ytd", "2026-11-24", "2025-01-01", "2025-11-24"],
  ["12m", "2026-11-24", "2024-12-01", "2025-11-24"],
  // Leap years.
  ["last-month", "2028-03-05", "2027-02-01", "2027-02-28"],
  ["last-month", "2029-03-05", "2028-02-01", "2028-02-28"],
])("yoy of %s on %s is %s to %s", (text, today, from, to) => {
  expect(comparisonRange(range(text, day(today)), "yoy")).toEqual({ from, to, isPartial: false });
});

test("29 February has the 28th a year earlier", () => {
  expect(addMonths(day("2028-02-29"), -12)).toBe("2027-02-28");
});

test("whatever is a multiple of 7 days and no calendar month keeps its weekdays in both comparisons", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 2_000 }),
      fc.integer({ min: 1, max: 20 }),
      (offset, weeks) => {
        const from = addDays(day("2020-01-02"), offset);
        const current = { from, to: addDays(from, weeks * 7 - 1), isPartial: false };
        const weekday = (of: Day) => new Date(`${of}T00:00:00Z`).getUTCDay();
        fc.pre(from !== startOfMonth(from));
        for (const comparison of ["prev", "yoy"] as const) {
          const compared = comparisonRange(current, comparison);
          if (compared === null) throw new Error("nothing to compare");
          expect(weekday(compared.from)).toBe(weekday(from));
          expect(countDays(compared.from, compared.to)).toBe(weeks * 7);
        }
      },
    ),
  );
});

test.each([
  ["2026-11-01..2026-11-24", "2026-11-24T12:00:00Z", "UTC", 23.5],
  ["2026-11-24..2026-11-24", "2026-11-24T06:00:00Z", "UTC", 0.25],
  ["2026-10-01..2026-10-31", "2026-11-24T12:00:00Z", "UTC", 31],
  // Still 23 November in Los Angeles, at 22:00.
  ["2026-11-01..2026-11-23", "2026-11-24T06:00:00Z", "America/Los_Angeles", 22 + 22 / 24],
])("of %s at %s in %s %d days are over", (text, at, zone, days) => {
  expect(elapsedDays(range(text), zone, Date.parse(at))).toBeCloseTo(days, 10);
});

test("the month to date grows by one day a day, also where a day has 25 hours", () => {
  const zone = "America/New_York";
  const over = (at: string) => {
    const nowMs = Date.parse(at);
    return elapsedDays(range("mtd", dayIn(zone, nowMs)), zone, nowMs);
  };
  expect(over("2026-11-01T04:00:00Z")).toBe(0);
  expect(over("2026-11-01T16:30:00Z")).toBe(0.5);
  expect(over("2026-11-02T05:00:00Z")).toBe(1);
});

test("days of 23 and 25 hours are days", () => {
  expect(listDays(day("2026-03-07"), day("2026-03-09"))).toEqual([
    "2026-03-07",
    "2026-03-08",
    "2026-03-09",
  ]);
  expect(dayIn("America/New_York", Date.parse("2026-03-08T04:59:00Z"))).toBe("2026-03-07");
  expect(dayIn("America/New_York", Date.parse("2026-11-02T04:30:00Z"))).toBe("2026-11-01");
});

test("a week starts on the Monday at or before any of its days", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 20_000 }), (offset) => {
      const any = addDays(day("2000-01-01"), offset);
      const start = startOfWeek(any);
      expect(new Date(`${start}T00:00:00Z`).getUTCDay()).toBe(1);
      expect(countDays(start, any)).toBeLessThanOrEqual(7);
      expect(countDays(start, any)).toBeGreaterThanOrEqual(1);
    }),
  );
});
