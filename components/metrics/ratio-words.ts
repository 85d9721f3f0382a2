import type { OverviewData } from "@/lib/contracts/overview.url";

type Ratio = OverviewData["ratios"]["epc"];

const NAMES: Readonly<Record<Extract<Ratio, { kind: "none" }>["minimum"]["metric"], string>> = {
  clicks: "clicks",
  orders: "orders",
  itemsSold: "items sold",
  postImpressions: "impressions",
  visits: "visits",
  posts: "posts",
};

/** Why there is no ratio, one sentence. */
export function noRatioWords({ reason, minimum }: Extract<Ratio, { kind: "none" }>): string {
  const name = NAMES[minimum.metric];
  switch (reason) {
    case "unknown":
      return "LTK did not send what it is made of.";
    case "not_positive":
      return `No ${name} to divide by.`;
    case "small_sample":
      return `Under ${minimum.count} ${name}: chance would decide.`;
    case "short_window":
      return `Told from ${minimum.days} days on.`;
  }
}
