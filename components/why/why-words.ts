import { formatCount, formatMoney, formatPercent } from "@/lib/analytics/format";
import type { Overview, OverviewData } from "@/lib/contracts/overview.url";

type Why = NonNullable<OverviewData["why"]>;
type Effect = Extract<Why, { kind: "explained" }>["effects"][number];

/** What a change comes from, as rows name it. */
export const FACTOR_NAMES: Readonly<Record<Effect["factor"], string>> = {
  clicks: "Clicks",
  ordersPerClick: "Orders per click",
  commissionPerOrder: "Commission per order",
  clickless: "Sources without clicks",
};

/** Why commissions changed, in a sentence: "+$412: clicks +$520, orders per click −$160, commission per order +$52." */
export function whySentence(
  { change, effects }: Extract<Why, { kind: "explained" }>,
  currency: string,
): string {
  const signed = (amount: number) => formatMoney(amount, currency, { signed: true });
  const parts = effects.map(
    ({ factor, amount }) => `${FACTOR_NAMES[factor].toLowerCase()} ${signed(amount)}`,
  );
  return `${change === 0 ? "No change" : signed(change)}: ${parts.join(", ")}.`;
}

const UNEXPLAINED: Readonly<Record<Extract<Why, { kind: "unexplained" }>["reason"], string>> = {
  unknown: "LTK did not send clicks, orders and commissions of both periods.",
  not_positive: "Clicks, orders or commissions of one of the periods are not above zero.",
  small_sample: "One of the periods has under 100 clicks or 10 orders: chance would decide.",
};

/** Why nothing is explained: nothing is compared, or it cannot be told. `null`: it is explained. */
export function whyNotWords({ data, meta }: Overview): string | null {
  const { why } = data;
  if (why === null) {
    return meta.compare === null
      ? "Nothing is compared. Choose a period to compare with at the top of the page."
      : "The compared period is not known in full, so nothing is compared with it.";
  }
  if (why.kind === "explained") return null;
  const change =
    why.change === null
      ? ""
      : `${formatMoney(why.change, meta.currency, { signed: true })} in all. `;
  return `${change}${UNEXPLAINED[why.reason]}`;
}

type Compared = NonNullable<OverviewData["compared"]>;

/** A factor in both periods, "19,151 to 24,401"; `null` where the totals do not tell it. */
export function factorWords(
  factor: Effect["factor"],
  { compared, currency }: { readonly compared: Compared; readonly currency: string },
): string | null {
  const from = factorValue(factor, compared.previous);
  const to = factorValue(factor, compared.current);
  if (from === null || to === null) return null;
  const words = (value: number) => {
    if (factor === "clicks") return formatCount(value);
    if (factor === "ordersPerClick") return formatPercent(value, { digits: 2 });
    return formatMoney(value, currency, { cents: true });
  };
  return `${words(from)} to ${words(to)}`;
}

function factorValue(
  factor: Effect["factor"],
  { clicks, orders, commissions }: Compared["current"],
): number | null {
  switch (factor) {
    case "clicks":
      return clicks;
    case "ordersPerClick":
      return clicks === null || orders === null || clicks <= 0 ? null : orders / clicks;
    case "commissionPerOrder":
      return commissions === null || orders === null || orders <= 0 ? null : commissions / orders;
    case "clickless":
      return null;
  }
}
