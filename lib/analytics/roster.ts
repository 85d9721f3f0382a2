import { changeOf } from "./change";
import { formatMoney, formatPercent } from "./format";

/** What the roster's sentence needs of one creator's overview. */
export interface RosterMember {
  readonly data: {
    readonly totals: { readonly commissions: number | null };
    /** Both periods over the days on which they may be compared. */
    readonly compared: {
      readonly current: { readonly commissions: number | null };
      readonly previous: { readonly commissions: number | null };
    } | null;
  };
  readonly meta: { readonly currency: string; readonly range: { readonly partial: boolean } };
}

/** Adds amounts in cents, so that the sum is exact. */
function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + Math.round(value * 100), 0) / 100;
}

/**
 * The roster's answer in a sentence: what its creators earned and how that compares. Only creators whose amount is known
 * count, only those with both periods are compared, and currencies are never added up.
 */
export function rosterSentence(members: readonly RosterMember[], creatorCount: number): string {
  const people = `${creatorCount} ${creatorCount === 1 ? "creator" : "creators"}`;
  const known = members.flatMap(({ data, meta }) =>
    data.totals.commissions === null
      ? []
      : [
          {
            currency: meta.currency,
            earned: data.totals.commissions,
            now: data.compared?.current.commissions ?? null,
            before: data.compared?.previous.commissions ?? null,
          },
        ],
  );
  const currency = known.at(0)?.currency;
  if (currency === undefined || known.some((member) => member.currency !== currency))
    return `${people}.`;
  const earned = formatMoney(sum(known.map((member) => member.earned)), currency);
  const who = known.length === creatorCount ? people : `${known.length} of ${people}`;
  const both = known.flatMap(({ now, before }) =>
    now === null || before === null ? [] : [{ now, before }],
  );
  const change = changeOf(sum(both.map(({ now }) => now)), sum(both.map(({ before }) => before)));
  if (both.length === 0 || change.kind !== "relative") return `${who} earned ${earned}.`;
  const direction = change.fraction >= 0 ? "more" : "less";
  const share = formatPercent(Math.abs(change.fraction));
  const before = members.some(({ meta }) => meta.range.partial)
    ? "at this point of the period before"
    : "in the period before";
  return `${who} earned ${earned}, ${share} ${direction} than ${before}.`;
}
