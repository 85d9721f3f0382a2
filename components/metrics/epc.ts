import { type Change, changeOf } from "@/lib/analytics/change";
import { type Ratio, ratioOf } from "@/lib/analytics/ratio";
import type { OverviewData } from "@/lib/contracts/overview.url";
import type { Interval } from "@/lib/core/range";

/** EPC is told per so many clicks: single cents per click cannot be compared. */
export const EPC_CLICKS = 100;

type Sums = Pick<OverviewData["totals"], "clicks" | "commissions">;

/** Commissions per 100 clicks in major units, or why there is none. */
export function epcOf({ clicks, commissions }: Sums, dayCount: number): Ratio {
  // The API answers cents; the ratio's terms are thousandths.
  const milli = commissions === null ? undefined : Math.round(commissions * 1_000);
  const epc = ratioOf("epc", [{ clicks: clicks ?? undefined, commissions: milli }], dayCount);
  return epc.kind === "none" ? epc : { ...epc, value: (epc.value * EPC_CLICKS) / 1_000 };
}

/** How the commissions per 100 clicks of two periods differ; says so where one of them has none. */
export function epcChange(
  { current, previous }: { readonly current: Sums; readonly previous: Sums },
  dayCount: number,
): Change {
  const [now, before] = [current, previous].map((sums) => {
    const epc = epcOf(sums, dayCount);
    return epc.kind === "none" ? null : epc.value;
  });
  return changeOf(now ?? null, before ?? null);
}

/** A click and its order bear different dates; over a week that evens out. */
const TRAIL_DAYS = 7;

/**
 * Commissions per 100 clicks for a small line: of a daily series over the seven days that end at each point, of a coarser
 * one point by point. What is not over, or not known, is left out.
 */
export function epcTrail(
  points: readonly (Sums & { readonly partial: boolean })[],
  interval: Interval,
): (number | null)[] {
  const width = interval === "day" ? TRAIL_DAYS : 1;
  return points.map(({ partial }, index) => {
    const trail = points.slice(Math.max(0, index + 1 - width), index + 1);
    if (partial || trail.length < width) return null;
    const [clicks, commissions] = [sumOf(trail, "clicks"), sumOf(trail, "commissions")];
    const epc = epcOf({ clicks, commissions }, TRAIL_DAYS);
    return epc.kind === "none" ? null : epc.value;
  });
}

function sumOf(points: readonly Sums[], metric: keyof Sums): number | null {
  let sum = 0;
  for (const point of points) {
    const value = point[metric];
    if (value === null) return null;
    sum += value;
  }
  return sum;
}
