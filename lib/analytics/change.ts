/** How a value differs from the period it is compared with; says why when it cannot be said. */
export type Change =
  | { readonly kind: "relative"; readonly difference: number; readonly fraction: number }
  | { readonly kind: "absolute"; readonly difference: number }
  | { readonly kind: "none"; readonly reason: "no_current" | "no_previous" };

/**
 * Compares two values of one unit. From a base of zero or below, or under `minimumBase`, a percentage would mislead: then
 * only the difference.
 */
export function changeOf(current: number | null, previous: number | null, minimumBase = 0): Change {
  if (current === null) return { kind: "none", reason: "no_current" };
  if (previous === null) return { kind: "none", reason: "no_previous" };
  const difference = inHundredths(current - previous);
  if (previous <= 0 || previous < minimumBase) return { kind: "absolute", difference };
  return { kind: "relative", difference, fraction: difference / previous };
}

/** A difference in the unit's smallest step, halves away from zero. */
function inHundredths(difference: number): number {
  // Differences of thousandths are not exact in binary (100.405 − 65.5): without their noise a half is a half.
  const millionths = Math.round(Math.abs(difference) * 1e6);
  const hundredths = Math.round(millionths / 1e4);
  return hundredths === 0 ? 0 : (Math.sign(difference) * hundredths) / 100;
}

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
