import "server-only";
import type { Day } from "@/lib/core/brand";
import { addDays, countDays, DAY_MS, dayToEpochMs, listDays } from "@/lib/core/time";
import { type Rhythm, waitOf } from "./rhythm";
import type { DayWindow } from "./slice-window";
import type { StoredDay, StoredSeries } from "./stored-series";

/** Retailers close orders after 60 to 90 days: what was read later than that is not asked for again. */
const FINAL_AFTER_DAYS = 90;

/** How long an answer serves, milliseconds; those of the cache. Days that are read more seldom serve longer by as much. */
export interface SeriesAges {
  /** As it is. */
  readonly freshMs: number;
  /** At once, and renewed behind the visitor's back. */
  readonly revalidateMs: number;
  /** When LTK fails. */
  readonly onErrorMs: number;
  /** How long a failure is remembered. */
  readonly errorMs: number;
}

/** How the days of a window stand. */
export interface WindowState {
  /** `fresh`: nothing needs to be asked. `late`: it does, and what is kept serves meanwhile. `due`: it must be asked first. */
  readonly state: "fresh" | "late" | "due";
  /** From the first day that is not fresh to the last; `undefined`: all are. */
  readonly wanted: DayWindow | undefined;
  /** What is kept may be shown when LTK fails: nothing is missing but newest days, and nothing is too old. */
  readonly isUsable: boolean;
  /** Since when the window is as it is: its oldest reading that a newer one should have followed. */
  readonly syncedAtMs: number | undefined;
}

/** Whether a day was last read when hardly anything was left to change. */
export function isFinal(day: Day, stored: StoredDay<unknown> | undefined): boolean {
  if (stored === undefined) return false;
  return stored.present.atMs - dayToEpochMs(day) >= (FINAL_AFTER_DAYS + 1) * DAY_MS;
}

/** What a window is judged by. */
interface Standard {
  readonly today: Day;
  readonly nowMs: number;
  readonly ages: SeriesAges;
  readonly rhythm: Rhythm;
}

/** Judges a window that ends today at the latest. */
export function windowState(
  series: StoredSeries<unknown>,
  window: DayWindow,
  at: Standard,
): WindowState {
  const { today, nowMs, ages, rhythm } = at;
  const lastReadMs = lastReading(series);
  let wanted: { from: Day; to: Day } | undefined;
  let state: WindowState["state"] = "fresh";
  let syncedAtMs: number | undefined;
  let lastUnread: Day | undefined;
  let isUsable = false;
  let isTooOld = false;
  let ageDays = countDays(window.from, today);
  for (const day of listDays(window.from, window.to)) {
    ageDays -= 1;
    const stored = series.get(day);
    const judged =
      stored === undefined && ageDays === 0
        ? judgeNewDay(series, at)
        : judgeDay(day, stored, ageDays, at);
    if (judged !== "fresh") wanted = { from: wanted?.from ?? day, to: day };
    if (judged === "due" || (judged === "late" && state === "fresh")) state = judged;
    if (stored === undefined) {
      lastUnread = day;
      continue;
    }
    isUsable = lastUnread === undefined;
    const { atMs } = stored.present;
    isTooOld ||= nowMs - atMs > ages.onErrorMs && !isFinal(day, stored);
    // An older day within its time needed no newer reading: it is as good as the last sync.
    const since = judged === "fresh" && ageDays >= rhythm.rollingDays ? lastReadMs : atMs;
    syncedAtMs = Math.min(syncedAtMs ?? since, since);
  }
  isUsable &&= !isTooOld;
  return { state: isUsable || state === "fresh" ? state : "due", wanted, isUsable, syncedAtMs };
}

/** A day that has begun since the last reading keeps nobody waiting; it is asked for behind the visitor's back. */
function judgeNewDay(series: StoredSeries<unknown>, at: Standard): WindowState["state"] {
  const yesterday = addDays(at.today, -1);
  const judged = judgeDay(yesterday, series.get(yesterday), 1, at);
  return judged === "fresh" ? "late" : judged;
}

function judgeDay(
  day: Day,
  stored: StoredDay<unknown> | undefined,
  ageDays: number,
  { nowMs, ages, rhythm }: Standard,
): WindowState["state"] {
  if (stored === undefined) return "due";
  // A roster judges thousands of days, and few are old enough to be asked.
  if (ageDays >= FINAL_AFTER_DAYS - 1 && isFinal(day, stored)) return "fresh";
  const ageMs = nowMs - stored.present.atMs - waitOf(rhythm, ageDays);
  if (ageMs <= ages.freshMs) return "fresh";
  return ageMs <= ages.revalidateMs ? "late" : "due";
}

/** When LTK last answered for any day, epoch milliseconds; 0: never. */
export function lastReading(series: StoredSeries<unknown>): number {
  let lastMs = 0;
  for (const { present } of series.values()) lastMs = Math.max(lastMs, present.atMs);
  return lastMs;
}
