import type { Comparison, Interval } from "@/lib/core/range";

/** The state of a creator's page that lives in the URL. `range` as in `lib/core/range.ts`; defaults are left out of URLs. */
export interface LtkQuery {
  readonly range: string;
  readonly compare: Comparison;
  readonly interval: Interval;
}

/** What the top lists of a creator's page show: what LTK sorts them by, or products whose clicks brought no order. */
export const TOP_VIEWS = ["commissions", "orders", "clicks", "no-orders"] as const;
export type TopView = (typeof TOP_VIEWS)[number];

/** Which top list is read beyond LTK's first page and shown in full. */
export const TOP_LISTS = ["none", "products", "brands", "posts"] as const;
export type TopListName = (typeof TOP_LISTS)[number];

/** The state of a creator's page: beside the query that of its top lists, which no API address has. */
export interface CreatorPageQuery extends LtkQuery {
  readonly top: TopView;
  readonly all: TopListName;
}

/** What a URL without parameters means for pages; the API's own default compares with nothing. */
export const PAGE_DEFAULTS: LtkQuery = { range: "28d", compare: "prev", interval: "day" };

/** Writes a query string with every parameter, in one order, so that equal queries are equal keys. */
export function toSearch(query: LtkQuery): string {
  return new URLSearchParams({
    range: query.range,
    compare: query.compare,
    interval: query.interval,
  }).toString();
}

/** A page's path with only what differs from the defaults. */
export function pageHref(
  path: string,
  query: LtkQuery & Partial<Pick<CreatorPageQuery, "top" | "all">>,
): string {
  const search = new URLSearchParams();
  if (query.range !== PAGE_DEFAULTS.range) search.set("range", query.range);
  if (query.compare !== PAGE_DEFAULTS.compare) search.set("compare", query.compare);
  if (query.interval !== PAGE_DEFAULTS.interval) search.set("interval", query.interval);
  const { top = "commissions", all = "none" } = query;
  if (top !== "commissions") search.set("top", top);
  if (all !== "none") search.set("all", all);
  const text = search.toString();
  return text === "" ? path : `${path}?${text}`;
}
