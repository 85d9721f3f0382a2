import { expect, test } from "vitest";
import { changeOf } from "@/lib/analytics/change";
import { judgeFreshness } from "@/lib/analytics/freshness";
import { bucketsOf, type DailySeries } from "@/lib/analytics/series";
import { missingMetrics, totalsOf } from "@/lib/analytics/totals";
import { type Day, parseDay } from "@/lib/core/brand";
import { toMilli } from "@/lib/core/money";
import { HOUR_MS, listDays } from "@/lib/core/time";

function day(text: string): Day {
  const parsed = parseDay(text);
  if (parsed === undefined) throw new Error(`not a day: ${text}`);
  return parsed;
}

const TODAY = day("2026-11-24");

test("a day LTK did not send is a gap: it adds nothing and does not shift its neighbours", () => {
  const series: DailySeries = new Map([
    [day("2026-11-01"), { clicks: 10, orders: 1, itemsSold: 1, commissions: toMilli(1_500) }],
    [day("2026-11-03"), { clicks: 30, orders: 0, itemsSold: 0, commissions: toMilli(-250) }],
  ]);
  const days = listDays(day("2026-11-01"), day("2026-11-03"));
  expect(totalsOf(series, days)).toEqual({
    clicks: 40,
    orders: 1,
    itemsSold: 1,
    commissions: 1_250,
  });
  expect(totalsOf(series, [day("2026-11-02")])).toEqual({
    clicks: undefined,
    orders: undefined,
    itemsSold: undefined,
    commissions: undefined,
  });
  expect(missingMetrics(series, days)).toEqual([]);
});

test("a metric LTK left out is missing, and never zero", () => {
  const series: DailySeries = new Map([[day("2026-11-01"), { orders: 2 }]]);
  const days = [day("2026-11-01")];
  expect(totalsOf(series, days).clicks).toBeUndefined();
  expect(missingMetrics(series, days)).toEqual(["commissions", "clicks", "itemsSold"]);
});

test("weeks and months that the range cuts, or that are not over, are partial", () => {
  const range = { from: day("2026-11-01"), to: TODAY, isPartial: true };
  expect(
    bucketsOf(range, "week", TODAY).map((bucket) => [
      bucket.day,
      bucket.days.length,
      bucket.isPartial,
    ]),
  ).toEqual([
    ["2026-11-01", 1, true],
    ["2026-11-02", 7, false],
    ["2026-11-09", 7, false],
    ["2026-11-16", 7, false],
    ["2026-11-23", 2, true],
  ]);
  expect(bucketsOf(range, "month", TODAY)).toHaveLength(1);
  expect(bucketsOf(range, "day", TODAY).filter((bucket) => bucket.isPartial)).toHaveLength(1);
});

test.each([
  ["2026-11-02", "2026-11-08", false],
  ["2026-11-03", "2026-11-08", true],
  ["2026-11-02", "2026-11-07", true],
])("the week of a range from %s to %s is partial: %s", (from, to, isPartial) => {
  const range = { from: day(from), to: day(to), isPartial: false };
  expect(bucketsOf(range, "week", TODAY).map((bucket) => bucket.isPartial)).toEqual([isPartial]);
});

test.each([
  [120, 100, { kind: "relative", difference: 20, fraction: 0.2 }],
  [0.3, 0.1, { kind: "relative", difference: 0.2, fraction: 2 }],
  [10, 0, { kind: "absolute", difference: 10 }],
  [10, -5, { kind: "absolute", difference: 15 }],
  [null, 5, { kind: "none", reason: "no_current" }],
  [5, null, { kind: "none", reason: "no_previous" }],
])("from %s against %s", (current, previous, expected) => {
  expect(changeOf(current, previous)).toEqual(expected);
});

test.each([
  [5 * HOUR_MS, false, "fresh"],
  [5 * HOUR_MS + 1, false, "late"],
  [9 * HOUR_MS, false, "late"],
  [9 * HOUR_MS + 1, false, "stale"],
  [0, true, "blocked"],
])("data of age %i ms, blocked %s, is %s", (ageMs, isBlocked, expected) => {
  expect(judgeFreshness(1_000, 1_000 + ageMs, isBlocked)).toBe(expected);
});

test("what was never synced is never, not stale", () => {
  expect(judgeFreshness(null, 5_000, false)).toBe("never");
});
