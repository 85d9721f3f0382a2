import type { MetricId } from "@/lib/analytics/catalog";
import { exportUrl } from "./export.url";
import type { LtkQuery } from "./query.url";
import { toSearch } from "./query.url";

export type { TopPerformers } from "./top-performers";

/** What the lists are sorted by, and how many rows each may have. */
interface TopQuery {
  readonly by: MetricId;
  readonly limit: number;
}

/** Address of a creator's best products, posts and brands. */
export function topPerformersUrl(slug: string, query: LtkQuery, { by, limit }: TopQuery): string {
  return `/api/ltk/${slug}/top-performers?${toSearch(query)}&by=${by}&limit=${limit}`;
}

/** Address of the same lists as a CSV file. */
export function topPerformersFileUrl(
  slug: string,
  query: LtkQuery,
  { by, limit }: TopQuery,
): string {
  return `${exportUrl(slug, "top-performers", query)}&by=${by}&limit=${limit}`;
}
