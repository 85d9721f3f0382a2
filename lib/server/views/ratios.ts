import "server-only";
import { DICTIONARY } from "@/lib/analytics/dictionary";
import { minimumSampleOf, type Ratio as Quotient, type RatioId } from "@/lib/analytics/ratio";
import type { Ratio } from "@/lib/contracts/ratio";

/** A ratio as the API answers it: amounts in major units, and the sample it takes when there is none. */
export function toRatio(id: RatioId, quotient: Quotient): Ratio {
  if (quotient.kind === "none") return { ...quotient, minimum: minimumSampleOf(id) };
  const { value } = quotient;
  return { kind: "ratio", value: DICTIONARY[id].unit === "money" ? value / 1_000 : value };
}
