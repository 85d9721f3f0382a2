import { expect, test } from "vitest";
import { completeDays, revisionsOf } from "@/lib/analytics/daily-history";
import { totalsOf } from "@/lib/analytics/totals";
import { aSeries, day, TODAY } from "./builders";

test("revised days tell by how much, and days that stayed the same are left out", () => {
  const history = {
    firstSeen: aSeries({
      "2026-11-14": { orders: 4, commissions: 10_000 },
      "2026-11-15": { orders: 5, commissions: 12_000 },
      "2026-11-16": { orders: 6, commissions: 9_000 },
    }),
    present: aSeries({
      "2026-11-14": { orders: 7, commissions: 13_500 },
      "2026-11-15": { orders: 5, commissions: 12_000 },
      "2026-11-16": { orders: 6, commissions: 8_250 },
    }),
  };
  const revisions = revisionsOf(history);
  expect([...revisions.keys()]).toEqual(["2026-11-14", "2026-11-16"]);
  expect(totalsOf(revisions, [...revisions.keys()])).toEqual({
    clicks: undefined,
    orders: 3,
    itemsSold: undefined,
    commissions: 2_750,
  });
});

test("of some days only these are told, and a day nobody saw before is not revised", () => {
  const history = {
    firstSeen: aSeries({ "2026-11-14": { orders: 4 }, "2026-11-16": { orders: 6 } }),
    present: aSeries({
      "2026-11-14": { orders: 7 },
      "2026-11-15": { orders: 5 },
      "2026-11-16": { orders: 9 },
    }),
  };
  const days = [day("2026-11-15"), day("2026-11-16"), day("2026-11-17")];
  expect(revisionsOf(history, days)).toEqual(aSeries({ "2026-11-16": { orders: 3 } }));
});

test("a day is complete once a value of it was seen after its end", () => {
  const days = { "2026-11-22": { clicks: 90 }, [TODAY]: { clicks: 3 } };
  const history = { present: aSeries(days), firstSeen: aSeries({ "2026-11-22": { clicks: 40 } }) };
  expect(completeDays(history, TODAY)).toEqual(aSeries({ "2026-11-22": { clicks: 90 } }));
});

test("a metric that appeared later, or disappeared, is no revision", () => {
  const history = {
    firstSeen: aSeries({ "2026-11-14": { orders: 4 }, "2026-11-15": { clicks: 9 } }),
    present: aSeries({ "2026-11-14": { orders: 4, clicks: 30 }, "2026-11-15": {} }),
  };
  expect(revisionsOf(history).size).toBe(0);
});
