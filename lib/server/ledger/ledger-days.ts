import "server-only";
import {
  LEDGER_KINDS,
  type LedgerDay,
  type LedgerEvent,
  type LedgerKind,
  type LedgerSums,
  sumEvents,
} from "@/lib/analytics/ledger";
import type { Day } from "@/lib/core/brand";
import { toMilli } from "@/lib/core/money";
import { listDays } from "@/lib/core/time";
import type { LedgerRow } from "@/lib/ltk/endpoints/items-sold";
import { type Cells, createDayCodec } from "../series/day-codec";
import type { Rhythm } from "../series/rhythm";
import type { DayWindow } from "../series/slice-window";
import type { StoredSeries } from "../series/stored-series";

/**
 * The rhythm of the ledger. It costs a call for each hundred rows, about one a day of a busy creator, so that only days
 * that are still filling up are read at each sync; docs/ltk.md works the numbers out. LTK refuses windows of over 31 days.
 */
export const LEDGER_RHYTHM: Rhythm = {
  rollingDays: 4,
  nightlyDays: 31,
  movingDays: 124,
  turnNights: 3,
  callDays: 31,
};

const NOTHING_BOOKED: LedgerSums = sumEvents([]);

/** The stored form of the ledger's days: how many rows (`n`) of each currency and kind, and their amount (`m`, thousandths). */
export const LEDGER_CODEC = createDayCodec<LedgerDay>({ toCells, fromCells });

function toCells(day: LedgerDay): Cells {
  const cells: [string, number][] = [];
  for (const [currency, sums] of day) {
    for (const kind of LEDGER_KINDS) {
      const { count, amount } = sums[kind];
      if (count > 0)
        cells.push([`${currency}|${kind}|n`, count], [`${currency}|${kind}|m`, amount]);
    }
  }
  return Object.fromEntries(cells);
}

function fromCells(cells: Cells): LedgerDay {
  const day = new Map<string, LedgerSums>();
  for (const [name, count] of Object.entries(cells)) {
    const [, currency, kindName] = /^(.*)\|(\w+)\|n$/s.exec(name) ?? [];
    const kind = LEDGER_KINDS.find((known) => known === kindName);
    if (currency === undefined || kind === undefined || count === undefined) continue;
    const amount = toMilli(cells[`${currency}|${kind}|m`] ?? 0);
    day.set(currency, { ...(day.get(currency) ?? NOTHING_BOOKED), [kind]: { count, amount } });
  }
  return day;
}

/** A day's sums of one currency; that it had no rows is known. */
export function sumsIn(day: LedgerDay, currency: string): LedgerSums {
  return day.get(currency) ?? NOTHING_BOOKED;
}

/** Whether two days hold as many rows of each kind that come to the same. */
export function isSameDay(one: LedgerDay, other: LedgerDay): boolean {
  const [a, b] = [toCells(one), toCells(other)];
  const names = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...names].every((name) => a[name] === b[name]);
}

/** The UTC day on which a row was booked: its moment is always told in UTC. */
export function dayOfRow({ at }: Pick<LedgerRow, "at">): string {
  return at.slice(0, 10);
}

/** The sums of rows by UTC day. Every day of the window has its own; rows of other days are ignored. */
export function toLedgerDays(
  rows: readonly LedgerRow[],
  { from, to }: DayWindow,
  askedCurrency: string,
): ReadonlyMap<Day, LedgerDay> {
  const days = listDays(from, to);
  const events = new Map<string, Map<string, LedgerEvent[]>>(days.map((day) => [day, new Map()]));
  for (const { at, kind, amount, currency = askedCurrency } of rows) {
    const ofDay = events.get(dayOfRow({ at }));
    const ofCurrency = ofDay?.get(currency) ?? [];
    ofCurrency.push({ kind, amount });
    ofDay?.set(currency, ofCurrency);
  }
  return new Map(
    days.map((day) => [
      day,
      new Map(
        [...(events.get(day) ?? [])].map(([currency, ofDay]) => [currency, sumEvents(ofDay)]),
      ),
    ]),
  );
}

/** So many rows do not vanish together by cancellation. */
const MINIMUM_WIPED_ROWS = 10;

/** Whether an answer would take away all rows of some kind in its window: such an answer is taken for a fault of LTK's. */
export function wipesLedger(
  known: StoredSeries<LedgerDay>,
  sent: ReadonlyMap<Day, LedgerDay>,
): boolean {
  const kept = [...sent.keys()].flatMap((day) => known.get(day)?.present.metrics ?? []);
  const count = (days: readonly LedgerDay[], kind: LedgerKind) =>
    days
      .flatMap((day) => [...day.values()])
      .reduce((sum, sums) => sum + countRows(sums, [kind]), 0);
  return LEDGER_KINDS.some(
    (kind) => count(kept, kind) >= MINIMUM_WIPED_ROWS && count([...sent.values()], kind) === 0,
  );
}

/** How many rows of some kinds the sums are of. */
export function countRows(sums: LedgerSums, kinds: readonly LedgerKind[]): number {
  return kinds.reduce((count, kind) => count + sums[kind].count, 0);
}
