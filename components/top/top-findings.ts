import type { TopPerformers } from "@/lib/contracts/top-performers.url";
import type { TopList, TopRow } from "./top-row";

/** Clicks from which no order at all is worth a look. */
export const DEAD_CLICKS = 50;

/** The rows that were clicked often and brought no order; a row whose orders are not known is not among them. */
export function withoutOrders<Row extends TopRow>(rows: readonly Row[]): readonly Row[] {
  return rows.filter(
    ({ figures: { clicks, orders } }) => orders === 0 && clicks !== null && clicks >= DEAD_CLICKS,
  );
}

/** A list's concentration, if it says something: it could be told, and the list has more rows than it speaks of. */
export function topShareOf(
  { rows, complete }: TopList,
  concentration: TopPerformers["data"]["concentration"]["products"],
  topCount: number,
): { readonly topShare: number; readonly isDominated: boolean } | null {
  if (concentration?.kind !== "concentration" || rows.length < topCount) return null;
  return complete && rows.length === topCount ? null : concentration;
}
