import "server-only";
import { changeOf } from "@/lib/analytics/change";
import type { Totals } from "@/lib/analytics/totals";
import type { MetricChanges, Metrics } from "@/lib/contracts/metrics";
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

/** The change of each metric, the same on every page. */
export function changesOf(current: Metrics, previous: Metrics): MetricChanges {
  return {
    clicks: changeOf(current.clicks, previous.clicks),
    orders: changeOf(current.orders, previous.orders),
    itemsSold: changeOf(current.itemsSold, previous.itemsSold),
    commissions: changeOf(current.commissions, previous.commissions),
  };
}
