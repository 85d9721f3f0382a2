import fc from "fast-check";
import { expect, test } from "vitest";
import { isTelling, mixEffect } from "@/lib/analytics/mix-effect";
import { moversOf } from "@/lib/analytics/movers";
import { type RosterRow, rosterTotals } from "@/lib/analytics/roster-totals";
import { sumMetrics } from "@/lib/analytics/totals";
import { toMilli } from "@/lib/core/money";
import { anAmount, someMetrics } from "./builders";

type Metrics = Parameters<typeof someMetrics>[0];

function aRow(id: string, current: Metrics | undefined, rest: Partial<RosterRow> = {}): RosterRow {
  return {
    id,
    currency: "USD",
    freshness: "fresh",
    current: current === undefined ? undefined : sumMetrics([someMetrics(current)]),
    previous: undefined,
    ...rest,
  };
}

test("adds up who is known, and says of how many", () => {
  const rows = [
    aRow("ava", { clicks: 100, orders: 4, commissions: 20_010 }),
    aRow("bea", { clicks: 50, commissions: -1_005 }, { freshness: "late" }),
    aRow("cleo", { clicks: 7 }, { freshness: "stale" }),
    aRow("dana", undefined, { freshness: "never" }),
    aRow("eve", {}, { freshness: "fresh" }),
    aRow("fay", { clicks: 1, commissions: 5 }, { freshness: "blocked" }),
  ];
  expect(rosterTotals(rows)).toEqual({
    counts: { clicks: 158, orders: 4, itemsSold: undefined },
    commissions: [{ currency: "USD", amount: 19_010, creators: 3, compared: undefined }],
    coverage: { scope: 6, fresh: 2, stale: ["cleo", "fay"], unknown: ["dana", "eve"] },
  });
});

test("compares only those whose both periods are known", () => {
  const before = sumMetrics([someMetrics({ commissions: 500_000 })]);
  const rows = [
    aRow("ava", { commissions: 600_000 }, { previous: before }),
    aRow("bea", { commissions: 900_000 }),
    aRow("cleo", undefined, { previous: before }),
  ];
  expect(rosterTotals(rows).commissions).toEqual([
    {
      currency: "USD",
      amount: 1_500_000,
      creators: 2,
      compared: { current: 600_000, previous: 500_000, creators: 1 },
    },
  ]);
});

test("an empty roster has no sums, and no zero", () => {
  expect(rosterTotals([])).toEqual({
    counts: { clicks: undefined, orders: undefined, itemsSold: undefined },
    commissions: [],
    coverage: { scope: 0, fresh: 0, stale: [], unknown: [] },
  });
});

test("a roster's sums do not depend on its order, and no amount changes currency", () => {
  const anyRow = fc.record({
    currency: fc.constantFrom("USD", "EUR", "GBP"),
    commissions: fc.option(anAmount(), { nil: undefined }),
  });
  fc.assert(
    fc.property(fc.array(anyRow, { maxLength: 20 }), (creators) => {
      const rows = creators.map(({ currency, commissions }, index) =>
        aRow(`creator-${index}`, commissions === undefined ? undefined : { commissions }, {
          currency,
        }),
      );
      const totals = rosterTotals(rows);
      expect(rosterTotals(rows.toReversed()).commissions).toEqual(totals.commissions);
      for (const { currency, amount, creators: count } of totals.commissions) {
        const own = creators.flatMap((row) =>
          row.currency === currency ? (row.commissions ?? []) : [],
        );
        expect(amount).toBe(own.reduce((sum, value) => sum + value, 0));
        expect(count).toBe(own.length);
      }
    }),
  );
});

function aMover(id: string, current: number | undefined, previous: number | undefined) {
  const milli = (value: number | undefined) => (value === undefined ? undefined : toMilli(value));
  return { id, current: milli(current), previous: milli(previous) };
}

test("movers come largest first, with their part in the change", () => {
  const rows = [
    aMover("cleo", 200, 200),
    aMover("bea", 300, 500),
    aMover("ava", 900, 500),
    aMover("dana", undefined, 900),
    aMover("eve", 700, undefined),
  ];
  expect(moversOf(rows)).toEqual({
    change: 200,
    movers: [
      { id: "ava", difference: 400, contribution: 2 },
      { id: "bea", difference: -200, contribution: -1 },
    ],
    unknown: ["dana", "eve"],
  });
});

test("where rises and falls all but cancel, nobody's contribution is a share", () => {
  const { movers } = moversOf([aMover("ava", 1_000, 0), aMover("bea", 0, 999)]);
  expect(movers.map(({ contribution }) => contribution)).toEqual([undefined, undefined]);
  expect(moversOf([]).change).toBe(0);
});

test("a tenth of all movement is a change with contributions", () => {
  const { movers } = moversOf([aMover("ava", 55, 0), aMover("bea", 0, 45)]);
  expect(movers.map(({ contribution }) => contribution)).toEqual([5.5, -4.5]);
});

test("differences add up to the change, and contributions to one", () => {
  const anyMover = fc.tuple(fc.option(anAmount()), fc.option(anAmount()));
  fc.assert(
    fc.property(fc.array(anyMover, { maxLength: 20 }), (pairs) => {
      const rows = pairs.map(([current, previous], index) =>
        aMover(`creator-${index}`, current ?? undefined, previous ?? undefined),
      );
      const { change, movers, unknown } = moversOf(rows);
      expect(movers.reduce((sum, { difference }) => sum + difference, 0)).toBe(change);
      expect(movers.length + unknown.length).toBeLessThanOrEqual(rows.length);
      const parts = movers.flatMap(({ contribution }) => contribution ?? []);
      if (parts.length > 0) expect(parts.reduce((sum, part) => sum + part, 0)).toBeCloseTo(1, 6);
    }),
  );
});

function sums(numerator: number, denominator: number) {
  return { numerator, denominator };
}

test("a creator who was absent in one period changes the mix alone", () => {
  const effect = mixEffect([
    { current: sums(100, 100), previous: sums(100, 100) },
    { current: sums(300, 100), previous: sums(0, 0) },
  ]);
  expect(effect).toEqual({ change: 1, within: 0, mix: 1 });
});

test("there is no mix without denominators", () => {
  expect(mixEffect([{ current: sums(5, 0), previous: sums(5, 10) }])).toBeUndefined();
  expect(mixEffect([])).toBeUndefined();
});

test("what came of ratios and what of weights adds up to the ratio's change", () => {
  const any = fc.record({
    numerator: fc.integer({ min: -1e6, max: 1e6 }),
    denominator: fc.integer({ min: 1, max: 1e5 }),
  });
  fc.assert(
    fc.property(
      fc.array(fc.record({ current: any, previous: any }), { minLength: 1, maxLength: 12 }),
      (rows) => {
        const ratio = (period: "current" | "previous") =>
          rows.reduce((sum, row) => sum + row[period].numerator, 0) /
          rows.reduce((sum, row) => sum + row[period].denominator, 0);
        const effect = mixEffect(rows);
        const change = ratio("current") - ratio("previous");
        const tolerance = 1e-9 * (1 + Math.abs(ratio("current")) + 1e6);
        expect(Math.abs((effect?.change ?? Number.NaN) - change)).toBeLessThan(tolerance);
      },
    ),
  );
});

test.each([
  [30, 10, true],
  [-30, 10, true],
  [31, 10, false],
  [0, 1, true],
  [0, 0, false],
])("of %i within and %i from the mix, the mix is worth telling: %s", (within, mix, isWorth) => {
  expect(isTelling({ change: within + mix, within, mix })).toBe(isWorth);
});
