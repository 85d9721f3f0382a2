import type { LtkQuery, RosterPageQuery } from "./query.url";
import type { Roster } from "./roster";

export type { Roster } from "./roster";

/** One creator's row. */
export type RosterRow = Roster["data"]["rows"][number];

/** The sums of one currency. */
export type RosterTotal = Roster["data"]["totals"]["commissions"][number];

/** Address of the roster. */
export function rosterUrl({ range, compare }: Pick<LtkQuery, "range" | "compare">): string {
  return `/api/roster?${new URLSearchParams({ range, compare })}`;
}

/** Address of the creators' table as a CSV file, as the page shows it. */
export function rosterFileUrl(
  query: Pick<RosterPageQuery, "range" | "compare" | "sort" | "dir" | "show">,
): string {
  const { range, compare, sort, dir, show } = query;
  return `/api/roster/export?${new URLSearchParams({ range, compare, sort, dir, show })}`;
}
