import { type LtkQuery, toSearch } from "./query.url";

/** Address of a page of a creator's ledger; `cursor` is the `nextCursor` of the page before. */
export function itemsSoldUrl(
  slug: string,
  query: LtkQuery,
  page: { readonly limit: number; readonly cursor?: string },
): string {
  const cursor = page.cursor === undefined ? "" : `&cursor=${encodeURIComponent(page.cursor)}`;
  return `/api/ltk/${slug}/items-sold?${toSearch(query)}&limit=${page.limit}${cursor}`;
}
