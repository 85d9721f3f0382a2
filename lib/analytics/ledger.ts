import { type Milli, toMilli } from "@/lib/core/money";

/** The kinds of ledger rows. `other`: a kind of event nobody knows yet; it is kept and counted apart. */
export const LEDGER_KINDS = ["sale", "return", "payment", "other"] as const;
export type LedgerKind = (typeof LEDGER_KINDS)[number];

/** One row of the ledger. */
export interface LedgerEvent {
  readonly kind: LedgerKind;
  /** As LTK signs it: sales positive, returns and payments negative. */
  readonly amount: Milli;
}

/** How many rows there were, and what they come to, as LTK signs it. */
interface KindSum {
  readonly count: number;
  readonly amount: Milli;
}

/** The rows of some days and one currency, by kind. A kind without rows is a known zero. */
export type LedgerSums = Readonly<Record<LedgerKind, KindSum>>;

/** The rows of one UTC day by currency; none at all is known to be a day on which nothing was booked. */
export type LedgerDay = ReadonlyMap<string, LedgerSums>;

/** A ledger's sums as people read them. `net` is what was earned; payments and unknown events are no earnings. */
export interface LedgerTotals {
  readonly sold: Milli;
  readonly itemsSold: number;
  /** What returns took off, positive. */
  readonly returned: Milli;
  readonly net: Milli;
  readonly paid: Milli;
  readonly other: { readonly events: number; readonly amount: Milli };
}

/** Sums up rows of one currency. Equal rows are separate units and all count. */
export function sumEvents(events: readonly LedgerEvent[]): LedgerSums {
  return byKind((kind) => {
    const ofKind = events.filter((event) => event.kind === kind);
    return { count: ofKind.length, amount: sum(ofKind.map(({ amount }) => amount)) };
  });
}

/** Adds up the sums of several days or parts of days of one currency. */
export function addSums(parts: readonly LedgerSums[]): LedgerSums {
  return byKind((kind) => ({
    count: parts.reduce((count, part) => count + part[kind].count, 0),
    amount: sum(parts.map((part) => part[kind].amount)),
  }));
}

/** The totals of some days of one currency. */
export function ledgerTotals(parts: readonly LedgerSums[]): LedgerTotals {
  const { sale, return: returns, payment, other } = addSums(parts);
  return {
    sold: sale.amount,
    itemsSold: sale.count,
    returned: toMilli(0 - returns.amount),
    net: sum([sale.amount, returns.amount]),
    paid: toMilli(0 - payment.amount),
    other: { events: other.count, amount: other.amount },
  };
}

function byKind(sumOf: (kind: LedgerKind) => KindSum): LedgerSums {
  return {
    sale: sumOf("sale"),
    return: sumOf("return"),
    payment: sumOf("payment"),
    other: sumOf("other"),
  };
}

function sum(amounts: readonly Milli[]): Milli {
  return toMilli(amounts.reduce<number>((total, amount) => total + amount, 0));
}
