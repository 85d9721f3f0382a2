import "server-only";
import { clicklessParts } from "@/lib/analytics/clickless-part";
import type { ParsedQuery } from "@/lib/contracts/query";
import { countDays } from "@/lib/core/time";
import type { Container } from "../container";
import type { CreatorContext } from "../creator-context";
import { keptBrands } from "./kept-brands";

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
