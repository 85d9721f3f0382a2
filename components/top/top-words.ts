import type { MetricId } from "@/lib/analytics/catalog";
import { formatDay, formatPercent } from "@/lib/analytics/format";
import type { Ratio } from "@/lib/analytics/ratio";
import type { TopListName, TopView } from "@/lib/contracts/query.url";
import type { TopPerformers } from "@/lib/contracts/top-performers.url";
import { dayIn } from "@/lib/core/time";
import { DEAD_CLICKS } from "./top-findings";

/** The lists that pages show. */
export type ListName = Exclude<TopListName, "none">;

/** What the lists may be sorted by, in the words of their links. */
export const VIEW_NAMES: readonly (readonly [TopView, string])[] = [
  ["commissions", "Commissions"],
  ["orders", "Orders"],
  ["clicks", "Clicks"],
  ["no-orders", "No orders"],
];

/** The short names of the metrics, for headings of columns. */
export const SHORT_NAMES: Readonly<Record<MetricId, string>> = {
  commissions: "Commissions",
  orders: "Orders",
  clicks: "Clicks",
  itemsSold: "Items sold",
};

const SINGULAR: Readonly<Record<ListName, string>> = {
  products: "product",
  brands: "brand",
  posts: "post",
};

/** What stands in the place of a list without rows. Without known totals, nothing is said of what was earned. */
export function emptyWords(list: ListName, totals: TopPerformers["data"]["totals"]): string {
  const one = SINGULAR[list];
  return totals === null || totals.commissions === null
    ? `LTK lists no ${one} for these days; what was earned is not known.`
    : `No ${one} earned anything in these days.`;
}

/** How much a few rows bring: "Ten products bring 48% of commissions." */
export function concentrationWords(words: string, share: number): string {
  return `${words} bring ${formatPercent(share, { digits: 0 })} of commissions.`;
}

interface DeadClicks {
  /** How many products were clicked and not bought. */
  readonly found: number;
  /** Of how many that were read. */
  readonly read: number;
  /** False: LTK's list goes on. */
  readonly complete: boolean;
}

/** How many products had clicks and no order, of those that were looked at. */
export function deadClickWords({ found, read, complete }: DeadClicks): string {
  const among = complete
    ? `${read} linked ${read === 1 ? "product" : "products"}`
    : `the ${read} most clicked products`;
  const words = `had ${DEAD_CLICKS} or more clicks and no order.`;
  return `${found === 0 ? "None" : found} of ${among} ${words}`;
}

const NO_EPC: Readonly<Record<Extract<Ratio, { kind: "none" }>["reason"], string>> = {
  unknown: "LTK did not send its clicks or commissions.",
  not_positive: "No clicks are counted for it.",
  small_sample: "Fewer than 100 clicks.",
  short_window: "Fewer than 7 days.",
};

/** Why a row has no EPC. */
export function noEpcWords({ reason }: Extract<Ratio, { kind: "none" }>): string {
  return NO_EPC[reason];
}

/** Why a row has no share of what the list is sorted by. */
export function noShareWords(value: number | null, whole: number | null): string {
  if (value === null) return "LTK did not send it.";
  if (value < 0) return "Returns took more than it earned.";
  return whole === null ? "The total of these days is not known." : "The total is not above zero.";
}

/** A post by its day, LTK gives it no name: "Post of Fri 13 Nov", with the year when it is another than the period's. */
export function postName(
  publishedAt: string | null,
  range: { readonly to: string; readonly timezone: string },
): string {
  if (publishedAt === null) return "Post without a date";
  const day = dayIn(range.timezone, Date.parse(publishedAt));
  const year = day.slice(0, 4);
  return `Post of ${formatDay(day, "weekday")}${year === range.to.slice(0, 4) ? "" : ` ${year}`}`;
}
