import type { Day } from "@/lib/core/brand";
import { type Milli, toMilli } from "@/lib/core/money";

/** One row of the ledger. `other`: a kind of event nobody knows yet; it is kept and counted apart. */
export interface LedgerEvent {
  readonly day: Day;
  readonly kind: "sale" | "return" | "payment" | "other";
  /** As LTK signs it: sales positive, returns and payments negative. */
  readonly amount: Milli;
}

/** A ledger's sums. `net` is what was earned; payments and unknown events are no earnings. */
export interface LedgerTotals {
  readonly sold: Milli;
  readonly itemsSold: number;
  /** What returns took off, positive. */
  readonly returned: Milli;
  readonly net: Milli;
  readonly paid: Milli;
  readonly other: { readonly events: number; readonly amount: Milli };
}

/** Adds up ledger rows of one currency. Equal rows are separate units and all count. */
export function ledgerTotals(
  events: readonly Pick<LedgerEvent, "kind" | "amount">[],
): LedgerTotals {
  const amountOf = (kind: LedgerEvent["kind"]) =>
    events.reduce((sum, event) => (event.kind === kind ? sum + event.amount : sum), 0);
  const countOf = (kind: LedgerEvent["kind"]) =>
    events.filter((event) => event.kind === kind).length;
  const sold = amountOf("sale");
  const returned = 0 - amountOf("return");
  return {
    sold: toMilli(sold),
    itemsSold: countOf("sale"),
    returned: toMilli(returned),
    net: toMilli(sold - returned),
    paid: toMilli(0 - amountOf("payment")),
    other: { events: countOf("other"), amount: toMilli(amountOf("other")) },
  };
}
