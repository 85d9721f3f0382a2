import { quantile } from "./quantile";

/** So many days must have been seen at an age before the curve knows that age. */
const MINIMUM_SIGHTINGS = 14;

/** What a day showed at some age, and what it came to once settled. */
export interface Sighting {
  readonly ageDays: number;
  readonly seen: number;
  readonly settled: number;
}

/** The share of a day's settled value that shows at an age in days. */
export type SettlingCurve = (ageDays: number) => number;

/** Everything has arrived at once: for creators of whom no earlier values were kept. */
export const SETTLED_AT_ONCE: SettlingCurve = () => 1;

/**
 * Learns how fast a creator's days fill up: at each age the median of seen / settled. An age seen too seldom has the share
 * of the next older one, which errs on the side of calling too little missing; beyond the oldest, all has arrived.
 */
export function settlingCurve(sightings: readonly Sighting[]): SettlingCurve {
  const byAge = new Map<number, number[]>();
  for (const { ageDays, seen, settled } of sightings) {
    if (settled <= 0) continue;
    const shares = byAge.get(ageDays) ?? [];
    byAge.set(ageDays, shares);
    shares.push(seen / settled);
  }
  const known = [...byAge]
    .filter(([, shares]) => shares.length >= MINIMUM_SIGHTINGS)
    .map(([ageDays, shares]) => ({ ageDays, share: quantile(shares, 0.5) ?? 1 }))
    .filter(({ share }) => share > 0)
    .toSorted((a, b) => a.ageDays - b.ageDays);
  return (ageDays) => known.find((point) => point.ageDays >= ageDays)?.share ?? 1;
}
