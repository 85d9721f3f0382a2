import { type Overview, overviewUrl } from "@/lib/contracts/overview.url";
import type { LtkQuery } from "@/lib/contracts/query.url";
import { fetchJson } from "./fetch-json";
import { type Answer, useAnswer } from "./use-answer";

function loadOverview(url: string): Promise<Overview> {
  return fetchJson(url, async (body) => {
    const contract = await import("@/lib/contracts/overview");
    return contract.Overview.parse(body);
  });
}

/** A creator's totals for a query. */
export function useOverview(
  slug: string,
  query: LtkQuery,
  initial: Overview | null,
): Answer<Overview> {
  return useAnswer(overviewUrl(slug, query), loadOverview, initial);
}
