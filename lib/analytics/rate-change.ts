/** How a rate differs from the compared period's; says why when it cannot be said. */
export type RateChange =
  | { readonly kind: "points"; readonly points: number }
  | { readonly kind: "none"; readonly reason: "no_current" | "no_previous" };

/**
 * Compares two rates. Units: fractions; `points` 0.01 is one percentage point. A rate's change is never given in per cent:
 * "conversion +50 %" may be 0.2 % becoming 0.3 %.
 */
export function rateChangeOf(current: number | null, previous: number | null): RateChange {
  if (current === null) return { kind: "none", reason: "no_current" };
  if (previous === null) return { kind: "none", reason: "no_previous" };
  return { kind: "points", points: current - previous };
}
