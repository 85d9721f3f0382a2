import "server-only";
import type { Day } from "@/lib/core/brand";
import { addDays, addMonths, DAY_MS, listDays } from "@/lib/core/time";
import type { KnownSeries } from "../series/series-store";
import { sliceWindow } from "../series/slice-window";
import { isFinal, NIGHTLY_DAYS, ROLLING_DAYS } from "../series/window-state";

/** How far back jobs fill a series: a year, and the month that it is compared with. */
const BACKFILL_MONTHS = 13;

type Window = ReturnType<typeof sliceWindow>[number];

/** Which windows of a creator's days a run reads. */
export interface SeriesWindows {
  /** The days that still move: the last 35, and once a night the last 120. */
  readonly moving: Window;
  /** What is missing of the thirteen months, in windows of one call, the newest first. */
  readonly backfill: readonly Window[];
}

/**
 * Plans a run from what is kept, so that an interrupted run is continued by the next, and a doubled one finds less to do.
 * The night's reading is due when some of its days were last read before this UTC day: a run at 00:00 does it, and if that
 * one fails, the next. While the store is away only the last 35 days are read, for the rest could not be kept.
 */
export function seriesWindows(known: KnownSeries, today: Day, nowMs: number): SeriesWindows {
  const { series, isStoreUp } = known;
  const rolling = { from: addDays(today, 1 - ROLLING_DAYS), to: today };
  if (!isStoreUp) return { moving: rolling, backfill: [] };
  const nightly = { from: addDays(today, 1 - NIGHTLY_DAYS), to: today };
  const midnightMs = nowMs - (nowMs % DAY_MS);
  const isNightDue = listDays(nightly.from, addDays(rolling.from, -1)).some((day) => {
    const stored = series.get(day);
    return stored !== undefined && stored.present.atMs < midnightMs;
  });
  const moving = isNightDue ? nightly : rolling;
  const missing = listDays(addMonths(today, -BACKFILL_MONTHS), addDays(moving.from, -1)).filter(
    (day) => (day < nightly.from ? !isFinal(day, series.get(day)) : !series.has(day)),
  );
  const backfill = toWindows(missing).toReversed().flatMap(sliceWindow);
  return { moving, backfill };
}

/** Days in order as the windows of unbroken runs. */
function toWindows(days: readonly Day[]): Window[] {
  const windows: { from: Day; to: Day }[] = [];
  for (const day of days) {
    const last = windows.at(-1);
    if (last !== undefined && addDays(last.to, 1) === day) last.to = day;
    else windows.push({ from: day, to: day });
  }
  return windows;
}
