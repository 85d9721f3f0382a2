import type { HeroChart } from "./hero-chart";
import type { LtkQuery } from "./query.url";
import { toSearch } from "./search.url";

export type { ComparedPoint, HeroChart, HeroChartPoint } from "./hero-chart";

/** Address of a creator's daily series; also SWR's key. */
export function heroChartUrl(slug: string, query: LtkQuery): string {
  return `/api/ltk/${slug}/hero-chart?${toSearch(query)}`;
}

/** The data half of the answer. */
export type HeroChartData = HeroChart["data"];
