import { expect, test } from "vitest";
import { parseMilli } from "@/lib/core/money";
import { err, ok } from "@/lib/core/result";
import type { TopBrand } from "@/lib/ltk/endpoints/top-performers-advertisers";
import { toBrand, toTopList } from "@/lib/server/views/top-performers-rows";

const PARTS = {
  by: "commissions" as const,
  limit: 10,
  rowsRead: 10,
  whole: undefined,
  isCompared: true,
  keyOf: ({ brand }: TopBrand) => brand,
  describe: toBrand,
};

function aRow(brand: string | undefined, commissions: number | undefined): TopBrand {
  return {
    brand,
    clicks: 100,
    commissions: commissions === undefined ? undefined : parseMilli(commissions),
  };
}

function read(...rows: TopBrand[]) {
  return ok({ value: rows });
}

function list(
  current: TopBrand[],
  previous: TopBrand[],
  parts: { readonly whole?: number | undefined; limit?: number; rowsRead?: number } = {},
) {
  const answer = toTopList(read(...current), read(...previous), { ...PARTS, ...parts });
  if (answer === null) throw new Error("no list");
  return answer;
}

test("a row keeps its own figures: what LTK did not send is null", () => {
  const [row] = list([aRow("Calla Home", 12.345)], []).rows;
  expect(row).toEqual({
    brand: "Calla Home",
    figures: { clicks: 100, orders: null, itemsSold: null, commissions: 12.345 },
    rates: { orderConversion: null, itemsSoldConversion: null },
    share: null,
    previous: null,
    change: { kind: "none", reason: "no_previous" },
  });
});

test("commissions that came from fewer than ten orders have a difference and no percentage", () => {
  const before = (orders: number) => ({ ...aRow("Calla Home", 10), orders });
  const changeFrom = (orders: number) =>
    list([aRow("Calla Home", 30)], [before(orders)]).rows[0]?.change;
  expect(changeFrom(9)).toEqual({ kind: "absolute", difference: 20 });
  expect(changeFrom(10)).toEqual({ kind: "relative", difference: 20, fraction: 2 });
});

test("a row is compared with the same brand's, wherever that stood", () => {
  const { rows } = list(
    [aRow("Calla Home", 30), aRow("Dune Denim", 20)],
    [aRow("Dune Denim", 25), aRow("Calla Home", 10)],
  );
  expect(rows.map(({ change }) => change)).toEqual([
    { kind: "relative", difference: 20, fraction: 2 },
    { kind: "relative", difference: -5, fraction: -0.2 },
  ]);
});

test.each([
  [
    "repeats in this period",
    [aRow("Fable Shoes", 3), aRow("Fable Shoes", 2)],
    [aRow("Fable Shoes", 1)],
  ],
  [
    "repeats in the one before",
    [aRow("Fable Shoes", 3)],
    [aRow("Fable Shoes", 1), aRow("Fable Shoes", 2)],
  ],
  ["is not sent", [aRow(undefined, 3)], [aRow(undefined, 1)]],
  ["was not in the list before", [aRow("Fable Shoes", 3)], [aRow("Isle Linen", 1)]],
])("a row whose name %s is compared with nothing", (_, current, previous) => {
  for (const row of list(current, previous).rows) {
    expect(row.previous).toBeNull();
    expect(row.change).toEqual({ kind: "none", reason: "no_previous" });
  }
});

test.each([
  [25, 100_000, 0.25],
  [25, undefined, null],
  [undefined, 100_000, null],
  [-25, 100_000, null],
  [25, 0, null],
  [25, -100_000, null],
  [0, 100_000, 0],
])("commissions of %s out of %s thousandths are a share of %s", (commissions, whole, share) => {
  expect(list([aRow("Isle Linen", commissions)], [], { whole }).rows[0]?.share).toBe(share);
});

test.each([
  [[25, 50], 100_000, 0.75],
  [[25, undefined], 100_000, null],
  [[25, 50], undefined, null],
  [[-25, 5], 100_000, null],
])("rows of %j out of %s are a share of %s together", (amounts, whole, share) => {
  const rows = amounts.map((amount, index) => aRow(`Brand ${index}`, amount));
  expect(list(rows, [], { whole }).share).toBe(share);
});

test("rows with clicks and without orders are counted among those listed; unknown orders are not none", () => {
  const rows: TopBrand[] = [
    { brand: "Dune Denim", clicks: 300, orders: 4 },
    { brand: "Isle Linen", clicks: 120, orders: 0 },
    { brand: "Calla Home", clicks: 80, orders: undefined },
    { brand: "Fable Shoes", clicks: 0, orders: 0 },
    { brand: "Nook Furniture", clicks: 40, orders: 0 },
    { brand: "Marlow Knit", clicks: 30, orders: 0 },
  ];
  expect(list(rows, [], { limit: 5 }).clicksWithoutOrders).toEqual({ rows: 2, clicks: 160 });
  expect(list([], []).clicksWithoutOrders).toEqual({ rows: 0, clicks: 0 });
});

test.each([
  [10, 3, 10, true],
  [10, 10, 10, false],
  [2, 3, 10, false],
  [20, 13, 20, true],
])(
  "with a limit of %i, %i rows read of %i asked are complete: %s",
  (limit, count, rowsRead, complete) => {
    const rows = Array.from({ length: count }, (_, index) => aRow(`Brand ${index}`, 100 - index));
    const answer = list(rows, [], { limit, rowsRead });
    expect(answer.complete).toBe(complete);
    expect(answer.rows).toHaveLength(Math.min(limit, count));
  },
);

test("a list that could not be read is none, and one before it that could not be read compares nothing", () => {
  const failed = err({ code: "ltk_unavailable" as const });
  expect(toTopList(failed, undefined, PARTS)).toBeNull();
  const answer = toTopList(read(aRow("Isle Linen", 5)), failed, PARTS);
  expect(answer?.rows[0]?.change).toEqual({ kind: "none", reason: "no_previous" });
  const alone = toTopList(read(aRow("Isle Linen", 5)), undefined, { ...PARTS, isCompared: false });
  expect(alone?.rows[0]?.change).toBeNull();
});
