import type { Day } from "@/lib/core/brand";
import { type LedgerEvent, ledgerTotals } from "./ledger";
import { maturityOf } from "./maturity";
import { type Ratio, ratioOf } from "./ratio";

/** The share of sold commissions that returns took back, or why it cannot be told yet. */
export type ReturnRate = Ratio | { readonly kind: "none"; readonly reason: "unsettled" };

/**
 * The return rate of a period, of its settled days alone: on younger ones most returns have not happened. LTK links no
 * return to its order, so both are counted by the day they are booked.
 */
export function returnRate(
  events: readonly LedgerEvent[],
  days: readonly Day[],
  today: Day,
): ReturnRate {
  const settled = new Set(days.filter((day) => maturityOf(day, today) === "settled"));
  if (settled.size === 0) return { kind: "none", reason: "unsettled" };
  const { sold, returned, itemsSold } = ledgerTotals(events.filter(({ day }) => settled.has(day)));
  return ratioOf("returnRate", [{ sold, returned, itemsSold }], settled.size);
}
