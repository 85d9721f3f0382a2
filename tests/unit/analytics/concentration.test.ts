import fc from "fast-check";
import { expect, test } from "vitest";
import { concentrationOf, type EarningSource } from "@/lib/analytics/concentration";
import { toMilli } from "@/lib/core/money";

function sources(...amounts: readonly number[]): EarningSource[] {
  return amounts.map((amount) => ({ commissions: toMilli(amount), orders: 20 }));
}

test("shares and index of a list in any order", () => {
  expect(concentrationOf(sources(10_000, 60_000, 30_000), 2)).toEqual({
    kind: "concentration",
    topShare: 0.9,
    hhi: expect.closeTo(0.46, 12),
    isDominated: true,
    isTruncated: false,
  });
});

test.each([
  [[50_000, 50_000], false],
  [[50_001, 49_999], true],
])("of %j one source dominates: %s", (amounts, isDominated) => {
  expect(concentrationOf(sources(...amounts), 1)).toMatchObject({ isDominated });
});

test("a source below zero has no share and takes none from the others", () => {
  expect(concentrationOf(sources(75_000, 25_000, -90_000), 1)).toMatchObject({ topShare: 0.75 });
});

test("of a list that is cut off, shares are of the whole", () => {
  const cut = concentrationOf(sources(40_000, 20_000), 1, toMilli(100_000));
  expect(cut).toMatchObject({ topShare: 0.4, isTruncated: true, isDominated: false });
});

test("ten orders among all sources are just enough, however they are spread", () => {
  const list = [
    { commissions: toMilli(3), orders: 9 },
    { commissions: toMilli(1), orders: 1 },
    { commissions: toMilli(0), orders: undefined },
  ];
  expect(concentrationOf(list, 1)).toMatchObject({ topShare: 0.75, hhi: 0.625 });
});

test.each([
  [[], undefined, "not_positive"],
  [sources(0, -5), undefined, "not_positive"],
  [[{ commissions: undefined, orders: 50 }, ...sources(5)], undefined, "unknown"],
  [[{ commissions: toMilli(5), orders: 9 }], undefined, "small_sample"],
  [[{ commissions: toMilli(5), orders: undefined }], undefined, "small_sample"],
  [
    [
      { commissions: toMilli(5), orders: 9 },
      { commissions: toMilli(5), orders: undefined },
    ],
    undefined,
    "small_sample",
  ],
])("of %j there is none: %#", (list, whole, reason) => {
  expect(concentrationOf(list, 5, whole)).toEqual({ kind: "none", reason });
});

test("n equal sources have an index of 1/n, and no list has less or more than 1", () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 1e9 }), { minLength: 1, maxLength: 50 }),
      (amounts) => {
        const any = concentrationOf(sources(...amounts), 5);
        const equal = concentrationOf(sources(...amounts.map(() => 7_000)), 5);
        if (any.kind === "none" || equal.kind === "none") throw new Error("no concentration");
        expect(equal.hhi).toBeCloseTo(1 / amounts.length, 9);
        expect(any.hhi).toBeGreaterThanOrEqual(1 / amounts.length - 1e-9);
        expect(any.hhi).toBeLessThanOrEqual(1 + 1e-9);
        expect(any.topShare).toBeLessThanOrEqual(1);
      },
    ),
  );
});
