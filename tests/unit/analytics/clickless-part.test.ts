import { expect, test } from "vitest";
import { clicklessParts, type SourceFigures } from "@/lib/analytics/clickless-part";
import { toMilli } from "@/lib/core/money";

function brand(name: string | undefined, clicks: number, orders = 10, commissions = 5_000) {
  return { brand: name, clicks, orders, commissions: toMilli(commissions) };
}

const CLICKED = brand("Calla Home", 900);
const NAMELESS = brand("Acme Outfitters", 0, 109, 60_000);

function parts(
  current: readonly SourceFigures[],
  previous: readonly SourceFigures[],
  isComplete = true,
) {
  return clicklessParts({ rows: current, isComplete }, { rows: previous, isComplete });
}

test("what sold without a click is taken together, in each period", () => {
  expect(parts([CLICKED, NAMELESS, brand("Isle Linen", 0, 1, 700)], [CLICKED])).toEqual({
    current: { orders: 110, commissions: 60_700 },
    previous: { orders: 0, commissions: 0 },
  });
});

test("a brand whose clicks are counted in one period is without clicks in the other alone", () => {
  expect(parts([NAMELESS], [brand("Acme Outfitters", 5)], false)).toEqual({
    current: { orders: 109, commissions: 60_000 },
    previous: { orders: 0, commissions: 0 },
  });
});

test("a brand that did nothing is not one without clicks", () => {
  expect(parts([brand("Acme Outfitters", 0, 0, 0)], [CLICKED])?.current.orders).toBe(0);
  expect(parts([brand("Acme Outfitters", 0, 0, 0)], [CLICKED], false)).toBeUndefined();
});

test.each([
  ["the other list is cut off and lacks the brand", [NAMELESS], [CLICKED], false],
  ["both lists are cut off and show none", [CLICKED], [CLICKED], false],
  ["a name is missing", [brand(undefined, 0)], [CLICKED], true],
  ["a name stands twice", [CLICKED, CLICKED], [CLICKED], true],
  ["clicks are not known", [{ ...CLICKED, clicks: undefined }], [CLICKED], true],
  ["orders are not known", [CLICKED], [{ ...CLICKED, orders: undefined }], true],
  ["commissions are not known", [{ ...CLICKED, commissions: undefined }], [CLICKED], true],
])("it is not known when %s", (_, current, previous, isComplete) => {
  expect(parts(current, previous, isComplete)).toBeUndefined();
});

test("lists that are cut off do when both hold every brand that sold without clicks", () => {
  expect(parts([CLICKED, NAMELESS], [brand("Acme Outfitters", 0, 9, 9_000)], false)).toEqual({
    current: { orders: 109, commissions: 60_000 },
    previous: { orders: 9, commissions: 9_000 },
  });
});
