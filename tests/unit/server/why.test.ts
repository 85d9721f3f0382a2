import { expect, test } from "vitest";
import { toMilli } from "@/lib/core/money";
import { whyOf } from "@/lib/server/views/why";

const totals = (clicks: number, orders: number, commissions: number) => ({
  clicks,
  orders,
  itemsSold: undefined,
  commissions: toMilli(commissions),
});
const COMPARED = { current: totals(2_000, 70, 803_337), previous: totals(1_000, 40, 411_001) };

function milliOf(amounts: readonly number[]) {
  return amounts.reduce((sum, amount) => sum + Math.round(amount * 1_000), 0);
}

test("effects add up to the change to the thousandth, with sources without clicks apart where they are known", () => {
  const clickless = {
    current: { orders: 30, commissions: toMilli(300_100) },
    previous: { orders: 10, commissions: toMilli(50_003) },
  };
  for (const known of [undefined, clickless]) {
    const why = whyOf(COMPARED, known);
    if (why.kind !== "explained") throw new Error(why.reason);
    expect(why.change).toBe(392.336);
    expect(milliOf(why.effects.map(({ amount }) => amount))).toBe(392_336);
    expect(why.effects.map(({ factor }) => factor)).toEqual([
      "clicks",
      "ordersPerClick",
      "commissionPerOrder",
      ...(known === undefined ? [] : ["clickless"]),
    ]);
  }
  const apart = whyOf(COMPARED, clickless);
  expect(apart).toMatchObject({ effects: [{}, {}, {}, { factor: "clickless", amount: 250.097 }] });
});

test("what cannot be explained says why, and what is known of the change", () => {
  const few = { ...COMPARED, previous: totals(1_000, 9, 411_001) };
  expect(whyOf(few, undefined)).toEqual({
    kind: "unexplained",
    change: 392.336,
    reason: "small_sample",
  });
  const unknown = { ...COMPARED, previous: { ...COMPARED.previous, commissions: undefined } };
  expect(whyOf(unknown, undefined)).toEqual({
    kind: "unexplained",
    change: null,
    reason: "unknown",
  });
});
