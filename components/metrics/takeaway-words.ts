import { formatMoney } from "@/lib/analytics/format";
import type { Overview, OverviewData } from "@/lib/contracts/overview.url";
import { DAY_MS } from "@/lib/core/time";

/** Changes below this share are not worth a sentence. */
const NOTABLE = 0.02;
const NUMBER_WORDS = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];

/** One or two sentences that answer a period's first question: how much, more or less, and why at first sight. */
export function takeawayWords({ data, meta }: Overview): string {
  const { totals, change } = data;
  const period = periodWords(meta.range);
  if (totals.commissions === null) {
    return `LTK sent no commissions for these days (${period}); that is not known, not zero.`;
  }
  const money = (value: number) => formatMoney(value, meta.currency);
  const earned = `${money(totals.commissions)} in ${period}${meta.range.partial ? " so far" : ""}`;
  if (change === null || change.commissions.kind === "none") return `${earned}.`;
  const { difference } = change.commissions;
  const before = isPeriodBefore(meta) ? `${period} before` : "same days a year earlier";
  const compared =
    difference === 0
      ? `as much as the ${before}`
      : `${money(Math.abs(difference))} ${difference > 0 ? "more" : "less"} than the ${before}`;
  return [`${earned}, ${compared}.`, causeWords(data)].join(" ").trim();
}

function periodWords({ from, to }: { readonly from: string; readonly to: string }): string {
  const days = Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS) + 1;
  if (days === 1) return "one day";
  const weeks = NUMBER_WORDS[days / 7];
  if (weeks === undefined) return `${days} days`;
  return days === 7 ? "one week" : `${weeks} weeks`;
}

function isPeriodBefore({ range, compare }: Overview["meta"]): boolean {
  return compare !== null && Date.parse(range.from) - Date.parse(compare.to) === DAY_MS;
}

/** Clicks and orders per click are what commissions come from; says which of them moved. */
function causeWords({ totals, previous }: OverviewData): string {
  const clicks = trend(totals.clicks, previous?.clicks ?? null);
  const conversion = trend(ratio(totals), previous === null ? null : ratio(previous));
  if (clicks === undefined || conversion === undefined) return "";
  if (clicks === 0 && conversion === 0) return "";
  const clicked = ["Fewer clicks", "About as many clicks", "More clicks"][clicks + 1];
  const share = ["a smaller share", "about the same share", "a larger share"][conversion + 1];
  return `${clicked}, ${clicks === conversion ? "and " : ""}${share} of them became orders.`;
}

function ratio({ orders, clicks }: OverviewData["totals"]): number | null {
  return orders === null || clicks === null || clicks <= 0 ? null : orders / clicks;
}

/** -1, 0 or 1: down, about the same, up; `undefined` when not comparable. */
function trend(current: number | null, previous: number | null): -1 | 0 | 1 | undefined {
  if (current === null || previous === null || previous <= 0) return undefined;
  const fraction = current / previous - 1;
  if (Math.abs(fraction) < NOTABLE) return 0;
  return fraction > 0 ? 1 : -1;
}
