import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type ExplainedPeriod, explainChange } from "@/lib/analytics/change-explanation";
import { toMilli } from "@/lib/core/money";

function aPeriod(
  clicks: number | undefined,
  orders: number | undefined,
  commissions: number | undefined,
  clickless = 0,
): ExplainedPeriod {
  return {
    tracked: {
      clicks,
      orders,
      commissions: commissions === undefined ? undefined : toMilli(commissions),
    },
    clickless: toMilli(clickless),
  };
}

function effectsOf(current: ExplainedPeriod, previous: ExplainedPeriod): Record<string, number> {
  const explanation = explainChange(current, previous);
  if (explanation.kind !== "explained") throw new Error(explanation.reason);
  return Object.fromEntries(explanation.effects.map(({ factor, amount }) => [factor, amount]));
}

test("a change of one factor is that factor's alone", () => {
  const before = aPeriod(1_000, 50, 250_000);
  expect(effectsOf(aPeriod(2_000, 100, 500_000), before)).toEqual({
    clicks: 250_000,
    ordersPerClick: 0,
    commissionPerOrder: 0,
    clickless: 0,
  });
  expect(effectsOf(aPeriod(1_000, 100, 500_000), before)).toMatchObject({
    ordersPerClick: 250_000,
  });
  expect(effectsOf(aPeriod(1_000, 50, 500_000), before)).toMatchObject({
    commissionPerOrder: 250_000,
  });
});

test("factors that cancel leave effects, and no change", () => {
  // Twice the clicks, half the orders per click: L is 250 000, and ln 2 of it on either side.
  expect(effectsOf(aPeriod(2_000, 50, 250_000), aPeriod(1_000, 50, 250_000))).toEqual({
    clicks: 173_287,
    ordersPerClick: -173_287,
    commissionPerOrder: 0,
    clickless: 0,
  });
});

test("the effects are those worked out by hand", () => {
  // L = (612 000 − 500 000) / ln(1.224) = 554 114.8; × ln(1.2), × ln(0.85), × ln(1.2).
  expect(effectsOf(aPeriod(12_000, 204, 612_000), aPeriod(10_000, 200, 500_000))).toEqual({
    clicks: 101_027,
    ordersPerClick: -90_054,
    commissionPerOrder: 101_027,
    clickless: 0,
  });
});

test("sources without clicks are an effect of their own", () => {
  const explanation = explainChange(
    aPeriod(1_000, 50, 250_000, 90_000),
    aPeriod(1_000, 50, 250_000, 30_000),
  );
  expect(explanation).toMatchObject({ kind: "explained", change: 60_000 });
  expect(
    effectsOf(aPeriod(1_000, 50, 250_000, 90_000), aPeriod(1_000, 50, 250_000, 30_000)),
  ).toEqual({ clicks: 0, ordersPerClick: 0, commissionPerOrder: 0, clickless: 60_000 });
});

describe("fallbacks", () => {
  const plenty = aPeriod(1_000, 50, 250_000);
  test.each([
    ["clicks are not known", aPeriod(undefined, 50, 100_000), "unknown", -150_000],
    ["orders are not known", aPeriod(1_000, undefined, 100_000), "unknown", -150_000],
    ["commissions are not known", aPeriod(1_000, 50, undefined), "unknown", undefined],
    ["there are no clicks", aPeriod(0, 50, 100_000), "not_positive", -150_000],
    ["there are no orders", aPeriod(1_000, 0, 100_000), "not_positive", -150_000],
    ["nothing was earned", aPeriod(1_000, 50, 0), "not_positive", -250_000],
    ["returns outweigh sales", aPeriod(1_000, 50, -40_000), "not_positive", -290_000],
    ["there are under 100 clicks", aPeriod(99, 50, 100_000), "small_sample", -150_000],
    ["there are under 10 orders", aPeriod(1_000, 9, 100_000), "small_sample", -150_000],
  ])("no split where %s, in either period", (_, period, reason, change) => {
    expect(explainChange(period, plenty)).toEqual({ kind: "unexplained", change, reason });
    expect(explainChange(plenty, period)).toEqual({
      kind: "unexplained",
      change: change === undefined ? undefined : -change,
      reason,
    });
  });
});

const anyPeriod = fc
  .tuple(
    fc.integer({ min: 100, max: 1e7 }),
    fc.integer({ min: 10, max: 1e6 }),
    fc.integer({ min: 1, max: 1e12 }),
    fc.integer({ min: -1e9, max: 1e9 }),
  )
  .map((numbers) => aPeriod(...numbers));

test("the effects add up to the change to the thousandth, for any amounts", () => {
  fc.assert(
    fc.property(anyPeriod, anyPeriod, (current, previous) => {
      const explanation = explainChange(current, previous);
      if (explanation.kind !== "explained") throw new Error(explanation.reason);
      const sum = explanation.effects.reduce((total, { amount }) => total + amount, 0);
      expect(sum).toBe(explanation.change);
      expect(sum).toBe(
        (current.tracked.commissions ?? 0) +
          current.clickless -
          (previous.tracked.commissions ?? 0) -
          previous.clickless,
      );
    }),
    { numRuns: 2_000 },
  );
});

test("an effect has the sign of its factor, and the other way round the other sign", () => {
  fc.assert(
    fc.property(anyPeriod, anyPeriod, (current, previous) => {
      const there = effectsOf(current, previous);
      const back = effectsOf(previous, current);
      const clicks = (current.tracked.clicks ?? 0) - (previous.tracked.clicks ?? 0);
      const effect = there["clicks"] ?? Number.NaN;
      // Rounding may move a unit, here and below.
      if (Math.abs(effect) > 1) expect(Math.sign(effect)).toBe(Math.sign(clicks));
      for (const factor of Object.keys(there)) {
        expect(Math.abs((there[factor] ?? 0) + (back[factor] ?? 0))).toBeLessThanOrEqual(1);
      }
    }),
  );
});
