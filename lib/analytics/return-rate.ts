import type { Day } from "@/lib/core/brand";
import { type LedgerSums, ledgerTotals } from "./ledger";
import { maturityOf } from "./maturity";
import { type Ratio, ratioOf } from "./ratio";

/** The share of sold commissions that returns took back, or why it cannot be told yet. */
export type ReturnRate =
  | { readonly kind: "ratio"; readonly value: number; readonly settledDays: number }
  | {
      readonly kind: "none";
      readonly reason: Extract<Ratio, { kind: "none" }>["reason"] | "unsettled";
    };

/**
 * The return rate of a period, of its settled days alone: on younger ones most returns have not happened. LTK links no
 * return to its order, so both are counted by the day they are booked. One settled day that is not known makes the rate
 * unknown: it would be another period's.
 */
export function returnRate(
  sumsOf: (day: Day) => LedgerSums | undefined,
  days: readonly Day[],
  today: Day,
): ReturnRate {
  const settled = days.filter((day) => maturityOf(day, today) === "settled");
  if (settled.length === 0) return { kind: "none", reason: "unsettled" };
  const known = settled.flatMap((day) => sumsOf(day) ?? []);
  if (known.length < settled.length) return { kind: "none", reason: "unknown" };
  const { sold, returned, itemsSold } = ledgerTotals(known);
  const rate = ratioOf("returnRate", [{ sold, returned, itemsSold }], settled.length);
  if (rate.kind === "none") return rate;
  return { kind: "ratio", value: rate.value, settledDays: settled.length };
}
