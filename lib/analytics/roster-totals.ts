import { type Milli, toMilli } from "@/lib/core/money";
import { METRIC_IDS } from "./catalog";
import type { Freshness } from "./freshness";
import { sumMetrics, type Totals } from "./totals";

/** One creator's part of a roll-up. `undefined`: nothing is known of the period. */
export interface RosterRow {
  readonly id: string;
  readonly currency: string;
  readonly freshness: Freshness;
  readonly current: Totals | undefined;
  readonly previous: Totals | undefined;
}

/** The creators' commissions in one currency. */
export interface CurrencyTotal {
  readonly currency: string;
  readonly amount: Milli;
  /** How many creators are in `amount`. */
  readonly creators: number;
  /** The sums of those whose both periods are known; `undefined`: there is nobody. */
  readonly compared:
    | { readonly current: Milli; readonly previous: Milli; readonly creators: number }
    | undefined;
}

/** How much of the roster a roll-up stands for. */
export interface Coverage {
  /** Creators in scope. */
  readonly scope: number;
  /** Creators with figures no older than two syncs. */
  readonly fresh: number;
  /** Creators whose figures are counted though they are old, to be named beside the total. */
  readonly stale: readonly string[];
  /** Creators with no figures, who are in no total. */
  readonly unknown: readonly string[];
}

/** A roster's sums. Counts of all creators; commissions by currency, because currencies are never added up. */
export interface RosterTotals {
  readonly counts: Pick<Totals, "clicks" | "orders" | "itemsSold">;
  readonly commissions: readonly CurrencyTotal[];
  readonly coverage: Coverage;
}

/** Adds up a roster and says whose figures are in the sums. */
export function rosterTotals(rows: readonly RosterRow[]): RosterTotals {
  const known = rows.filter(isKnown);
  const { clicks, orders, itemsSold } = sumMetrics(known.flatMap(({ current }) => current ?? []));
  const currencies = [...new Set(known.map(({ currency }) => currency))].toSorted();
  return {
    counts: { clicks, orders, itemsSold },
    commissions: currencies.flatMap((currency) => currencyTotal(currency, known) ?? []),
    coverage: {
      scope: rows.length,
      fresh: known.filter(isFresh).length,
      stale: known.filter((row) => !isFresh(row)).map(({ id }) => id),
      unknown: rows.filter((row) => !isKnown(row)).map(({ id }) => id),
    },
  };
}

function isKnown({ current }: RosterRow): boolean {
  return current !== undefined && METRIC_IDS.some((metric) => current[metric] !== undefined);
}

function isFresh({ freshness }: RosterRow): boolean {
  return freshness === "fresh" || freshness === "late";
}

function currencyTotal(currency: string, rows: readonly RosterRow[]): CurrencyTotal | undefined {
  const amounts = rows.flatMap((row) => {
    const now = row.current?.commissions;
    return now === undefined || row.currency !== currency
      ? []
      : [{ now, before: row.previous?.commissions }];
  });
  if (amounts.length === 0) return undefined;
  const both = amounts.flatMap(({ now, before }) => (before === undefined ? [] : { now, before }));
  return {
    currency,
    amount: sumOf(amounts.map(({ now }) => now)),
    creators: amounts.length,
    compared:
      both.length === 0
        ? undefined
        : {
            current: sumOf(both.map(({ now }) => now)),
            previous: sumOf(both.map(({ before }) => before)),
            creators: both.length,
          },
  };
}

function sumOf(amounts: readonly Milli[]): Milli {
  return toMilli(amounts.reduce((sum, amount) => sum + amount, 0));
}
