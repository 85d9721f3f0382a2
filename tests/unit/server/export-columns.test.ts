import fc from "fast-check";
import { expect, test } from "vitest";
import { ItemsSold } from "@/lib/contracts/items-sold";
import { TopPerformers } from "@/lib/contracts/top-performers";
import { itemsSoldCsv, topPerformersCsv } from "@/lib/server/views/export-columns";
import { isFormula, readCsv, unguard } from "../../helpers/read-csv";

const META = {
  creator: "ava-lane",
  range: { from: "2026-11-01", to: "2026-11-20", timezone: "UTC", partial: false },
  compare: null,
  currency: "USD",
  freshness: "fresh",
  syncedAt: "2026-11-21T08:00:00.000Z",
  source: "cache",
  reason: null,
  missing: [],
} as const;

const Text = fc.oneof(
  fc.string({ unit: "grapheme" }),
  fc.constantFrom("=1+1", "\t@x", '"', "a,b", "x\r\ny", "'=z", "＝1"),
);
const Amount = fc.integer({ min: -9_999_999, max: 9_999_999 }).map((milli) => milli / 1_000);

/** The cells of one column. */
function column(file: string, name: string): readonly string[] {
  const [header = [], ...records] = readCsv(file);
  expect(header).toContain(name);
  return records.map((cells) => cells[header.indexOf(name)] ?? "");
}

test("any text and any amount of the ledger come back from its file as they were", () => {
  fc.assert(
    fc.property(fc.array(fc.record({ brand: Text, title: Text, amount: Amount })), (items) => {
      const rows = items.map((item) => ({
        ...item,
        at: "2026-11-10T10:20:30.000Z",
        day: "2026-11-10",
        currency: "USD",
        status: "open",
        publisherId: "100001",
        kind: item.amount < 0 ? "return" : "sale",
        eventType: null,
        productId: null,
        productUrl: null,
        imageUrl: null,
        linkUrl: null,
      }));
      const data = { rows, nextCursor: null, rowCount: rows.length, payments: [], totals: [] };
      const file = itemsSoldCsv(ItemsSold.parse({ data, meta: META }));
      expect(column(file, "brand").map(unguard)).toEqual(items.map(({ brand }) => brand));
      expect(column(file, "title").map(unguard)).toEqual(items.map(({ title }) => title));
      expect(column(file, "amount (major units)").map(Number)).toEqual(
        items.map(({ amount }) => amount + 0),
      );
      for (const cell of [...column(file, "brand"), ...column(file, "title")]) {
        expect(cell.startsWith("'") || !isFormula(cell)).toBe(true);
      }
    }),
  );
});

test("figures that are not known are empty cells, and the compared period has columns only where it was asked", () => {
  const brand = {
    brand: "=cmd|' /C calc'!A0",
    figures: { clicks: 12, orders: null, itemsSold: null, commissions: -4.83 },
    rates: { orderConversion: 0.02, itemsSoldConversion: null },
    share: null,
    previous: { clicks: 9, orders: 1, itemsSold: 1, commissions: 0.5 },
    change: null,
  };
  const list = { complete: true, share: null, clicksWithoutOrders: { rows: 0, clicks: 0 } };
  const data = {
    by: "commissions",
    totals: null,
    products: { ...list, rows: [] },
    posts: { ...list, rows: [] },
    brands: { ...list, rows: [brand] },
    concentration: { products: null, brands: null },
  };
  const alone = topPerformersCsv(TopPerformers.parse({ data, meta: META }));
  expect(column(alone, "brand")).toEqual(["'=cmd|' /C calc'!A0"]);
  expect(column(alone, "orders (count)")).toEqual([""]);
  expect(column(alone, "commissions (USD)")).toEqual(["-4.83"]);
  expect(alone).not.toContain("compared");
  const compare = { from: "2026-10-12", to: "2026-10-31" };
  const both = topPerformersCsv(TopPerformers.parse({ data, meta: { ...META, compare } }));
  expect(column(both, "compared commissions (USD)")).toEqual(["0.5"]);
});
