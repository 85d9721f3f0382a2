import { type LtkQuery, toSearch } from "./query.url";

export type { Engagement } from "./engagement";

/** Address of a creator's engagement. */
export function engagementUrl(slug: string, query: LtkQuery): string {
  return `/api/ltk/${slug}/engagement?${toSearch(query)}`;
}
