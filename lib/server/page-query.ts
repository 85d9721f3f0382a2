import "server-only";
import { PAGE_DEFAULTS, type LtkQuery } from "@/lib/contracts/query.url";
import { COMPARISONS, INTERVALS } from "@/lib/core/range";

/** The search parameters of a page as Next hands them over. */
export type SearchParams = Readonly<Record<string, string | string[] | undefined>>;

function first(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value;
}

/**
 * Reads a page's state from its address. An unknown `compare` or `interval` falls back to the default, as links age
 * better than versions; `range` is judged by the route, which knows the creator's today.
 */
export function readPageQuery(search: SearchParams): LtkQuery {
  const compare = first(search["compare"]);
  const interval = first(search["interval"]);
  return {
    range: first(search["range"]) ?? PAGE_DEFAULTS.range,
    compare: COMPARISONS.find((value) => value === compare) ?? PAGE_DEFAULTS.compare,
    interval: INTERVALS.find((value) => value === interval) ?? PAGE_DEFAULTS.interval,
  };
}
