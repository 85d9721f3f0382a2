import type { RosterRow } from "@/lib/contracts/roster.url";

/** The running month of one currency against the same days of the month before. */
export interface RosterPace {
  readonly currency: string;
  /** Major units. */
  readonly current: number;
  readonly previous: number;
  readonly ratio: number;
  /** How many creators are in it. */
  readonly creators: number;
}

/** How the creators' month goes together, by currency: sums first, then one division. Who has no pace is not in it. */
export function rosterPace(rows: readonly RosterRow[]): RosterPace[] {
  const sums = new Map<string, { current: number; previous: number; creators: number }>();
  for (const { currency, month } of rows) {
    if (currency === null || month?.pace.kind !== "pace") continue;
    const sum = sums.get(currency) ?? { current: 0, previous: 0, creators: 0 };
    // In cents, so that sums are exact.
    sum.current += Math.round(month.pace.current * 100);
    sum.previous += Math.round(month.pace.previous * 100);
    sum.creators += 1;
    sums.set(currency, sum);
  }
  return [...sums]
    .toSorted(([one], [other]) => one.localeCompare(other))
    .map(([currency, { current, previous, creators }]) => ({
      currency,
      current: current / 100,
      previous: previous / 100,
      ratio: current / previous,
      creators,
    }));
}
