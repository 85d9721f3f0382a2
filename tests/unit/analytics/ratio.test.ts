import fc from "fast-check";
import { expect, test } from "vitest";
import { splitByClicks } from "@/lib/analytics/click-tracking";
import { maturedEpc, periodRatio } from "@/lib/analytics/period-ratios";
import { type RatioId, type RatioTerms, ratioOf } from "@/lib/analytics/ratio";
import { addDays, listDays } from "@/lib/core/time";
import { aSeries, day, someMetrics, TODAY } from "./builders";

const WEEK = 7;

const CASES: readonly (readonly [RatioId, RatioTerms, number])[] = [
  ["epc", { commissions: 15_000, clicks: 100 }, 150],
  ["epc", { commissions: -2_000, clicks: 200 }, -10],
  ["ordersPerClick", { orders: 130, clicks: 100 }, 1.3],
  ["itemsPerOrder", { itemsSold: 8, orders: 10 }, 0.8],
  ["commissionPerOrder", { commissions: 61_370, orders: 10 }, 6_137],
  ["returnRate", { returned: 5_000, sold: 40_000, itemsSold: 10 }, 0.125],
  ["rpm", { commissions: 90_000, postImpressions: 30_000 }, 3_000],
  ["clickThrough", { clicks: 300, visits: 1_000 }, 0.3],
  ["commissionPerPost", { commissions: 90_000, posts: 4 }, 22_500],
];

test.each(CASES)("%s of %j is %d", (id, terms, value) => {
  expect(ratioOf(id, [terms], WEEK)).toMatchObject({ kind: "ratio", value });
});

const SMALLEST: readonly (readonly [RatioId, RatioTerms, number])[] = [
  ["epc", { commissions: 5, clicks: 100 }, WEEK],
  ["ordersPerClick", { orders: 1, clicks: 100 }, WEEK],
  ["itemsPerOrder", { itemsSold: 1, orders: 10 }, 1],
  ["commissionPerOrder", { commissions: 5, orders: 10 }, 1],
  ["returnRate", { returned: 0, sold: 1, itemsSold: 10 }, 1],
  ["rpm", { commissions: 5, postImpressions: 1_000 }, 1],
  ["clickThrough", { clicks: 1, visits: 100 }, 1],
  ["commissionPerPost", { commissions: 5, posts: 1 }, 1],
];

test.each(SMALLEST)("%s of %j over %i days is just enough", (id, terms, days) => {
  expect(ratioOf(id, [terms], days).kind).toBe("ratio");
});

const NONE: readonly (readonly [RatioId, RatioTerms[], number, string])[] = [
  ["epc", [{ commissions: 15_000, clicks: 99 }], WEEK, "small_sample"],
  ["epc", [{ commissions: 15_000, clicks: 0 }], WEEK, "not_positive"],
  ["epc", [{ commissions: 15_000, clicks: 500 }], 6, "short_window"],
  ["epc", [{ commissions: 15_000 }], WEEK, "unknown"],
  ["epc", [], WEEK, "unknown"],
  ["ordersPerClick", [{ orders: 3, clicks: 99 }], WEEK, "small_sample"],
  ["itemsPerOrder", [{ itemsSold: 3, orders: 9 }], WEEK, "small_sample"],
  ["commissionPerOrder", [{ commissions: 3, orders: -2 }], WEEK, "not_positive"],
  ["returnRate", [{ returned: 5, sold: 40, itemsSold: 9 }], WEEK, "small_sample"],
  ["rpm", [{ commissions: 90_000, postImpressions: 999 }], WEEK, "small_sample"],
  ["clickThrough", [{ clicks: 30, visits: 99 }], WEEK, "small_sample"],
  ["commissionPerPost", [{ commissions: 30, posts: 0 }], WEEK, "not_positive"],
];

test.each(NONE)("%s of %j over %i days is none: %s", (id, rows, days, reason) => {
  expect(ratioOf(id, rows, days)).toEqual({ kind: "none", reason });
});

test("a row that lacks a term counts on neither side", () => {
  const rows = [{ commissions: 10_000, clicks: 100 }, { commissions: 99_000 }, { clicks: 5_000 }];
  expect(ratioOf("epc", rows, WEEK)).toEqual({
    kind: "ratio",
    value: 100,
    numerator: 10_000,
    denominator: 100,
  });
});

test("a ratio does not depend on how its rows are ordered or grouped", () => {
  const anyRow = fc.record({
    commissions: fc.integer({ min: -1e6, max: 1e6 }),
    clicks: fc.integer({ min: 0, max: 1e4 }),
  });
  fc.assert(
    fc.property(fc.array(anyRow, { minLength: 1, maxLength: 30 }), (rows) => {
      const summed = {
        commissions: rows.reduce((sum, { commissions }) => sum + commissions, 0),
        clicks: rows.reduce((sum, { clicks }) => sum + clicks, 0),
      };
      const expected = ratioOf("epc", [summed], WEEK);
      expect(ratioOf("epc", rows, WEEK)).toEqual(expected);
      expect(ratioOf("epc", rows.toReversed(), WEEK)).toEqual(expected);
    }),
  );
});

test("a period's ratio is of its days, whether LTK sent them all or not", () => {
  const series = aSeries({
    "2026-11-01": { commissions: 9_000, clicks: 100, orders: 6 },
    "2026-11-05": { commissions: 3_000, clicks: 100, orders: 6 },
    "2026-11-09": { commissions: 99_000, clicks: 1, orders: 6 },
  });
  const days = listDays(day("2026-11-01"), day("2026-11-07"));
  expect(periodRatio("epc", series, days)).toMatchObject({ value: 60 });
  expect(periodRatio("commissionPerOrder", series, days)).toMatchObject({ value: 1_000 });
});

test("matured earnings per click are of the days 60 to 150 days old, both included", () => {
  const series = new Map(
    Array.from({ length: 93 }, (_, index) => 59 + index).map((age) => [
      addDays(TODAY, -age),
      someMetrics({ clicks: 100, commissions: age * 100 }),
    ]),
  );
  // 91 days with a mean age of 105.
  expect(maturedEpc(series, TODAY)).toMatchObject({
    numerator: 91 * 105 * 100,
    denominator: 91 * 100,
  });
});

test.each([
  [27, { kind: "none", reason: "unknown" }],
  [28, { kind: "ratio", value: 60, denominator: 2_800 }],
])("matured earnings per click take 28 known days: of %i they are %o", (count, expected) => {
  const series = new Map(
    Array.from({ length: count }, (_, index) => [
      addDays(TODAY, -60 - 2 * index),
      someMetrics({ clicks: 100, commissions: 6_000 }),
    ]),
  );
  expect(maturedEpc(series, TODAY)).toMatchObject(expected);
});

test("sources are told apart by whether their clicks are counted", () => {
  const [brand, amazon, nobody] = [{ clicks: 1 }, { clicks: 0 }, {}];
  expect(splitByClicks([brand, amazon, nobody])).toEqual({
    tracked: [brand],
    clickless: [amazon],
    unknown: [nobody],
  });
});
