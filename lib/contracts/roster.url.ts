import type { LtkQuery } from "./query.url";

/** Address of the roster. */
export function rosterUrl({ range, compare }: Pick<LtkQuery, "range" | "compare">): string {
  return `/api/roster?${new URLSearchParams({ range, compare })}`;
}
