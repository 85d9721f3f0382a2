import { expect, test } from "vitest";
import { type LedgerEvent, ledgerTotals } from "@/lib/analytics/ledger";
import { isSettling, maturedDays, maturityOf } from "@/lib/analytics/maturity";
import { returnRate } from "@/lib/analytics/return-rate";
import { toMilli } from "@/lib/core/money";
import { addDays, listDays } from "@/lib/core/time";
import { TODAY } from "./builders";

function anEvent(kind: LedgerEvent["kind"], milli: number, ageDays = 90): LedgerEvent {
  return { kind, amount: toMilli(milli), day: addDays(TODAY, -ageDays) };
}

function sales(count: number, ageDays = 90): LedgerEvent[] {
  return Array.from({ length: count }, () => anEvent("sale", 4_000, ageDays));
}

test("payments are no earnings, and equal rows are separate units", () => {
  const events = [...sales(3), anEvent("return", -4_000), anEvent("payment", -950_000)];
  expect(ledgerTotals(events)).toEqual({
    sold: 12_000,
    itemsSold: 3,
    returned: 4_000,
    net: 8_000,
    paid: 950_000,
    other: { events: 0, amount: 0 },
  });
  expect(Object.is(ledgerTotals([]).returned, 0)).toBe(true);
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
  const days = listDays(addDays(TODAY, -90), addDays(TODAY, -1));
  const settled = [...sales(10), anEvent("return", -4_000, 70)];
  const young = [...sales(50, 20), anEvent("return", -4_000, 5)];
  expect(returnRate([...settled, ...young], days, TODAY)).toMatchObject({
    kind: "ratio",
    value: 0.1,
  });
});

test.each([
  [10, 59, "unsettled"],
  [9, 60, "small_sample"],
  [0, 60, "not_positive"],
])("%i sales that are %i days old give no rate: %s", (count, age, reason) => {
  const days = [addDays(TODAY, -age)];
  expect(returnRate(sales(count, age), days, TODAY)).toEqual({ kind: "none", reason });
});
