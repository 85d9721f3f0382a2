import type { Day } from "@/lib/core/brand";
import { ok, type Result } from "@/lib/core/result";
import { oneOf } from "./query";
import {
  ROSTER_SHOWS,
  ROSTER_SORTS,
  type RosterPageQuery,
  SORT_DIRECTIONS,
  usualDirection,
} from "./query.url";
import { parseRosterQuery, type RosterQuery } from "./roster-query";

/** The query of the roster as a file: beside the days, how its rows are sorted and which of them it has. */
export interface RosterExportQuery extends Pick<RosterPageQuery, "sort" | "dir" | "show"> {
  readonly roster: RosterQuery;
}

/** Reads the roster's query with `sort`, `dir` and `show`. Errors: a sentence that names the parameter and what is allowed. */
export function parseRosterExportQuery(
  search: URLSearchParams,
  today: Day,
): Result<RosterExportQuery, string> {
  const roster = parseRosterQuery(search, today, ["sort", "dir", "show"]);
  if (!roster.ok) return roster;
  const sort = oneOf("sort", search.get("sort"), ROSTER_SORTS);
  if (!sort.ok) return sort;
  const usual = usualDirection(sort.value);
  const dir = oneOf("dir", search.get("dir") ?? usual, SORT_DIRECTIONS);
  if (!dir.ok) return dir;
  const show = oneOf("show", search.get("show"), ROSTER_SHOWS);
  if (!show.ok) return show;
  return ok({ roster: roster.value, sort: sort.value, dir: dir.value, show: show.value });
}
