import "server-only";
import type { Day } from "@/lib/core/brand";
import { addDays, addMonths, DAY_MS, listDays } from "@/lib/core/time";
import type { Rhythm } from "../series/rhythm";
import type { KnownSeries } from "../series/series-store";
import { type DayWindow, sliceWindow } from "../series/slice-window";
import type { StoredSeries } from "../series/stored-series";
import { isFinal } from "../series/window-state";

/** How far back jobs fill a series: a year, and the month that it is compared with. */
const BACKFILL_MONTHS = 13;

/** Which windows of a creator's days a run reads. */
export interface SeriesWindows {
  /** The days that still move: the youngest, and once a night older ones. */
  readonly moving: readonly DayWindow[];
  /** What is missing of the thirteen months, in windows of one call, the newest first. */
  readonly backfill: readonly DayWindow[];
}

/** As of when a run is planned. `today` is the current day of the zone that the days belong to. */
export interface PlanTime {
  readonly today: Day;
  readonly nowMs: number;
  readonly rhythm: Rhythm;
}

/**
 * Plans a run from what is kept, so that an interrupted run is continued by the next, and a doubled one finds less to do.
 * The night's reading is due when some of its days were last read before this UTC day: a run at 00:00 does it, and if that
 * one fails, the next. While the store is away only the youngest days are read, for the rest could not be kept.
 */
export function seriesWindows<Value>(
  { series, isStoreUp }: KnownSeries<Value>,
  { today, nowMs, rhythm }: PlanTime,
): SeriesWindows {
  const last = (days: number) => ({ from: addDays(today, 1 - days), to: today });
  const rolling = last(rhythm.rollingDays);
  if (!isStoreUp) return { moving: [rolling], backfill: [] };
  const nightly = last(rhythm.nightlyDays);
  const midnightMs = nowMs - (nowMs % DAY_MS);
  const isNightDue = listDays(nightly.from, addDays(rolling.from, -1)).some((day) => {
    const stored = series.get(day);
    return stored !== undefined && stored.present.atMs < midnightMs;
  });
  const oldest = last(rhythm.movingDays).from;
  const older = { from: oldest, to: addDays(nightly.from, -1) };
  const moving = isNightDue ? [nightly, ...inTurn(series, older, rhythm.callDays)] : [rolling];
  const missing = listDays(addMonths(today, -BACKFILL_MONTHS), today).filter(
    (day) =>
      (day < oldest ? !isFinal(day, series.get(day)) : !series.has(day)) &&
      moving.every(({ from, to }) => day < from || day > to),
  );
  const slices = toWindows(missing)
    .toReversed()
    .flatMap((window) => sliceWindow(window, rhythm.callDays));
  return { moving, backfill: slices };
}

/** The days whose turn it is: from the one that was read longest ago on; of several the oldest. */
function inTurn<Value>(
  series: StoredSeries<Value>,
  window: DayWindow,
  callDays: number,
): readonly DayWindow[] {
  let first: { readonly day: Day; readonly atMs: number } | undefined;
  for (const day of listDays(window.from, window.to)) {
    const stored = series.get(day);
    if (stored === undefined || isFinal(day, stored)) continue;
    const { atMs } = stored.present;
    if (first === undefined || atMs < first.atMs) first = { day, atMs };
  }
  if (first === undefined) return [];
  const end = addDays(first.day, callDays - 1);
  return [{ from: first.day, to: end < window.to ? end : window.to }];
}

/** Days in order as the windows of unbroken runs. */
function toWindows(days: readonly Day[]): DayWindow[] {
  const windows: { from: Day; to: Day }[] = [];
  for (const day of days) {
    const last = windows.at(-1);
    if (last !== undefined && addDays(last.to, 1) === day) last.to = day;
    else windows.push({ from: day, to: day });
  }
  return windows;
}
