import type { MetricId } from "@/lib/analytics/catalog";
import type { CreatorPageQuery } from "@/lib/contracts/query.url";

/** One page of LTK's, which the sync has read already: the default view costs LTK no call. */
const FIRST_PAGE_ROWS = 10;
/** The most that the route reads of a list. */
export const MOST_ROWS = 50;

/** What the route is asked for a page's top lists. Products without orders are looked for among the most clicked. */
export function topQueryOf({ top, all }: Pick<CreatorPageQuery, "top" | "all">): {
  readonly by: MetricId;
  readonly limit: number;
} {
  if (top === "no-orders") return { by: "clicks", limit: MOST_ROWS };
  return { by: top, limit: all === "none" ? FIRST_PAGE_ROWS : MOST_ROWS };
}
