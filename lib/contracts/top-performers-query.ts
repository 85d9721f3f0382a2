import { METRIC_IDS, type MetricId } from "@/lib/analytics/catalog";
import { ok, type Result } from "@/lib/core/result";
import { countUpTo, oneOf, type ParsedQuery, parseQuery } from "./query";

/** Rows a list holds when no `limit` is given: one page of LTK's. */
const DEFAULT_ROWS = 10;
/** Ten rows are a call, and there are three lists. */
const MAX_ROWS = 50;

/** The query of the top lists: what they are sorted by, and how many rows each may have. */
export interface TopPerformersQuery extends ParsedQuery {
  readonly by: MetricId;
  readonly limit: number;
}

/**
 * Reads the common query, `by` and `limit`; `others` may stand beside them. Errors: a sentence that names the parameter and
 * what is allowed.
 */
export function parseTopPerformersQuery(
  search: URLSearchParams,
  creator: Parameters<typeof parseQuery>[1],
  others: readonly string[] = [],
): Result<TopPerformersQuery, string> {
  const query = parseQuery(search, creator, ["by", "limit", ...others]);
  if (!query.ok) return query;
  const by = oneOf<MetricId>("by", search.get("by"), METRIC_IDS);
  if (!by.ok) return by;
  const limit = countUpTo("limit", search.get("limit"), { max: MAX_ROWS, fallback: DEFAULT_ROWS });
  if (!limit.ok) return limit;
  return ok({ ...query.value, by: by.value, limit: limit.value });
}
