import { ENGAGEMENT, type EngagementId, METRICS, type MetricId } from "./catalog";
import type { RatioId } from "./ratio";

/** Balances of the account, as they stand at a moment. */
type BalanceId = "open" | "due" | "paidLifetime";
/** Rates that LTK works out. */
type LtkRateId = "orderConversion" | "itemsSoldConversion";
/** Sums of the ledger of single sales and returns. */
type LedgerId = "grossCommissions" | "returns";
/** What is worked out from a list of creators, products or brands. */
type ListId =
  | "concentration"
  | "hhi"
  | "clicksWithoutOrders"
  | "clickless"
  | "contribution"
  | "mix"
  | "coverage";
/** How the running month goes, and how the past has moved. */
type TimeId = "forecast" | "pace" | "revised";
/** What people ask for and nobody can tell them. */
type AbsentId = "sales" | "aov" | "effectiveRate" | "managerFee";

/** Every figure the product names. */
export type FigureId =
  | MetricId
  | EngagementId
  | BalanceId
  | LtkRateId
  | LedgerId
  | RatioId
  | "maturedEpc"
  | TimeId
  | ListId
  | AbsentId;

/**
 * How the figure of a longer period or of several creators comes about.
 *
 * `sum`            days and creators add up, money in one currency only
 * `window sum`     LTK adds it up for the window asked for; its days are not known
 * `ratio of sums`  both terms add up, then one division; never a mean of ratios
 * `moment`         stands at a moment; never added to a period's figures
 * `as given`       LTK's own number for one window; never added, averaged or worked out again
 * `from a list`    worked out from the whole list anew
 * `estimate`       what is expected; never added, and in no total
 * `not available`  what it needs is not known; always "—"
 */
type Aggregation =
  | "sum"
  | "window sum"
  | "ratio of sums"
  | "moment"
  | "as given"
  | "from a list"
  | "estimate"
  | "not available";

/** What a reader may ask about a figure. */
export interface Figure {
  readonly label: string;
  /** `fraction` is shown as per cent, `number` as it is. */
  readonly unit: "money" | "count" | "fraction" | "number";
  readonly aggregation: Aggregation;
  /** The endpoint of LTK that its terms come from. */
  readonly source: string;
  readonly definition: string;
  /** What it must not be taken for. */
  readonly caveat: string;
}

const SERIES = { aggregation: "sum", source: "hero_chart" } as const;
const WINDOW = { unit: "count", aggregation: "window sum", source: "performance_stats" } as const;
const BALANCE = { unit: "money", aggregation: "moment", source: "commissions_summary" } as const;
const RATE = { unit: "fraction", aggregation: "as given", source: "performance_summary" } as const;
const ABSENT = { aggregation: "not available", source: "none" } as const;

/**
 * The whole list of figures with all there is to say about each; docs/metrics.md mirrors it and a test compares them. What
 * the browser loads at first is in `catalog.ts`.
 */
export const DICTIONARY: Readonly<Record<FigureId, Figure>> = {
  commissions: {
    ...METRICS.commissions,
    ...SERIES,
    caveat: "Not the open balance. Returns booked later can make a day negative.",
  },
  orders: {
    ...METRICS.orders,
    ...SERIES,
    caveat: "Arrive up to a week late, also on days without clicks; recent days still grow.",
  },
  clicks: {
    ...METRICS.clicks,
    ...SERIES,
    caveat: "Some sources sell without counted clicks.",
  },
  itemsSold: {
    ...METRICS.itemsSold,
    ...SERIES,
    caveat: "Not units kept: returns come later.",
  },
  newFollowers: { ...ENGAGEMENT.newFollowers, ...WINDOW, caveat: "Not the number of followers." },
  postImpressions: {
    ...ENGAGEMENT.postImpressions,
    ...WINDOW,
    caveat: "One person may see a post many times.",
  },
  profileVisits: {
    ...ENGAGEMENT.profileVisits,
    ...WINDOW,
    caveat: "Together with post visits, all visits.",
  },
  postVisits: { ...ENGAGEMENT.postVisits, ...WINDOW, caveat: "What LTK itself calls visits." },
  videoViews: { ...ENGAGEMENT.videoViews, ...WINDOW, caveat: "Not part of visits." },
  open: {
    ...BALANCE,
    label: "Open",
    definition: "Earned and not yet closed by the retailers.",
    caveat: "Lifetime, whatever the date range; may still be returned.",
  },
  due: {
    ...BALANCE,
    label: "Due",
    definition: "Closed; waits for the next payout.",
    caveat: "Not what the selected period earned.",
  },
  paidLifetime: {
    ...BALANCE,
    label: "Paid, lifetime",
    definition: "Paid out since the account began.",
    caveat: "Not what the selected period was paid.",
  },
  orderConversion: {
    ...RATE,
    label: "Conversion, by LTK",
    definition: "Orders per click as LTK works it out.",
    caveat: "LTK's click base is smaller than Clicks, so it is more than orders / clicks.",
  },
  itemsSoldConversion: {
    ...RATE,
    label: "Item conversion, by LTK",
    definition: "Items per click as LTK works it out.",
    caveat: "On the same smaller click base; may exceed 100 %.",
  },
  grossCommissions: {
    label: "Gross commissions",
    unit: "money",
    aggregation: "sum",
    source: "items_sold",
    definition: "Commissions before returns; the base of LTK's rank.",
    caveat: "Payments and unknown kinds of ledger rows are not counted.",
  },
  returns: {
    label: "Returns",
    unit: "money",
    aggregation: "sum",
    source: "items_sold",
    definition: "Commissions that returns took back, positive.",
    caveat: "Counted on the day they are booked, not on the day of the order.",
  },
  epc: {
    label: "Earnings per click",
    unit: "money",
    aggregation: "ratio of sums",
    source: "hero_chart",
    definition: "Net commissions / clicks; also shown per 100 clicks.",
    caveat:
      "From 100 clicks and 7 days on; sources without clicks are in it, because days do not tell them apart.",
  },
  ordersPerClick: {
    label: "Orders per click",
    unit: "fraction",
    aggregation: "ratio of sums",
    source: "hero_chart",
    definition: "Orders / clicks, our own ratio.",
    caveat: "From 100 clicks and 7 days on; not LTK's conversion, and may exceed 100 %.",
  },
  itemsPerOrder: {
    label: "Items per order",
    unit: "number",
    aggregation: "ratio of sums",
    source: "hero_chart",
    definition: "Items sold / orders.",
    caveat: "From 10 orders on; may be below 1 when a source reports no items.",
  },
  commissionPerOrder: {
    label: "Commission per order",
    unit: "money",
    aggregation: "ratio of sums",
    source: "hero_chart",
    definition: "Net commissions / orders.",
    caveat: "From 10 orders on; not the order's value, which LTK does not tell.",
  },
  returnRate: {
    label: "Return rate",
    unit: "fraction",
    aggregation: "ratio of sums",
    source: "items_sold",
    definition: "Returns / gross commissions, on days at least 60 days old.",
    caveat:
      "From 10 items on; LTK links no return to its order, so both count where they are booked.",
  },
  rpm: {
    label: "Earnings per 1,000 impressions",
    unit: "money",
    aggregation: "ratio of sums",
    source: "performance_stats",
    definition: "Net commissions / post impressions × 1,000.",
    caveat: "From 1,000 impressions on; impressions come before the orders they lead to.",
  },
  clickThrough: {
    label: "Click-through",
    unit: "fraction",
    aggregation: "ratio of sums",
    source: "performance_stats",
    definition: "Clicks / (profile visits + post visits).",
    caveat: "From 100 visits on; clicks outside LTK's app count too, so it may exceed 100 %.",
  },
  commissionPerPost: {
    label: "Commission per post",
    unit: "money",
    aggregation: "ratio of sums",
    source: "posts feed",
    definition: "Net commissions / posts published in the period.",
    caveat: "Not attribution: older posts earn too.",
  },
  maturedEpc: {
    label: "Matured earnings per click",
    unit: "money",
    aggregation: "ratio of sums",
    source: "hero_chart",
    definition: "Earnings per click of the days 60 to 150 days old.",
    caveat:
      "From 28 known days on; fair for comparing, because late orders and returns are in; not the present.",
  },
  forecast: {
    label: "Forecast of the month",
    unit: "money",
    aggregation: "estimate",
    source: "hero_chart",
    definition: "What the commissions of the running month are expected to come to.",
    caveat:
      "From 28 complete days on; rough where the band is wider than 40 % to a side, or there is none.",
  },
  pace: {
    label: "Pace against the month before",
    unit: "fraction",
    aggregation: "ratio of sums",
    source: "hero_chart",
    definition:
      "Commissions of the month's days that are over / those of the same dates of the month before.",
    caveat:
      "From 10 orders on; no goal is set, weekdays differ, and this month's last days still fill up.",
  },
  revised: {
    label: "Revision",
    unit: "money",
    aggregation: "sum",
    source: "hero_chart",
    definition: "Commissions (and orders) now - when their days were first seen complete.",
    caveat: "Days read long after their end were first seen late, so that theirs is too small.",
  },
  concentration: {
    label: "Concentration",
    unit: "fraction",
    aggregation: "from a list",
    source: "top_performers",
    definition: "Share of commissions earned by the top 10 products or the top 5 brands.",
    caveat: "From 10 orders on; above 50 % from one brand is marked as a risk.",
  },
  hhi: {
    label: "Concentration index (HHI)",
    unit: "number",
    aggregation: "from a list",
    source: "top_performers",
    definition: "Sum of the squared shares: 1 is a single source, 1/n are n equal ones.",
    caveat: "A lower bound when LTK's list is cut off.",
  },
  clicksWithoutOrders: {
    label: "Clicks without orders",
    unit: "count",
    aggregation: "from a list",
    source: "top_performers",
    definition: "Clicks of the listed products, posts or brands that brought no order.",
    caveat: "Of the rows listed alone; orders may still arrive for a week.",
  },
  clickless: {
    label: "Commissions without clicks",
    unit: "money",
    aggregation: "from a list",
    source: "top_performers",
    definition: "What brands earned without a counted click; an effect of its own in a change.",
    caveat: "Left out unless a recent list of each whole period is at hand.",
  },
  contribution: {
    label: "Contribution",
    unit: "fraction",
    aggregation: "from a list",
    source: "hero_chart",
    definition: "A creator's change / the roster's change.",
    caveat: "May exceed 100 % or be negative; left out when rises and falls all but cancel.",
  },
  mix: {
    label: "Mix effect",
    unit: "money",
    aggregation: "from a list",
    source: "hero_chart",
    definition:
      "What of a change of the roster's earnings per click came of clicks moving between creators.",
    caveat: "Told where it is a quarter of the movement or more; each currency for itself.",
  },
  coverage: {
    label: "Coverage",
    unit: "fraction",
    aggregation: "from a list",
    source: "hero_chart",
    definition: "Creators with fresh figures / creators in scope.",
    caveat: "Stale figures are in the sums and named; unknown ones are not in them.",
  },
  sales: {
    ...ABSENT,
    label: "Sales",
    unit: "money",
    definition: "Value of the goods sold.",
    caveat: "LTK sends no order values.",
  },
  aov: {
    ...ABSENT,
    label: "Average order value",
    unit: "money",
    definition: "Net sales / orders.",
    caveat: "LTK sends no order values; see commission per order.",
  },
  effectiveRate: {
    ...ABSENT,
    label: "Effective rate",
    unit: "fraction",
    definition: "Net commissions / net sales.",
    caveat: "LTK sends no order values.",
  },
  managerFee: {
    ...ABSENT,
    label: "Manager fee",
    unit: "money",
    definition: "Fee rate × net commissions closed or paid.",
    caveat: "No fee rates are kept.",
  },
};
