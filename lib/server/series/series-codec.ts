import "server-only";
import type { DayMetrics } from "@/lib/analytics/series";
import { toMilli } from "@/lib/core/money";
import { createDayCodec } from "./day-codec";

/** The stored form of creators' daily series: a year of a busy creator takes about 20 kB. */
export const SERIES_CODEC = createDayCodec<DayMetrics>({
  toCells: ({ clicks, orders, itemsSold: items, commissions }) => ({
    clicks,
    orders,
    items,
    commissions,
  }),
  fromCells({ clicks, orders, items: itemsSold, commissions: money }) {
    const commissions = money === undefined ? undefined : toMilli(money);
    const metrics: DayMetrics = { clicks, orders, itemsSold, commissions };
    return Object.values(metrics).every((value) => value === undefined) ? undefined : metrics;
  },
});
