import type { Milli } from "@/lib/core/money";

/** Fewer orders make any brand look dominant. */
const MINIMUM_ORDERS = 10;
/** One source earning more than this share is a risk. */
const DOMINANT_SHARE = 0.5;

/** What one product or brand earned in a period; `undefined`: not known. */
export interface EarningSource {
  readonly commissions: Milli | undefined;
  readonly orders: number | undefined;
}

/** How much of the commissions few sources earn, or why it cannot be told. Shares are fractions. */
export type Concentration =
  | {
      readonly kind: "concentration";
      /** What the largest `topCount` earned of the whole. */
      readonly topShare: number;
      /** Herfindahl–Hirschman index, Σ share²: 1 is a single source, 1/n are n equal ones. */
      readonly hhi: number;
      /** One source earned more than half. */
      readonly isDominated: boolean;
      /** The list was cut off: `hhi` is its lower bound, shares are of the whole all the same. */
      readonly isTruncated: boolean;
    }
  | { readonly kind: "none"; readonly reason: "unknown" | "not_positive" | "small_sample" };

/**
 * The concentration of commissions on a period's products (top 10) or brands (top 5). Shares are of what was earned by
 * those who earned: a source that returns pushed below zero has no share. `whole`, when the list holds only the largest
 * sources: the period's commissions, without which their shares would be too large.
 */
export function concentrationOf(
  sources: readonly EarningSource[],
  topCount: number,
  whole?: Milli,
): Concentration {
  if (sources.some(({ commissions }) => commissions === undefined)) {
    return { kind: "none", reason: "unknown" };
  }
  const amounts = sources
    .flatMap(({ commissions }) =>
      commissions === undefined || commissions <= 0 ? [] : [commissions],
    )
    .toSorted((a, b) => b - a);
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  const earned = Math.max(sum(amounts), whole ?? 0);
  if (earned <= 0) return { kind: "none", reason: "not_positive" };
  if (sum(sources.map(({ orders }) => orders ?? 0)) < MINIMUM_ORDERS) {
    return { kind: "none", reason: "small_sample" };
  }
  const shares = amounts.map((amount) => amount / earned);
  return {
    kind: "concentration",
    topShare: sum(amounts.slice(0, topCount)) / earned,
    hhi: sum(shares.map((share) => share ** 2)),
    isDominated: (shares[0] ?? 0) > DOMINANT_SHARE,
    isTruncated: whole !== undefined,
  };
}
