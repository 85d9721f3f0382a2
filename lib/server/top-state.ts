import "server-only";
import { oneOf } from "@/lib/contracts/query";
import { type CreatorPageQuery, TOP_LISTS, TOP_VIEWS } from "@/lib/contracts/query.url";
import type { SearchParams } from "./page-access";

/** What the top lists of a page show, and what of its address was not valid. */
export interface TopState extends Pick<CreatorPageQuery, "top" | "all"> {
  /** One or two sentences for the page to show; `null`: everything was valid. */
  readonly problem: string | null;
}

/**
 * Reads `top` and `all` of a page's address. Links age, so what is not valid falls back to the default, and `problem` names
 * the parameter and what is allowed; it never repeats the value.
 */
export function readTopState(search: SearchParams): TopState {
  const top = oneOf("top", first(search["top"]), TOP_VIEWS);
  const all = oneOf("all", first(search["all"]), TOP_LISTS);
  const problems = [top, all].flatMap((read) => (read.ok ? [] : [read.error]));
  return {
    top: top.ok ? top.value : "commissions",
    all: all.ok ? all.value : "none",
    problem: problems.length === 0 ? null : problems.join(" "),
  };
}

function first(value: string | string[] | undefined): string | null {
  return [value].flat()[0] ?? null;
}
