import { formatMoney } from "@/lib/analytics/format";
import type { Overview, OverviewData } from "@/lib/contracts/overview.url";
import { beforeWords, periodWords } from "./period-words";

/** Changes below this share are not worth a sentence. */
const NOTABLE = 0.02;

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
  const before = beforeWords(meta);
  const compared =
    difference === 0
      ? `as much as ${before}`
      : `${money(Math.abs(difference))} ${difference > 0 ? "more" : "less"} than ${before}`;
  return [`${earned}, ${compared}.`, causeWords(data)].join(" ").trim();
}

/** Clicks and orders per click are what commissions come from; says which of them moved. */
function causeWords({ compared }: OverviewData): string {
  if (compared === null) return "";
  const clicks = trend(compared.current.clicks, compared.previous.clicks);
  const conversion = trend(ratio(compared.current), ratio(compared.previous));
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
