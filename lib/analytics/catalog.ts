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

/** The metrics by name, as far as every page needs them; all else there is to say of them is in `dictionary.ts`. */
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

/** What followers do besides buying, in the order pages show it. */
export const ENGAGEMENT_IDS = [
  "newFollowers",
  "postImpressions",
  "profileVisits",
  "postVisits",
  "videoViews",
] as const;
export type EngagementId = (typeof ENGAGEMENT_IDS)[number];

/** The engagement counts by name. */
export const ENGAGEMENT: Readonly<
  Record<
    EngagementId,
    { readonly id: EngagementId; readonly label: string; readonly definition: string }
  >
> = {
  newFollowers: {
    id: "newFollowers",
    label: "New followers",
    definition: "Who began to follow in the period; LTK tells no total.",
  },
  postImpressions: {
    id: "postImpressions",
    label: "Post impressions",
    definition: "How often posts were shown; not visits and not clicks.",
  },
  profileVisits: {
    id: "profileVisits",
    label: "Profile visits",
    definition: "How often the creator's profile was opened.",
  },
  postVisits: {
    id: "postVisits",
    label: "Post visits",
    definition: "How often single posts were opened.",
  },
  videoViews: {
    id: "videoViews",
    label: "Video views",
    definition: "How often videos were played.",
  },
};
