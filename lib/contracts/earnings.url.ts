import { type LtkQuery, toSearch } from "./query.url";

export type { Earnings } from "./earnings";

/** Address of a creator's balances and a period's earnings. */
export function earningsUrl(slug: string, query: LtkQuery): string {
  return `/api/ltk/${slug}/earnings?${toSearch(query)}`;
}
