import "server-only";
import { oneOf } from "@/lib/contracts/query";
import {
  CHART_METRICS,
  ROSTER_SHOWS,
  ROSTER_SORTS,
  type RosterPageQuery,
  SORT_DIRECTIONS,
  usualDirection,
} from "@/lib/contracts/query.url";
import type { SearchParams } from "./page-access";

/** What the chart draws, how the creators' table is sorted and filtered, and what of its address was not valid. */
export interface RosterState extends Pick<RosterPageQuery, "metric" | "sort" | "dir" | "show"> {
  /** Sentences for the page to show; `null`: everything was valid. */
  readonly problem: string | null;
}

/**
 * Reads `metric`, `sort`, `dir` and `show` of the overview's address. Links age, so what is not valid falls back to the default, and
 * `problem` names the parameter and what is allowed; it never repeats the value.
 */
export function readRosterState(search: SearchParams): RosterState {
  const metric = oneOf("metric", first(search["metric"]), CHART_METRICS);
  const sort = oneOf("sort", first(search["sort"]), ROSTER_SORTS);
  const dir = oneOf("dir", first(search["dir"]), SORT_DIRECTIONS);
  const show = oneOf("show", first(search["show"]), ROSTER_SHOWS);
  const by = sort.ok ? sort.value : "commissions";
  const problems = [metric, sort, dir, show].flatMap((read) => (read.ok ? [] : [read.error]));
  return {
    metric: metric.ok ? metric.value : "commissions",
    sort: by,
    dir: dir.ok && search["dir"] !== undefined ? dir.value : usualDirection(by),
    show: show.ok ? show.value : "all",
    problem: problems.length === 0 ? null : problems.join(" "),
  };
}

function first(value: string | string[] | undefined): string | null {
  return [value].flat()[0] ?? null;
}
