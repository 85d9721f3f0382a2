import type { Comparison, Interval } from "@/lib/core/range";

export { toSearch } from "./search.url";

/** The state of a creator's page that lives in the URL. `range` as in `lib/core/range.ts`; defaults are left out of URLs. */
export interface LtkQuery {
  readonly range: string;
  readonly compare: Comparison;
  readonly interval: Interval;
}

/** A page's query without what only that page has: it goes along to other pages. */
export function timeOf({ range, compare, interval }: LtkQuery): LtkQuery {
  return { range, compare, interval };
}

/** What the top lists of a creator's page show: what LTK sorts them by, or products whose clicks brought no order. */
export const TOP_VIEWS = ["commissions", "orders", "clicks", "no-orders"] as const;
export type TopView = (typeof TOP_VIEWS)[number];

/** Which top list is read beyond LTK's first page and shown in full. */
export const TOP_LISTS = ["none", "products", "brands", "posts"] as const;
export type TopListName = (typeof TOP_LISTS)[number];

/** What the hero chart draws: one metric, or all three above each other. */
export const CHART_METRICS = ["commissions", "orders", "clicks", "all"] as const;
export type ChartMetric = (typeof CHART_METRICS)[number];

/** The state of a creator's page: beside the query that of its chart and its top lists, which no API address has. */
export interface CreatorPageQuery extends LtkQuery {
  readonly metric: ChartMetric;
  readonly top: TopView;
  readonly all: TopListName;
}

/** What the creators' table may be sorted by, and which rows it shows. */
export const ROSTER_SORTS = ["commissions", "change", "pace", "epc", "name"] as const;
export type RosterSort = (typeof ROSTER_SORTS)[number];
export const SORT_DIRECTIONS = ["desc", "asc"] as const;
export type SortDirection = (typeof SORT_DIRECTIONS)[number];
export const ROSTER_SHOWS = ["all", "attention", "rising", "falling"] as const;
export type RosterShow = (typeof ROSTER_SHOWS)[number];

/** The state of the overview: beside the query that of its chart and its table, which no API address has. */
export interface RosterPageQuery extends LtkQuery {
  readonly metric: ChartMetric;
  readonly sort: RosterSort;
  readonly dir: SortDirection;
  readonly show: RosterShow;
}

/** The way a table is sorted at first: names from A, figures from the largest. */
export function usualDirection(sort: RosterSort): SortDirection {
  return sort === "name" ? "asc" : "desc";
}

/** What a URL without parameters means for pages; the API's own default compares with nothing. */
export const PAGE_DEFAULTS: LtkQuery = { range: "28d", compare: "prev", interval: "day" };

/** The state that only one of the pages has. */
type PageState = Partial<
  Pick<CreatorPageQuery, "metric" | "top" | "all"> & Pick<RosterPageQuery, "sort" | "dir" | "show">
>;

/** A page's path with only what differs from the defaults. */
export function pageHref(path: string, query: LtkQuery & PageState): string {
  const { metric = "commissions", top = "commissions", all = "none" } = query;
  const { sort = "commissions", show = "all" } = query;
  const { dir = usualDirection(sort) } = query;
  const written = [
    ["range", query.range, PAGE_DEFAULTS.range],
    ["compare", query.compare, PAGE_DEFAULTS.compare],
    ["interval", query.interval, PAGE_DEFAULTS.interval],
    ["metric", metric, "commissions"],
    ["top", top, "commissions"],
    ["all", all, "none"],
    ["sort", sort, "commissions"],
    ["dir", dir, usualDirection(sort)],
    ["show", show, "all"],
  ] as const;
  const search = new URLSearchParams(
    written.flatMap(([name, value, usual]) => (value === usual ? [] : [[name, value]])),
  ).toString();
  return search === "" ? path : `${path}?${search}`;
}
