import "server-only";
import { oneOf } from "@/lib/contracts/query";
import {
  CHART_METRICS,
  type CreatorPageQuery,
  TOP_LISTS,
  TOP_VIEWS,
} from "@/lib/contracts/query.url";
import type { SearchParams } from "./page-access";

/** What the chart and the top lists of a page show, and what of its address was not valid. */
export interface PanelState extends Pick<CreatorPageQuery, "metric" | "top" | "all"> {
  /** A sentence or more for the page to show; `null`: everything was valid. */
  readonly problem: string | null;
}

/**
 * Reads `metric`, `top` and `all` of a page's address. Links age, so what is not valid falls back to the default, and `problem` names
 * the parameter and what is allowed; it never repeats the value.
 */
export function readPanelState(search: SearchParams): PanelState {
  const metric = oneOf("metric", first(search["metric"]), CHART_METRICS);
  const top = oneOf("top", first(search["top"]), TOP_VIEWS);
  const all = oneOf("all", first(search["all"]), TOP_LISTS);
  const problems = [metric, top, all].flatMap((read) => (read.ok ? [] : [read.error]));
  return {
    metric: metric.ok ? metric.value : "commissions",
    top: top.ok ? top.value : "commissions",
    all: all.ok ? all.value : "none",
    problem: problems.length === 0 ? null : problems.join(" "),
  };
}

function first(value: string | string[] | undefined): string | null {
  return [value].flat()[0] ?? null;
}
