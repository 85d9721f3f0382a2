import type { MetricId } from "./catalog";
import { type Change, changeOf } from "./change";

type Values = Readonly<Record<MetricId, number | null>>;

/** Bases under these counts give no percentage: a handful of orders doubles by chance. */
const MINIMUM_BASE = { clicks: 100, orders: 10, itemsSold: 10 } as const;

/**
 * The change of each metric. Counts need a base large enough for a percentage; commissions need the orders they came from
 * to be enough, because an amount alone does not tell how many people it stands for. Without known orders the amount
 * decides.
 */
export function metricChanges(current: Values, previous: Values): Record<MetricId, Change> {
  const commissions = changeOf(current.commissions, previous.commissions);
  const isFewOrders = previous.orders !== null && previous.orders < MINIMUM_BASE.orders;
  return {
    clicks: changeOf(current.clicks, previous.clicks, MINIMUM_BASE.clicks),
    orders: changeOf(current.orders, previous.orders, MINIMUM_BASE.orders),
    itemsSold: changeOf(current.itemsSold, previous.itemsSold, MINIMUM_BASE.itemsSold),
    commissions:
      commissions.kind === "relative" && isFewOrders
        ? { kind: "absolute", difference: commissions.difference }
        : commissions,
  };
}
