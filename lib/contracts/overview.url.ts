import type { Overview } from "./overview";
import type { LtkQuery } from "./query.url";
import { toSearch } from "./search.url";

export type { CreatorStatus, Overview } from "./overview";

/** Address of a creator's totals; also SWR's key. */
export function overviewUrl(slug: string, query: LtkQuery): string {
  return `/api/ltk/${slug}/overview?${toSearch(query)}`;
}

/** The data half of the answer. */
export type OverviewData = Overview["data"];
