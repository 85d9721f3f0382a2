import type { RosterRow } from "@/lib/contracts/roster.url";

/** The running month of one currency against the same days of the month before. */
export interface RosterPace {
  readonly currency: string;
  /** What the creators' months have brought, major units. */
  readonly soFar: number;
  /** Each day of theirs is compared: `soFar` is `current`. */
  readonly isWhole: boolean;
  /** Of the days that are compared, major units. */
  readonly current: number;
  readonly previous: number;
  readonly ratio: number;
  /** How many creators are in it. */
  readonly creators: number;
}

/** Amounts in cents. */
interface Sums {
  soFar: number;
  isWhole: boolean;
  current: number;
  previous: number;
  creators: number;
}

const NOTHING: Sums = { soFar: 0, isWhole: true, current: 0, previous: 0, creators: 0 };

/** How the creators' month goes together, by currency: sums first, then one division. Who has no pace is not in it. */
export function rosterPace(rows: readonly RosterRow[]): RosterPace[] {
  const sums = new Map<string, Sums>();
  for (const { currency, month } of rows) {
    if (currency === null || month?.pace.kind !== "pace" || month.soFar === null) continue;
    const sum = sums.get(currency) ?? { ...NOTHING };
    // In cents, so that sums are exact.
    sum.soFar += Math.round(month.soFar.amount * 100);
    sum.isWhole &&= month.pace.days === month.soFar.days;
    sum.current += Math.round(month.pace.current * 100);
    sum.previous += Math.round(month.pace.previous * 100);
    sum.creators += 1;
    sums.set(currency, sum);
  }
  return [...sums]
    .toSorted(([one], [other]) => one.localeCompare(other))
    .map(([currency, { soFar, isWhole, current, previous, creators }]) => ({
      currency,
      soFar: soFar / 100,
      isWhole,
      current: current / 100,
      previous: previous / 100,
      ratio: current / previous,
      creators,
    }));
}
