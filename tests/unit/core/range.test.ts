import fc from "fast-check";
import { expect, test } from "vitest";
import { type Day, parseDay } from "@/lib/core/brand";
import { comparisonRange, parseRange, RANGE_PRESETS } from "@/lib/core/range";
import { addDays, addMonths, countDays, dayIn, listDays, startOfWeek } from "@/lib/core/time";

function day(text: string): Day {
  const parsed = parseDay(text);
  if (parsed === undefined) throw new Error(`not a day: ${text}`);
  return parsed;
}

const TODAY = day("2026-11-24");

function range(text: string) {
  const parsed = parseRange(text, TODAY);
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
])("%s means %s to %s", (text, from, to, isPartial) => {
  expect(range(text)).toEqual({ from, to, isPartial });
});

test.each([
  ["30d", "allowed are 28d, 7d, 90d, mtd, last-month, ytd, 12m or YYYY-MM-DD..YYYY-MM-DD"],
  ["", "allowed are 28d, 7d, 90d, mtd, last-month, ytd, 12m or YYYY-MM-DD..YYYY-MM-DD"],
  [
    "2026-02-30..2026-03-01",
    "allowed are 28d, 7d, 90d, mtd, last-month, ytd, 12m or YYYY-MM-DD..YYYY-MM-DD",
  ],
  ["2026-11-02..2026-11-01", "its first day must not lie after its last day"],
  ["2026-11-01..2026-11-25", "it must not reach beyond today, 2026-11-24"],
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

test("yoy is the same dates a year earlier, and 29 February becomes the 28th", () => {
  expect(comparisonRange(range("28d"), "yoy")).toMatchObject({
    from: "2025-10-27",
    to: "2025-11-23",
  });
  expect(addMonths(day("2028-02-29"), -12)).toBe("2027-02-28");
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
