import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import { type Day, parseDay } from "@/lib/core/brand";
import {
  addDays,
  DAY_MS,
  dayIn,
  dayLengthMs,
  daysBefore,
  elapsedShareOfDay,
  HOUR_MS,
  listDays,
  listMonths,
  startOfDayMs,
  weekdayOf,
} from "@/lib/core/time";

const ZONES = [
  "UTC",
  "America/New_York",
  "Europe/Berlin",
  "Asia/Kolkata",
  "Australia/Lord_Howe",
  "Africa/Cairo",
  "Pacific/Kiritimati",
  "Pacific/Pago_Pago",
];

function day(text: string): Day {
  const parsed = parseDay(text);
  if (parsed === undefined) throw new Error(`not a day: ${text}`);
  return parsed;
}

test.each([
  ["UTC", "2026-11-24", "2026-11-24T00:00:00Z", 24],
  ["America/New_York", "2026-03-08", "2026-03-08T05:00:00Z", 23],
  ["America/New_York", "2026-03-09", "2026-03-09T04:00:00Z", 24],
  ["America/New_York", "2026-11-01", "2026-11-01T04:00:00Z", 25],
  ["Europe/Berlin", "2026-03-29", "2026-03-28T23:00:00Z", 23],
  ["Europe/Berlin", "2026-10-25", "2026-10-24T22:00:00Z", 25],
  ["Australia/Lord_Howe", "2026-10-04", "2026-10-03T13:30:00Z", 23.5],
  ["Pacific/Kiritimati", "2026-01-01", "2025-12-31T10:00:00Z", 24],
  ["Pacific/Pago_Pago", "2026-01-01", "2026-01-01T11:00:00Z", 24],
])("in %s %s begins at %s and has %d hours", (zone, date, start, hours) => {
  expect(new Date(startOfDayMs(zone, day(date))).toISOString()).toBe(start.replace("Z", ".000Z"));
  expect(dayLengthMs(zone, day(date))).toBe(hours * HOUR_MS);
});

test("where clocks move at midnight the day begins at 01:00", () => {
  expect(startOfDayMs("Africa/Cairo", day("2026-04-24"))).toBe(Date.parse("2026-04-23T22:00:00Z"));
  expect(dayLengthMs("Africa/Cairo", day("2026-04-24"))).toBe(23 * HOUR_MS);
});

test("a day the zone skipped has no length", () => {
  expect(dayLengthMs("Pacific/Apia", day("2011-12-30"))).toBe(0);
});

test.each([
  ["UTC", "2026-11-24T18:00:00Z", 0.75],
  // Noon: 11 of 23 hours are over in spring, 13 of 25 in autumn.
  ["America/New_York", "2026-03-08T16:00:00Z", 11 / 23],
  ["America/New_York", "2026-11-01T17:00:00Z", 13 / 25],
  ["America/New_York", "2026-11-01T04:00:00Z", 0],
])("in %s at %s the share of the day that is over is %d", (zone, at, share) => {
  expect(elapsedShareOfDay(zone, Date.parse(at))).toBe(share);
});

test("every day begins in its zone where the one before ends, and shares stay within the day", () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...ZONES),
      fc.integer({ min: 0, max: 3_650 }),
      fc.integer({ min: 0, max: DAY_MS - 1 }),
      (zone, offset, ms) => {
        const date = addDays(day("2020-01-01"), offset);
        const start = startOfDayMs(zone, date);
        expect(dayIn(zone, start)).toBe(date);
        expect(dayIn(zone, start - 1)).toBe(addDays(date, -1));
        const share = elapsedShareOfDay(zone, start + ms);
        expect(share).toBeGreaterThanOrEqual(0);
        expect(share).toBeLessThan(1);
      },
    ),
  );
});

test("months are whole, from the first one touched to the last", () => {
  expect(listMonths(day("2026-12-31"), day("2027-02-01"))).toEqual([
    { from: "2026-12-01", to: "2026-12-31" },
    { from: "2027-01-01", to: "2027-01-31" },
    { from: "2027-02-01", to: "2027-02-28" },
  ]);
});

test("the days before a day end with the one before it", () => {
  expect(daysBefore(day("2027-01-02"), 3)).toEqual(["2026-12-30", "2026-12-31", "2027-01-01"]);
  expect(daysBefore(day("2027-01-02"), 0)).toEqual([]);
});

test("between a day and one before it there are no days", () => {
  expect(listDays(day("2026-11-24"), day("2026-11-23"))).toEqual([]);
  expect(listDays(day("2026-11-24"), day("2026-11-20"))).toEqual([]);
});

test("weekdays count from Monday", () => {
  expect(["2026-11-23", "2026-11-24", "2026-11-29"].map((date) => weekdayOf(day(date)))).toEqual([
    0, 1, 6,
  ]);
});

test("days and weekdays are those of the platform's calendar, also in the years 0 to 99 and before 1970", () => {
  const first = Date.parse("0000-01-01");
  const last = Date.parse("9999-12-31");
  fc.assert(
    fc.property(fc.integer({ min: first / DAY_MS, max: last / DAY_MS }), (number) => {
      const date = new Date(number * DAY_MS);
      const found = addDays(day("0000-01-01"), number - first / DAY_MS);
      expect(found).toBe(date.toISOString().slice(0, 10));
      expect(weekdayOf(found)).toBe((date.getUTCDay() + 6) % 7);
    }),
  );
});

test.each([
  ["0000-01-01", -1],
  ["9999-12-31", 1],
])("there is no day beyond %s", (date, count) => {
  expect(() => addDays(day(date), count)).toThrow("no day of the calendar");
});

describe("the zone of the machine", () => {
  test.each(["America/Los_Angeles", "Pacific/Auckland"])("%s changes nothing", (machineZone) => {
    vi.stubEnv("TZ", machineZone);
    // The stub took effect: this is the one function that depends on it.
    expect(new Date(2026, 0, 1).getTimezoneOffset()).not.toBe(0);
    expect(addDays(day("2026-03-08"), 1)).toBe("2026-03-09");
    expect(weekdayOf(day("2026-11-24"))).toBe(1);
    expect(dayIn("UTC", Date.parse("2026-11-24T23:59:59Z"))).toBe("2026-11-24");
    expect(elapsedShareOfDay("UTC", Date.parse("2026-11-24T12:00:00Z"))).toBe(0.5);
  });
});
