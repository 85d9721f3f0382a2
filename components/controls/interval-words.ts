import { parseDay } from "@/lib/core/brand";
import type { Interval } from "@/lib/core/range";
import { countDays, listMonths, startOfWeek } from "@/lib/core/time";

/** Fewer points than this draw no line worth reading. */
const MIN_POINTS = 2;
/** With more, points are narrower than a pixel on a phone. */
const MAX_POINTS = 366;

/** Why another grouping would show more of a period, and which. */
export interface IntervalAdvice {
  readonly words: string;
  readonly better: Interval;
}

/** Says when a grouping makes too few or too many points of a period; `null` when it suits it. */
export function adviseInterval(
  period: { readonly from: string; readonly to: string },
  interval: Interval,
): IntervalAdvice | null {
  const points = countPoints(period, interval);
  if (points === null) return null;
  if (interval !== "day" && points < MIN_POINTS) {
    const better = interval === "month" && (countPoints(period, "week") ?? 0) > 3 ? "week" : "day";
    return { words: `By ${interval}, these days make a single point.`, better };
  }
  if (points > MAX_POINTS) {
    return { words: `By ${interval}, these are ${points} points.`, better: "week" };
  }
  return null;
}

function countPoints(
  period: { readonly from: string; readonly to: string },
  interval: Interval,
): number | null {
  const from = parseDay(period.from);
  const to = parseDay(period.to);
  if (from === undefined || to === undefined) return null;
  switch (interval) {
    case "day":
      return countDays(from, to);
    case "week":
      return (countDays(startOfWeek(from), startOfWeek(to)) - 1) / 7 + 1;
    case "month":
      return listMonths(from, to).length;
  }
}
