import "server-only";
import { oneOf } from "@/lib/contracts/query";
import {
  ROSTER_SHOWS,
  ROSTER_SORTS,
  type RosterPageQuery,
  SORT_DIRECTIONS,
  usualDirection,
} from "@/lib/contracts/query.url";
import type { SearchParams } from "./page-access";

/** How the creators' table is sorted and filtered, and what of its address was not valid. */
export interface RosterState extends Pick<RosterPageQuery, "sort" | "dir" | "show"> {
  /** Sentences for the page to show; `null`: everything was valid. */
  readonly problem: string | null;
}

/**
 * Reads `sort`, `dir` and `show` of the overview's address. Links age, so what is not valid falls back to the default, and
 * `problem` names the parameter and what is allowed; it never repeats the value.
 */
export function readRosterState(search: SearchParams): RosterState {
  const sort = oneOf("sort", first(search["sort"]), ROSTER_SORTS);
  const dir = oneOf("dir", first(search["dir"]), SORT_DIRECTIONS);
  const show = oneOf("show", first(search["show"]), ROSTER_SHOWS);
  const by = sort.ok ? sort.value : "commissions";
  const problems = [sort, dir, show].flatMap((read) => (read.ok ? [] : [read.error]));
  return {
    sort: by,
    dir: dir.ok && search["dir"] !== undefined ? dir.value : usualDirection(by),
    show: show.ok ? show.value : "all",
    problem: problems.length === 0 ? null : problems.join(" "),
  };
}

function first(value: string | string[] | undefined): string | null {
  return [value].flat()[0] ?? null;
}
