import { formatMoney, formatPercent } from "@/lib/analytics/format";
import type { Roster } from "@/lib/contracts/roster.url";
import { beforeWords, periodWords } from "../metrics/period-words";

/**
 * The roster's answer in a sentence: what its creators earned and how that compares. Only creators whose amount is known
 * count, only those with both periods are compared, and currencies are never added up.
 */
export function headlineWords({ data, meta }: Roster): string {
  const { totals, coverage } = data;
  const [first, ...others] = totals.commissions;
  const people = `${coverage.scope} ${coverage.scope === 1 ? "creator" : "creators"}`;
  if (first === undefined) {
    return `${people}; what ${coverage.scope === 1 ? "she" : "they"} earned is not known.`;
  }
  const counted = totals.commissions.reduce((sum, { creators }) => sum + creators, 0);
  const who = counted === coverage.scope ? "The roster" : `${counted} of ${people}`;
  const amounts = totals.commissions.map(({ amount, currency }) => formatMoney(amount, currency));
  const period = `${periodWords(meta.range)}${meta.range.partial ? " so far" : ""}`;
  const earned = `${who} earned ${listWords(amounts)} in ${period}`;
  const change = first.compared?.change;
  // Of several currencies, each says its own change under its figure.
  if (others.length > 0 || change?.kind !== "relative") return `${earned}.`;
  if (change.difference === 0) return `${earned}, as much as ${beforeWords(meta)}.`;
  const direction = change.difference > 0 ? "more" : "less";
  const share = formatPercent(Math.abs(change.fraction));
  return `${earned}, ${share} ${direction} than ${beforeWords(meta)}.`;
}

/** "a", "a and b", "a, b and c". */
export function listWords(words: readonly string[]): string {
  const last = words.at(-1) ?? "";
  return words.length < 2 ? last : `${words.slice(0, -1).join(", ")} and ${last}`;
}
