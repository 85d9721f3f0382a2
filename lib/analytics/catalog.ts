/** The metrics of the daily series, in the order pages show them. */
export const METRIC_IDS = ["commissions", "orders", "clicks", "itemsSold"] as const;
export type MetricId = (typeof METRIC_IDS)[number];

/** What a page needs to know of a metric: its name, its unit, and the sentence behind the name. */
export interface Metric {
  readonly id: MetricId;
  readonly label: string;
  readonly unit: "money" | "count";
  readonly definition: string;
}

/** The one list of metrics; docs/metrics.md mirrors it and a test compares them. */
export const METRICS: Readonly<Record<MetricId, Metric>> = {
  commissions: {
    id: "commissions",
    label: "Commissions, net",
    unit: "money",
    definition: "Earned in the period, after the returns known so far.",
  },
  orders: {
    id: "orders",
    label: "Orders",
    unit: "count",
    definition: "Orders that retailers attributed to the creator's links.",
  },
  clicks: {
    id: "clicks",
    label: "Clicks",
    unit: "count",
    definition: "Product clicks out to retailers; not visits and not impressions.",
  },
  itemsSold: {
    id: "itemsSold",
    label: "Items sold",
    unit: "count",
    definition: "Single items in those orders; may be below orders when a source reports no items.",
  },
};
