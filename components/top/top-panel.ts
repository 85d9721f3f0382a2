import type { MetricId } from "@/lib/analytics/catalog";
import { formatPeriod } from "@/lib/analytics/format";
import type { CreatorPageQuery } from "@/lib/contracts/query.url";
import type { TopPerformers } from "@/lib/contracts/top-performers.url";
import { DAY_MS } from "@/lib/core/time";
import type { ListName } from "./top-words";

/** What the panel of one list needs to know besides its rows. */
export interface TopPanel {
  readonly list: ListName;
  readonly slug: string;
  readonly query: CreatorPageQuery;
  readonly by: MetricId;
  readonly totals: TopPerformers["data"]["totals"];
  /** How much the largest rows bring of all; products and brands have one. */
  readonly concentration: TopPerformers["data"]["concentration"]["products"];
  readonly meta: TopPerformers["meta"];
  readonly currency: string;
  /** The days shown, in words and as a number. */
  readonly period: string;
  readonly dayCount: number;
  /** The compared period's list is known. */
  readonly isCompared: boolean;
  /** Stale or blocked data loses its colour. */
  readonly isMuted: boolean;
  /** The server's clock, epoch milliseconds. */
  readonly nowMs: number;
}

interface TopPage {
  readonly slug: string;
  readonly query: CreatorPageQuery;
  readonly nowMs: number;
}

/** The panel of one list of an answer. */
export function topPanelOf(list: ListName, { data, meta }: TopPerformers, page: TopPage): TopPanel {
  const { range, compare, freshness, missing, currency } = meta;
  return {
    ...page,
    list,
    by: data.by,
    totals: data.totals,
    concentration: list === "posts" ? null : data.concentration[list],
    meta,
    currency,
    period: formatPeriod(range),
    dayCount: Math.round((Date.parse(range.to) - Date.parse(range.from)) / DAY_MS) + 1,
    isCompared: compare !== null && !missing.includes(`previous.${list}`),
    isMuted: freshness === "stale" || freshness === "blocked",
  };
}
