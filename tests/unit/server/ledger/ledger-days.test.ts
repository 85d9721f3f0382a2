import fc from "fast-check";
import { expect, test } from "vitest";
import { LEDGER_KINDS, type LedgerDay, type LedgerSums, sumEvents } from "@/lib/analytics/ledger";
import { toMilli } from "@/lib/core/money";
import { addDays, DAY_MS, HOUR_MS, listDays } from "@/lib/core/time";
import {
  isSameDay,
  LEDGER_CODEC,
  sumsIn,
  toLedgerDays,
  wipesLedger,
} from "@/lib/server/ledger/ledger-days";
import { SERIES_CODEC } from "@/lib/server/series/series-codec";
import {
  mergeSeries,
  type StoredDay,
  type StoredSeries,
  seriesOfReading,
} from "@/lib/server/series/stored-series";
import { chance } from "../../../sandbox/data";
import { day, someMetrics, TODAY } from "../../analytics/builders";
import { NOW } from "../series/builders";
import { aRow } from "./builders";

const WINDOW = { from: day("2026-11-20"), to: day("2026-11-22") };

test("rows are summed up by UTC day, currency and kind; equal rows are separate units", () => {
  const twice = aRow("2026-11-20T23:59");
  const days = toLedgerDays(
    [
      twice,
      twice,
      aRow("2026-11-21T00:00", { kind: "return", amount: toMilli(-4_830) }),
      aRow("2026-11-21T12:00", { currency: "EUR", amount: toMilli(100) }),
      aRow("2026-11-21T13:00", { currency: undefined, kind: "other", amount: toMilli(-7) }),
      aRow("2026-11-23T00:00"),
    ],
    WINDOW,
    "USD",
  );
  expect([...days.keys()]).toEqual(["2026-11-20", "2026-11-21", "2026-11-22"]);
  const [first, second, third] = [...days.values()];
  expect(sumsIn(first ?? new Map(), "USD").sale).toEqual({ count: 2, amount: 9_660 });
  expect(sumsIn(second ?? new Map(), "USD")).toMatchObject({
    sale: { count: 0, amount: 0 },
    return: { count: 1, amount: -4_830 },
    other: { count: 1, amount: -7 },
  });
  expect(sumsIn(second ?? new Map(), "EUR").sale).toEqual({ count: 1, amount: 100 });
  // Asked for and empty: known to be nothing.
  expect(third?.size).toBe(0);
});

const anySums = fc
  .array(
    fc.record({
      kind: fc.constantFrom(...LEDGER_KINDS),
      amount: fc.integer({ min: -1e9, max: 1e9 }).map(toMilli),
    }),
    { minLength: 1, maxLength: 12 },
  )
  .map(sumEvents);
const anyDay: fc.Arbitrary<LedgerDay> = fc
  .dictionary(fc.constantFrom("USD", "EUR", "a|b|n", "from", ""), anySums, { maxKeys: 3 })
  .map((currencies) => new Map(Object.entries(currencies)));
const anySeries: fc.Arbitrary<StoredSeries<LedgerDay>> = fc
  .array(fc.tuple(anyDay, anyDay, fc.nat({ max: 1e9 }), fc.boolean()), { maxLength: 40 })
  .map(
    (days) =>
      new Map(
        days.map(([present, first, atMs, isOver], index) => [
          addDays(day("2026-10-01"), index),
          {
            present: { atMs: NOW + atMs, metrics: present },
            first: isOver ? { atMs: NOW, metrics: first } : undefined,
          },
        ]),
      ),
  );

test("whatever is kept is read back as it was, days without rows and first values among it", () => {
  fc.assert(
    fc.property(anySeries, (series) => {
      expect(LEDGER_CODEC.decode(LEDGER_CODEC.encode(series))).toEqual(series);
    }),
  );
});

test("days are the same when each kind has as many rows that come to as much", () => {
  fc.assert(
    fc.property(anyDay, anyDay, (one, other) => {
      const isEqual = LEDGER_CODEC.encode(aKeptDay(one)) === LEDGER_CODEC.encode(aKeptDay(other));
      expect([isSameDay(one, one), isSameDay(one, other)]).toEqual([true, isEqual]);
    }),
  );
});

function aKeptDay(metrics: LedgerDay): StoredSeries<LedgerDay> {
  return new Map([[TODAY, { present: { atMs: NOW, metrics }, first: undefined }]]);
}

/** A year of a creator with 30 pages of rows a month: nothing repeats, and every day was revised since it was first seen. */
function aBusyYear<Value>(
  makeDay: (index: number, revision: number) => Value,
): StoredSeries<Value> {
  return new Map(
    listDays(addDays(TODAY, -364), TODAY).map((date, index): [typeof date, StoredDay<Value>] => {
      const atMs = NOW - (365 - index) * DAY_MS + Math.floor(chance(`at|${index}`) * HOUR_MS);
      const present = { atMs: atMs + 91 * DAY_MS, metrics: makeDay(index, 1) };
      return [date, { present, first: { atMs, metrics: makeDay(index, 0) } }];
    }),
  );
}

const drawn = (what: string, least: number, most: number) =>
  least + Math.floor(chance(what) * (most - least));

function aLedgerDay(index: number, revision: number): LedgerDay {
  const of = (kind: string, count: number, milli: number) => ({
    count: drawn(`${kind}|n|${index}|${revision}`, count / 2, count),
    amount: toMilli(drawn(`${kind}|m|${index}|${revision}`, milli / 2, milli)),
  });
  const sums: LedgerSums = {
    sale: of("sale", 120, 600_000),
    return: of("return", 12, -50_000),
    payment: index % 30 === 0 ? of("payment", 2, -9_000_000) : { count: 0, amount: toMilli(0) },
    other: { count: 0, amount: toMilli(0) },
  };
  return new Map([["USD", sums]]);
}

test("a year of a busy creator takes under 20 kB as ledger and under 40 kB with the daily series", () => {
  const ledger = Buffer.byteLength(LEDGER_CODEC.encode(aBusyYear(aLedgerDay)));
  const series = Buffer.byteLength(
    SERIES_CODEC.encode(
      aBusyYear((index, revision) =>
        someMetrics({
          clicks: drawn(`clicks|${index}|${revision}`, 4_000, 9_000),
          orders: drawn(`orders|${index}|${revision}`, 60, 120),
          itemsSold: drawn(`items|${index}|${revision}`, 60, 120),
          commissions: drawn(`money|${index}|${revision}`, 300_000, 600_000),
        }),
      ),
    ),
  );
  process.stdout.write(
    `a year in which every day was revised: ${ledger} bytes of ledger, ${series} of series\n`,
  );
  expect(ledger).toBeGreaterThan(5_000);
  expect(ledger).toBeLessThanOrEqual(20_000);
  expect(ledger + series).toBeLessThanOrEqual(40_000);
});

test.each([
  ["ten rows", 10, true],
  ["nine rows, which may all have been cancelled", 9, false],
])("an empty answer over %s: suspicious is %3$s", (_, count, isSuspicious) => {
  const rows = Array.from({ length: count }, (__, index) =>
    aRow(`2026-11-2${index % 2}T10:0${index % 10}`),
  );
  const read = (kept: typeof rows, readAtMs: number) =>
    seriesOfReading({ ...WINDOW, sent: toLedgerDays(kept, WINDOW, "USD"), readAtMs, today: TODAY });
  const known = mergeSeries(read([], NOW - 1), read(rows, NOW));
  expect(wipesLedger(known, toLedgerDays([], WINDOW, "USD"))).toBe(isSuspicious);
  expect(wipesLedger(known, toLedgerDays(rows.slice(0, 1), WINDOW, "USD"))).toBe(false);
  expect(wipesLedger(new Map(), toLedgerDays([], WINDOW, "USD"))).toBe(false);
});
