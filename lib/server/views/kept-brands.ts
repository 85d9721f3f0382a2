import "server-only";
import { judgeFreshness } from "@/lib/analytics/freshness";
import type { DayRange } from "@/lib/core/range";
import type { TopBrand } from "@/lib/ltk/endpoints/top-performers-advertisers";
import type { Container } from "../container";
import type { CreatorContext } from "../creator-context";
import { ROWS_A_PAGE } from "./top-performers";

/** A creator's brands of a range by commissions. `isComplete`: there are no others. */
export interface KeptBrands {
  readonly rows: readonly TopBrand[];
  readonly isComplete: boolean;
}

/** The brands that did best, as far as a list of them happens to be kept and is not stale; LTK is never asked. */
export async function keptBrands(
  { reads, now }: Container,
  { slug, publisherIds, timezone }: CreatorContext,
  { from, to }: Pick<DayRange, "from" | "to">,
): Promise<KeptBrands | undefined> {
  const list = { slug, publisherIds, timezone, from, to, dimension: "commissions" } as const;
  const kept = await reads.topBrands.peek({ ...list, limit: ROWS_A_PAGE });
  // An older list lacks orders that the series has.
  if (kept === undefined || judgeFreshness(kept.storedAtMs, now(), false) === "stale") {
    return undefined;
  }
  return { rows: kept.value, isComplete: kept.value.length < ROWS_A_PAGE };
}
