import "server-only";
import type { Totals } from "@/lib/analytics/totals";
import type { Metrics } from "@/lib/contracts/metrics";
import { milliToMajor } from "@/lib/core/money";

/** Totals as the API answers them: major units, and `null` for what is not known. */
export function toMetrics(totals: Totals): Metrics {
  return {
    clicks: totals.clicks ?? null,
    orders: totals.orders ?? null,
    itemsSold: totals.itemsSold ?? null,
    commissions: totals.commissions === undefined ? null : milliToMajor(totals.commissions),
  };
}
