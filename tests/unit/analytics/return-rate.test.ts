import { expect, test } from "vitest";
import {
  addSums,
  type LedgerEvent,
  type LedgerSums,
  ledgerTotals,
  sumEvents,
} from "@/lib/analytics/ledger";
import { isSettling, maturedDays, maturityOf } from "@/lib/analytics/maturity";
import { returnRate } from "@/lib/analytics/return-rate";
import { toMilli } from "@/lib/core/money";
import { addDays, listDays } from "@/lib/core/time";
import { TODAY } from "./builders";

function anEvent(kind: LedgerEvent["kind"], milli: number): LedgerEvent {
  return { kind, amount: toMilli(milli) };
}

function sales(count: number): LedgerEvent[] {
  return Array.from({ length: count }, () => anEvent("sale", 4_000));
}

/** The known days of a ledger by their age in days. */
function aLedger(days: Readonly<Record<number, readonly LedgerEvent[]>>) {
  const sums = new Map<string, LedgerSums>(
    Object.entries(days).map(([age, events]) => [addDays(TODAY, -Number(age)), sumEvents(events)]),
  );
  return (day: string) => sums.get(day);
}

test("payments are no earnings, and equal rows are separate units", () => {
  const events = [...sales(3), anEvent("return", -4_000), anEvent("payment", -950_000)];
  expect(ledgerTotals([sumEvents(events)])).toEqual({
    sold: 12_000,
    itemsSold: 3,
    returned: 4_000,
    net: 8_000,
    paid: 950_000,
    other: { events: 0, amount: 0 },
  });
  expect(Object.is(ledgerTotals([]).returned, 0)).toBe(true);
});

test("the sums of parts add up to the sums of the whole", () => {
  const events = [...sales(4), anEvent("return", -4_100), anEvent("other", 70)];
  const parts = [events.slice(0, 2), events.slice(2), []].map((part) => sumEvents(part));
  expect(addSums(parts)).toEqual(sumEvents(events));
});

test.each([
  [0, "partial"],
  [1, "settling"],
  [6, "settling"],
  [7, "open"],
  [59, "open"],
  [60, "settled"],
])("a day %i days old is %s", (age, maturity) => {
  expect(maturityOf(addDays(TODAY, -age), TODAY)).toBe(maturity);
  expect(isSettling(addDays(TODAY, -age), TODAY)).toBe(age < 7);
});

test("matured days run from 150 to 60 days ago", () => {
  const days = maturedDays(TODAY);
  expect([days.length, days[0], days.at(-1)]).toEqual([91, "2026-06-27", "2026-09-25"]);
});

test("only settled days count: a young day's sales have hardly been returned", () => {
  const days = listDays(addDays(TODAY, -61), addDays(TODAY, -1));
  const ledger = aLedger({ 61: sales(10), 60: [anEvent("return", -4_000)], 20: sales(50) });
  expect(returnRate(ledger, days, TODAY)).toEqual({ kind: "ratio", value: 0.1, settledDays: 2 });
});

test.each([
  [10, 59, "unsettled"],
  [9, 60, "small_sample"],
  [0, 60, "not_positive"],
])("%i sales that are %i days old give no rate: %s", (count, age, reason) => {
  const days = [addDays(TODAY, -age)];
  expect(returnRate(aLedger({ [age]: sales(count) }), days, TODAY)).toEqual({
    kind: "none",
    reason,
  });
});

test("one settled day that is not known makes the rate unknown", () => {
  const days = listDays(addDays(TODAY, -62), addDays(TODAY, -60));
  expect(returnRate(aLedger({ 62: sales(50), 60: [] }), days, TODAY)).toEqual({
    kind: "none",
    reason: "unknown",
  });
});
