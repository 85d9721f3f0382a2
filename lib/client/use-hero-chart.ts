import { type HeroChart, heroChartUrl } from "@/lib/contracts/hero-chart.url";
import type { LtkQuery } from "@/lib/contracts/query.url";
import { fetchJson } from "./fetch-json";
import { type Answer, useAnswer } from "./use-answer";

function loadHeroChart(url: string): Promise<HeroChart> {
  return fetchJson(url, async (body) => {
    const contract = await import("@/lib/contracts/hero-chart");
    return contract.HeroChart.parse(body);
  });
}

/** A creator's daily series for a query. */
export function useHeroChart(
  slug: string,
  query: LtkQuery,
  initial: HeroChart | null,
): Answer<HeroChart> {
  return useAnswer(heroChartUrl(slug, query), loadHeroChart, initial);
}
