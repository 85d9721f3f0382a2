import { type Milli, roundParts, toMilli } from "@/lib/core/money";
import type { Totals } from "./totals";

/** Below these counts in either period the factors are chance. */
const MINIMUM_CLICKS = 100;
const MINIMUM_ORDERS = 10;

/** What a change of commissions comes from. `clickless`: sources without clicks, which the other factors cannot explain. */
export type ChangeFactor = "clicks" | "ordersPerClick" | "commissionPerOrder" | "clickless";

/**
 * Why commissions changed: one effect a factor, adding up to `change` exactly. `unexplained`: a term is not known, is zero
 * or negative (no logarithm), or too small; then only the largest movers tell.
 */
export type ChangeExplanation =
  | {
      readonly kind: "explained";
      readonly change: Milli;
      readonly effects: readonly { readonly factor: ChangeFactor; readonly amount: Milli }[];
    }
  | {
      readonly kind: "unexplained";
      readonly change: Milli | undefined;
      readonly reason: "unknown" | "not_positive" | "small_sample";
    };

/** A period's click-tracked sources, and the commissions of those without clicks (0 when there are none). */
export interface ExplainedPeriod {
  readonly tracked: Pick<Totals, "clicks" | "orders" | "commissions">;
  readonly clickless: Milli;
}

interface Terms {
  readonly clicks: number;
  readonly orders: number;
  readonly commissions: number;
}

/**
 * Splits a change of commissions into the effects of clicks, orders per click and commission per order by log-mean
 * decomposition (LMDI): a factor's effect is L · ln(now / before), L being the logarithmic mean of both amounts. Nothing is
 * left over, and no factor's effect depends on the order in which they are taken.
 */
export function explainChange(
  current: ExplainedPeriod,
  previous: ExplainedPeriod,
): ChangeExplanation {
  const now = termsOf(current);
  const before = termsOf(previous);
  const change = totalChange(current, previous);
  if (now === undefined || before === undefined || change === undefined) {
    return { kind: "unexplained", change, reason: "unknown" };
  }
  const both = [now, before];
  if (both.some((terms) => Object.values(terms).some((value) => value <= 0))) {
    return { kind: "unexplained", change, reason: "not_positive" };
  }
  if (both.some(({ clicks, orders }) => clicks < MINIMUM_CLICKS || orders < MINIMUM_ORDERS)) {
    return { kind: "unexplained", change, reason: "small_sample" };
  }
  const effects: [ChangeFactor, Milli][] = [
    ...roundParts(logMeanEffects(now, before), toMilli(now.commissions - before.commissions)),
    ["clickless", toMilli(current.clickless - previous.clickless)],
  ];
  return {
    kind: "explained",
    change,
    effects: effects.map(([factor, amount]) => ({ factor, amount })),
  };
}

function logMeanEffects(now: Terms, before: Terms): [ChangeFactor, number][] {
  const clicks = logRatio(now.clicks, before.clicks);
  const orders = logRatio(now.orders, before.orders);
  const commissions = logRatio(now.commissions, before.commissions);
  const mean =
    commissions === 0 ? now.commissions : (now.commissions - before.commissions) / commissions;
  return [
    ["clicks", mean * clicks],
    ["ordersPerClick", mean * (orders - clicks)],
    ["commissionPerOrder", mean * (commissions - orders)],
  ];
}

/** ln(a / b), exact also where both are large and hardly differ. */
function logRatio(a: number, b: number): number {
  return Math.abs(a - b) < b / 2 ? Math.log1p((a - b) / b) : Math.log(a / b);
}

function termsOf({ tracked }: ExplainedPeriod): Terms | undefined {
  const { clicks, orders, commissions } = tracked;
  return clicks === undefined || orders === undefined || commissions === undefined
    ? undefined
    : { clicks, orders, commissions };
}

function totalChange(current: ExplainedPeriod, previous: ExplainedPeriod): Milli | undefined {
  const [now, before] = [current.tracked.commissions, previous.tracked.commissions];
  if (now === undefined || before === undefined) return undefined;
  return toMilli(now + current.clickless - before - previous.clickless);
}
