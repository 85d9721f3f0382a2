import fc from "fast-check";
import { expect, test } from "vitest";
import {
  alignSeries,
  comparableDays,
  comparableWindows,
  counterpartsOf,
} from "@/lib/analytics/alignment";
import { METRIC_IDS } from "@/lib/analytics/catalog";
import { totalsOf } from "@/lib/analytics/totals";
import { comparisonRange, type DayRange, INTERVALS } from "@/lib/core/range";
import { addDays, listDays } from "@/lib/core/time";
import { anySeries, aRange, aSeries, day, TODAY } from "./builders";

function against(range: DayRange, comparison: "prev" | "yoy"): DayRange {
  const compare = comparisonRange(range, comparison);
  if (compare === null) throw new Error("nothing to compare");
  return compare;
}

test.each([
  ["28d", "prev", "2026-10-27", "2026-09-29"],
  ["28d", "yoy", "2026-11-23", "2025-11-24"],
  ["mtd", "prev", "2026-11-24", "2026-10-31"],
  ["last-month", "yoy", "2026-10-31", "2025-10-31"],
] as const)("of %s against %s %s meets %s", (text, comparison, date, counterpart) => {
  const range = aRange(text);
  expect(counterpartsOf(range, against(range, comparison)).get(day(date))).toBe(counterpart);
});

test.each([
  ["2028-02-28", "2027-02-28"],
  ["2028-02-29", undefined],
  ["2028-03-01", "2027-03-01"],
])("across a leap day %s meets %s", (date, counterpart) => {
  const range = aRange("2028-02-15..2028-03-15", day("2028-04-01"));
  expect(counterpartsOf(range, against(range, "yoy")).get(day(date))).toBe(counterpart);
});

test("a gap stays where it is, on either side, and shifts nothing", () => {
  const series = aSeries({
    "2026-11-02": { clicks: 20 },
    "2026-11-04": { clicks: 40 },
    "2026-11-06": { clicks: 60 },
    "2026-11-07": { clicks: 70 },
  });
  const range = aRange("2026-11-05..2026-11-07");
  const periods = {
    range,
    compare: against(range, "prev"),
    interval: "day",
    today: TODAY,
  } as const;
  expect(
    alignSeries(series, periods).map(({ day: date, current, counterpartDays, previous }) => [
      date,
      current.clicks,
      counterpartDays[0],
      previous.clicks,
    ]),
  ).toEqual([
    ["2026-11-05", undefined, "2026-11-02", 20],
    ["2026-11-06", 60, "2026-11-03", undefined],
    ["2026-11-07", 70, "2026-11-04", 40],
  ]);
});

test("a week of the period meets its own days' counterparts, and says how many of its days are missing", () => {
  const series = aSeries({ "2026-11-16": { orders: 5 }, "2026-10-19": { orders: 3 } });
  const range = aRange("28d");
  const points = alignSeries(series, {
    range,
    compare: against(range, "prev"),
    interval: "week",
    today: TODAY,
  });
  expect(points.map(({ day: date, isPartial }) => [date, isPartial])).toEqual([
    ["2026-10-27", true],
    ["2026-11-02", false],
    ["2026-11-09", false],
    ["2026-11-16", false],
    ["2026-11-23", true],
  ]);
  const week = points[3];
  expect(week?.counterpartDays).toEqual(listDays(day("2026-10-19"), day("2026-10-25")));
  expect([week?.current.orders, week?.previous.orders, week?.missingDays]).toEqual([5, 3, 6]);
});

test.each([
  ["mtd", "prev", 23, "2026-11-23", "2026-10-08", "2026-10-30"],
  ["mtd", "yoy", 23, "2026-11-23", "2025-11-01", "2025-11-23"],
  ["28d", "prev", 28, "2026-11-23", "2026-09-29", "2026-10-26"],
] as const)(
  "%s against %s compares %i days that are over",
  (text, comparison, count, lastDay, from, to) => {
    const range = aRange(text);
    const { current, previous } = comparableDays(
      { range, compare: against(range, comparison) },
      TODAY,
    );
    expect(current).toHaveLength(count);
    expect(current.at(-1)).toBe(lastDay);
    expect(previous).toEqual(listDays(day(from), day(to)));
  },
);

test("a period that is today alone has nothing to compare yet", () => {
  const range = aRange("2026-11-24..2026-11-24");
  expect(comparableDays({ range, compare: against(range, "prev") }, TODAY)).toEqual({
    current: [],
    previous: [],
  });
});

test("a year to date over a leap day is compared with as many days", () => {
  const today = day("2028-12-01");
  const range = aRange("ytd", today);
  const { current, previous } = comparableDays({ range, compare: against(range, "yoy") }, today);
  expect(current).toHaveLength(334);
  expect(previous).toHaveLength(334);
  expect(current).not.toContain("2028-02-29");
});

test.each([
  ["mtd", "prev", "2026-11-01..2026-11-23", "2026-10-08..2026-10-30"],
  ["ytd", "yoy", "2026-01-01..2026-11-23", "2025-01-01..2025-11-23"],
  ["28d", "prev", "2026-10-27..2026-11-23", "2026-09-29..2026-10-26"],
] as const)("%s against %s is compared over the windows %s and %s", (text, comparison, ...both) => {
  const range = aRange(text);
  const windows = comparableWindows({ range, compare: against(range, comparison) }, TODAY);
  const words = ({ from, to }: Pick<DayRange, "from" | "to">) => `${from}..${to}`;
  expect(windows && [words(windows.current), words(windows.previous)]).toEqual(both);
});

test.each([
  ["no day is over", "2026-11-24..2026-11-24", TODAY],
  ["29 February breaks one", "ytd", day("2028-12-01")],
])("there are no windows to compare when %s", (_, text, today) => {
  const range = aRange(text, today);
  expect(comparableWindows({ range, compare: against(range, "yoy") }, today)).toBeUndefined();
});

const anyPeriods = fc
  .record({
    from: fc.integer({ min: 0, max: 150 }),
    length: fc.integer({ min: 1, max: 120 }),
    comparison: fc.constantFrom("prev", "yoy"),
    interval: fc.constantFrom(...INTERVALS),
  })
  .map(({ from, length, comparison, interval }) => {
    const start = addDays(day("2026-06-01"), from);
    const range = { from: start, to: addDays(start, length - 1), isPartial: false };
    return { range, compare: against(range, comparison), interval, today: day("2027-06-01") };
  });

test("bucketing preserves sums, and every day is in exactly one bucket", () => {
  fc.assert(
    fc.property(anySeries(), anyPeriods, (series, periods) => {
      const { range } = periods;
      const points = alignSeries(series, periods);
      const days = listDays(range.from, range.to);
      expect(points.flatMap((point) => point.days)).toEqual(days);
      const whole = totalsOf(series, days);
      for (const metric of METRIC_IDS) {
        const parts = points.flatMap(({ current }) => current[metric] ?? []);
        expect(parts.length === 0 ? undefined : parts.reduce((sum, part) => sum + part, 0)).toBe(
          whole[metric],
        );
      }
    }),
  );
});

test("alignment never invents a value: each is that of its own day, or there is none", () => {
  const NOTHING = totalsOf(new Map(), []);
  fc.assert(
    fc.property(anySeries(), anyPeriods, (series, periods) => {
      const points = alignSeries(series, { ...periods, interval: "day" });
      expect(points.map(({ current, previous }) => [current, previous])).toEqual(
        points.map(({ day: date, counterpartDays: [counterpart] }) => [
          { ...NOTHING, ...series.get(date) },
          { ...NOTHING, ...(counterpart === undefined ? {} : series.get(counterpart)) },
        ]),
      );
    }),
  );
});
