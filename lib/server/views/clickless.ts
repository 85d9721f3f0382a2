import "server-only";
import { clicklessParts, type SourceList } from "@/lib/analytics/clickless-part";
import { judgeFreshness } from "@/lib/analytics/freshness";
import type { ParsedQuery } from "@/lib/contracts/query";
import type { DayRange } from "@/lib/core/range";
import { countDays } from "@/lib/core/time";
import type { Container } from "../container";
import type { CreatorContext } from "../creator-context";
import { ROWS_A_PAGE } from "./top-performers";

/**
 * What sources without clicks brought in both periods, as far as lists of brands that happen to be kept tell; LTK is never
 * asked. `undefined`: it is not known, or the periods are not compared whole, as the lists are.
 */
export async function knownClickless(
  container: Container,
  creator: CreatorContext,
  { range, compare }: Pick<ParsedQuery, "range" | "compare">,
): Promise<ReturnType<typeof clicklessParts>> {
  if (compare === null || range.isPartial) return undefined;
  if (countDays(range.from, range.to) !== countDays(compare.from, compare.to)) return undefined;
  const current = await keptBrands(container, creator, range);
  const previous = current && (await keptBrands(container, creator, compare));
  return current && previous && clicklessParts(current, previous);
}

async function keptBrands(
  { reads, now }: Container,
  { slug, publisherIds, timezone }: CreatorContext,
  { from, to }: DayRange,
): Promise<SourceList | undefined> {
  const list = { slug, publisherIds, timezone, from, to, dimension: "commissions" } as const;
  const kept = await reads.topBrands.peek({ ...list, limit: ROWS_A_PAGE });
  // An older list lacks orders that the series has.
  if (kept === undefined || judgeFreshness(kept.storedAtMs, now(), false) === "stale") {
    return undefined;
  }
  return { rows: kept.value, isComplete: kept.value.length < ROWS_A_PAGE };
}
