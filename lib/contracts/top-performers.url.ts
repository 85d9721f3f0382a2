import type { MetricId } from "@/lib/analytics/catalog";
import { type LtkQuery, toSearch } from "./query.url";

/** Address of a creator's best products, posts and brands. */
export function topPerformersUrl(
  slug: string,
  query: LtkQuery,
  { by, limit }: { readonly by: MetricId; readonly limit: number },
): string {
  return `/api/ltk/${slug}/top-performers?${toSearch(query)}&by=${by}&limit=${limit}`;
}
