import type { ExportView } from "./export-query";
import { type LtkQuery, toSearch } from "./query.url";

/** Address of a view as a CSV file. */
export function exportUrl(slug: string, view: ExportView, query: LtkQuery): string {
  return `/api/ltk/${slug}/export?view=${view}&${toSearch(query)}`;
}
