import { type Concentration, concentrationOf } from "@/lib/analytics/concentration";
import type { TopPerformers } from "@/lib/contracts/top-performers.url";
import { type Milli, toMilli } from "@/lib/core/money";
import type { TopList, TopRow } from "./top-row";

/** Clicks from which no order at all is worth a look. */
export const DEAD_CLICKS = 50;

/** The rows that were clicked often and brought no order; a row whose orders are not known is not among them. */
export function withoutOrders<Row extends TopRow>(rows: readonly Row[]): readonly Row[] {
  return rows.filter(
    ({ figures: { clicks, orders } }) => orders === 0 && clicks !== null && clicks >= DEAD_CLICKS,
  );
}

/**
 * How much of the commissions the largest `topCount` rows of a list bring; `null` when that says nothing: the list is cut
 * off and not sorted by commissions, the whole is not known, or the list has no more rows than that.
 */
export function topShareOf(
  { rows, complete }: TopList,
  { by, totals }: Pick<TopPerformers["data"], "by" | "totals">,
  topCount: number,
): Extract<Concentration, { kind: "concentration" }> | null {
  const whole = milliOf(totals?.commissions ?? null);
  if (complete ? rows.length <= topCount : by !== "commissions" || whole === undefined) return null;
  const sources = rows.map(({ figures: { commissions, orders } }) => ({
    commissions: milliOf(commissions),
    orders: orders ?? undefined,
  }));
  const found = complete
    ? concentrationOf(sources, topCount)
    : concentrationOf(sources, topCount, whole);
  return found.kind === "none" || rows.length < topCount ? null : found;
}

/** The API answers major units with at most three decimals. */
function milliOf(major: number | null): Milli | undefined {
  return major === null ? undefined : toMilli(Math.round(major * 1_000));
}
