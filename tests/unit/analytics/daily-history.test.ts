import fc from "fast-check";
import { expect, test } from "vitest";
import {
  completeDays,
  type DailyHistory,
  recordDays,
  revisionsOf,
} from "@/lib/analytics/daily-history";
import { totalsOf } from "@/lib/analytics/totals";
import { addDays } from "@/lib/core/time";
import { anySeries, aSeries, day, TODAY } from "./builders";

const EMPTY: DailyHistory = { present: new Map(), firstSeen: new Map() };
const YESTERDAY = addDays(TODAY, -1);

test("a day's first value is kept beside the present one", () => {
  const first = recordDays(EMPTY, aSeries({ [YESTERDAY]: { orders: 8 } }), TODAY);
  const later = recordDays(first, aSeries({ [YESTERDAY]: { orders: 11 } }), addDays(TODAY, 3));
  expect(later.firstSeen).toEqual(aSeries({ [YESTERDAY]: { orders: 8 } }));
  expect(later.present).toEqual(aSeries({ [YESTERDAY]: { orders: 11 } }));
});

test("what today shows so far is no first value", () => {
  const running = recordDays(EMPTY, aSeries({ [TODAY]: { clicks: 40 } }), TODAY);
  expect(running.present.get(TODAY)).toEqual({ clicks: 40 });
  expect(running.firstSeen.has(TODAY)).toBe(false);
  const over = recordDays(running, aSeries({ [TODAY]: { clicks: 90 } }), addDays(TODAY, 1));
  expect(over.firstSeen.get(TODAY)).toEqual({ clicks: 90 });
});

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

test("a day is complete once it was read after its end", () => {
  const running = recordDays(EMPTY, aSeries({ [YESTERDAY]: { clicks: 40 } }), YESTERDAY);
  expect(completeDays(running, TODAY).size).toBe(0);
  const over = recordDays(
    running,
    aSeries({ [YESTERDAY]: { clicks: 90 }, [TODAY]: { clicks: 3 } }),
    TODAY,
  );
  expect(completeDays(over, TODAY)).toEqual(aSeries({ [YESTERDAY]: { clicks: 90 } }));
});

test("a metric that appeared later, or disappeared, is no revision", () => {
  const history = {
    firstSeen: aSeries({ "2026-11-14": { orders: 4 }, "2026-11-15": { clicks: 9 } }),
    present: aSeries({ "2026-11-14": { orders: 4, clicks: 30 }, "2026-11-15": {} }),
  };
  expect(revisionsOf(history).size).toBe(0);
});

test("taking in a window twice, or its parts in any order, changes nothing", () => {
  fc.assert(
    fc.property(anySeries(), fc.integer({ min: 0, max: 200 }), (series, cut) => {
      const today = day("2026-10-01");
      const all = [...series];
      const once = recordDays(EMPTY, series, today);
      expect(recordDays(once, series, today)).toEqual(once);
      const parts = [all.slice(cut), all.slice(0, cut)].map((part) => new Map(part));
      const inParts = parts.reduce((history, part) => recordDays(history, part, today), EMPTY);
      expect(new Map(inParts.present)).toEqual(once.present);
      expect(inParts.firstSeen).toEqual(once.firstSeen);
      expect(revisionsOf(once).size).toBe(0);
    }),
  );
});
