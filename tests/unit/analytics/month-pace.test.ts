import { describe, expect, test } from "vitest";
import { forecastPeriod } from "@/lib/analytics/forecast";
import { monthOutlook } from "@/lib/analytics/month-outlook";
import { monthPace } from "@/lib/analytics/month-pace";
import type { DayMetrics } from "@/lib/analytics/series";
import { SETTLED_AT_ONCE } from "@/lib/analytics/settling-curve";
import type { Day } from "@/lib/core/brand";
import { addDays, listDays } from "@/lib/core/time";
import { byWeekday, day, someMetrics, TODAY } from "./builders";

/** Days from one to another, all alike but for what `valueFor` says. */
function daysOf(from: string, to: string, valueFor: (date: Day) => DayMetrics | undefined) {
  return new Map(
    listDays(day(from), day(to)).flatMap((date): [Day, DayMetrics][] => {
      const metrics = valueFor(date);
      return metrics === undefined ? [] : [[date, metrics]];
    }),
  );
}

const earning = (commissions: number, orders = 1) => someMetrics({ commissions, orders });

describe("the pace of a month", () => {
  test("is what its days that are over brought against the same days of the month before", () => {
    const complete = daysOf("2026-10-01", "2026-11-30", (date) =>
      earning(date < "2026-11-01" ? 1_000 : 1_500),
    );
    expect(monthPace(complete, TODAY)).toEqual({
      kind: "pace",
      ratio: 1.5,
      current: 23 * 1_500,
      previous: 23 * 1_000,
      days: 23,
    });
  });

  test("leaves out days that one of the months lacks, on both sides", () => {
    const complete = daysOf("2026-10-01", "2026-11-23", (date) =>
      ["2026-10-04", "2026-11-07"].includes(date) ? undefined : earning(1_000),
    );
    expect(monthPace(complete, TODAY)).toMatchObject({ days: 21, current: 21_000, ratio: 1 });
  });

  test("has no counterpart for the 29th to 31st after a shorter month", () => {
    const complete = daysOf("2027-02-01", "2027-03-31", () => earning(1_000));
    expect(monthPace(complete, day("2027-03-31"))).toMatchObject({ days: 28, ratio: 1 });
  });

  const whole = daysOf("2026-10-01", "2026-11-30", () => earning(1_000));
  test.each([
    ["on the first of a month", "2026-11-01", whole, "no_complete_day"],
    ["of a month before that is not known", "2026-12-05", new Map(), "unknown"],
    [
      "after a month below zero",
      "2026-11-24",
      daysOf("2026-10-01", "2026-11-30", (date) => earning(date < "2026-11-01" ? -5 : 5)),
      "not_positive",
    ],
    ["of nine orders", "2026-11-10", whole, "small_sample"],
  ] as const)("%s there is none", (_, today, complete, reason) => {
    expect(monthPace(complete, day(today))).toEqual({ kind: "none", reason });
  });

  test("of ten orders is told, and so is one whose orders are not known", () => {
    expect(monthPace(whole, day("2026-11-11")).kind).toBe("pace");
    const amounts = daysOf("2026-10-01", "2026-11-30", () => someMetrics({ commissions: 1 }));
    expect(monthPace(amounts, day("2026-11-03")).kind).toBe("pace");
  });
});

describe("the outlook on a month", () => {
  const present = daysOf(addDays(TODAY, -400), TODAY, (date) =>
    earning(date === TODAY ? 300 : byWeekday(date)),
  );
  const firstSeen = new Map([...present].filter(([date]) => date < TODAY));

  test("is the forecast of the calendar month from all that is known, and today so far", () => {
    const values = new Map([...present].map(([date, { commissions }]) => [date, commissions ?? 0]));
    const outlook = monthOutlook({ present, firstSeen }, TODAY, SETTLED_AT_ONCE);
    const month = { from: day("2026-11-01"), to: day("2026-11-30") };
    expect(outlook).toMatchObject({ ...month, soFar: { days: 23, to: "2026-11-23" } });
    const days = listDays(month.from, day("2026-11-23"));
    expect(outlook.soFar?.commissions).toBe(
      days.reduce((sum, date) => sum + (values.get(date) ?? Number.NaN), 0),
    );
    expect(outlook.forecast).toEqual(forecastPeriod(month, { values, today: TODAY }));
    expect(outlook.forecast).toMatchObject({ kind: "forecast", isRough: false });
    expect(outlook.pace.kind).toBe("pace");
  });

  test("has brought more days than can be compared at the end of March", () => {
    const march = daysOf("2027-02-01", "2027-03-31", () => earning(1_000));
    const outlook = monthOutlook(
      { present: march, firstSeen: march },
      day("2027-03-31"),
      SETTLED_AT_ONCE,
    );
    expect(outlook.soFar).toEqual({ commissions: 30_000, days: 30, to: "2027-03-30" });
    expect(outlook.pace).toMatchObject({ days: 28, current: 28_000 });
  });

  test("does not take a day that was last read while it lasted for a whole one", () => {
    const yesterday = addDays(TODAY, -1);
    const cut = new Map([...firstSeen].filter(([date]) => date !== yesterday));
    const known = monthOutlook({ present, firstSeen: cut }, TODAY, SETTLED_AT_ONCE);
    const without = new Map([...present].filter(([date]) => date !== yesterday));
    expect(known).toEqual(monthOutlook({ present: without, firstSeen }, TODAY, SETTLED_AT_ONCE));
    expect(known).toMatchObject({ soFar: { to: "2026-11-22" }, pace: { days: 22 } });
    const nothing = { present: new Map(), firstSeen: new Map() };
    expect(monthOutlook(nothing, TODAY, SETTLED_AT_ONCE).soFar).toBeUndefined();
  });
});
