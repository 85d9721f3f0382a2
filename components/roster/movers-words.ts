import { formatMoney, formatPercent } from "@/lib/analytics/format";
import type { RosterTotal } from "@/lib/contracts/roster.url";
import { EPC_CLICKS } from "../metrics/epc";

/** A creator's part in the change: "54% of the rise"; against it, "−12% of the rise". `null`: shares say nothing. */
export function contributionWords(contribution: number | null, change: number): string | null {
  if (contribution === null) return null;
  return `${formatPercent(contribution, { digits: 0 })} of the ${change >= 0 ? "rise" : "fall"}`;
}

/** Why the earnings per click moved beside the creators' own; `null` where that says little. */
export function mixWords({ mix, currency }: Pick<RosterTotal, "mix" | "currency">): string | null {
  if (mix === null) return null;
  const money = (value: number) =>
    formatMoney(value * EPC_CLICKS, currency, { signed: true, cents: true });
  return `Per 100 clicks the roster’s EPC moved by ${money(mix.change)}: ${money(mix.mix)} because clicks moved between creators, ${money(mix.within)} because of their own EPC.`;
}
