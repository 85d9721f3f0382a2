import type { RosterTotal } from "@/lib/contracts/roster.url";

/** What a creator of one currency has on average, in major units, rounded to cents. */
export interface RosterAverage {
  /** Of those in the total. */
  readonly amount: number;
  /** Of those whose both periods are known; `null`: nobody's are, or nothing is compared. */
  readonly difference: number | null;
}

/** The mean of a currency's total and of its change, each over the creators who are in it; `undefined` for one alone: it is hers. */
export function rosterAverage({
  amount,
  creators,
  compared,
}: Pick<RosterTotal, "amount" | "creators" | "compared">): RosterAverage | undefined {
  if (creators < 2) return undefined;
  const change = compared?.change;
  return {
    amount: meanOf(amount, creators),
    difference:
      compared === null || change === undefined || change.kind === "none"
        ? null
        : meanOf(change.difference, compared.creators),
  };
}

/** Divides cents, half away from zero. */
function meanOf(amount: number, count: number): number {
  const cents = Math.round(Math.round(Math.abs(amount) * 100) / count);
  return cents === 0 ? 0 : (Math.sign(amount) * cents) / 100;
}
