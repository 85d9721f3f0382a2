import "server-only";
import { explainChange } from "@/lib/analytics/change-explanation";
import type { ClicklessPart, clicklessParts } from "@/lib/analytics/clickless-part";
import type { Totals } from "@/lib/analytics/totals";
import type { Overview } from "@/lib/contracts/overview";
import { milliToExactMajor, toMilli } from "@/lib/core/money";
import type { Compared } from "./metrics";

type Why = NonNullable<Overview["data"]["why"]>;

const NO_CLICKLESS: ClicklessPart = { orders: 0, commissions: toMilli(0) };

/** Why commissions changed, in effects that add up to the change. Sources without clicks are an effect of their own if known. */
export function whyOf(
  { current, previous }: Compared,
  clickless: ReturnType<typeof clicklessParts>,
): Why {
  const explained = explainChange(
    toPeriod(current, clickless?.current),
    toPeriod(previous, clickless?.previous),
  );
  if (explained.kind === "unexplained") {
    const { kind, change, reason } = explained;
    return { kind, change: change === undefined ? null : milliToExactMajor(change), reason };
  }
  const { kind, change, effects } = explained;
  return {
    kind,
    change: milliToExactMajor(change),
    effects: effects
      .filter(({ factor }) => factor !== "clickless" || clickless !== undefined)
      .map(({ factor, amount }) => ({ factor, amount: milliToExactMajor(amount) })),
  };
}

/** A period's totals with what came without clicks taken out. */
function toPeriod({ clicks, orders, commissions }: Totals, clickless = NO_CLICKLESS) {
  return {
    tracked: {
      clicks,
      orders: orders === undefined ? undefined : orders - clickless.orders,
      commissions:
        commissions === undefined ? undefined : toMilli(commissions - clickless.commissions),
    },
    clickless: clickless.commissions,
  };
}
