import type { Day } from "@/lib/core/brand";
import { toMilli } from "@/lib/core/money";
import { METRIC_IDS } from "./catalog";
import type { DailySeries, DayMetrics } from "./series";

/** A creator's days as they are now, and as they were when first seen complete. */
export interface DailyHistory<Value = DayMetrics> {
  readonly present: ReadonlyMap<Day, Value>;
  readonly firstSeen: ReadonlyMap<Day, Value>;
}

/**
 * The revised ones of some days (of all, when left out): how much each metric has changed since the day was first seen
 * complete. Days that did not change are left out. It is a series itself, so that `totalsOf` tells by how much a period
 * was revised.
 */
export function revisionsOf(
  { present, firstSeen }: DailyHistory,
  days: Iterable<Day> = firstSeen.keys(),
): DailySeries {
  const revisions = new Map<Day, DayMetrics>();
  for (const day of days) {
    const first = firstSeen.get(day);
    const revision = first === undefined ? undefined : differenceOf(present.get(day) ?? {}, first);
    if (revision !== undefined) revisions.set(day, revision);
  }
  return revisions;
}

/** The days that were read after their end. One read while it lasted shows a part of itself until it is read again. */
export function completeDays({ present, firstSeen }: DailyHistory, today: Day): DailySeries {
  return new Map([...present].filter(([day]) => day < today && firstSeen.has(day)));
}

/** A metric that either side lacks is absent: what appeared later was not known to be zero before. */
function differenceOf(present: DayMetrics, first: DayMetrics): DayMetrics | undefined {
  const difference = (metric: (typeof METRIC_IDS)[number]): number | undefined => {
    const now = present[metric];
    const before = first[metric];
    return now === undefined || before === undefined ? undefined : now - before;
  };
  const isRevised = METRIC_IDS.some((metric) => (difference(metric) ?? 0) !== 0);
  if (!isRevised) return undefined;
  const commissions = difference("commissions");
  return {
    clicks: difference("clicks"),
    orders: difference("orders"),
    itemsSold: difference("itemsSold"),
    commissions: commissions === undefined ? undefined : toMilli(commissions),
  };
}
