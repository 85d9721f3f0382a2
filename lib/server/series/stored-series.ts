import "server-only";
import type { DailyHistory } from "@/lib/analytics/daily-history";
import type { DayMetrics } from "@/lib/analytics/series";
import type { Day } from "@/lib/core/brand";
import { addDays, listDays } from "@/lib/core/time";

/** What a day showed at some moment. */
export interface Sight<Value = DayMetrics> {
  /** When LTK said so, epoch milliseconds. */
  readonly atMs: number;
  /** `undefined`: LTK sent nothing of this day. */
  readonly metrics: Value | undefined;
}

/** One day of a creator as it is kept. */
export interface StoredDay<Value = DayMetrics> {
  /** What LTK said last. */
  readonly present: Sight<Value>;
  /** What it said first once the day was over; `undefined`: it was not over yet, or never sent. */
  readonly first: Sight<Value> | undefined;
}

/** All that is known of a creator's days. A day that has no entry was never asked for. */
export type StoredSeries<Value = DayMetrics> = ReadonlyMap<Day, StoredDay<Value>>;

/** A window of days as LTK answered it. */
export interface WindowReading<Value = DayMetrics> {
  readonly from: Day;
  readonly to: Day;
  /** The days LTK sent; others than those of the window are ignored. */
  readonly sent: ReadonlyMap<Day, Value>;
  readonly readAtMs: number;
  /** The creator's current day when it was read: it is not over. */
  readonly today: Day;
}

/** What is kept of a creator, counted back from her newest day: the oldest days go first. */
export const MAX_KEPT_DAYS = 4 * 365;

/** A reading as a series of its own: every day of its window was asked for, whether LTK sent it or not. */
export function seriesOfReading<Value>(reading: WindowReading<Value>): StoredSeries<Value> {
  const { from, to, sent, readAtMs: atMs, today } = reading;
  return new Map(
    listDays(from, to).map((day) => {
      const metrics = sent.get(day);
      const present = { atMs, metrics };
      return [day, { present, first: metrics !== undefined && day < today ? present : undefined }];
    }),
  );
}

/**
 * Joins what two readers know. Of each day the later reading is the present one, and the earlier one was seen first; so it
 * does not matter in which order readings arrive, nor whether one arrives twice. Days beyond the bound go, the oldest first.
 */
export function mergeSeries<Value>(
  one: StoredSeries<Value>,
  other: StoredSeries<Value>,
): StoredSeries<Value> {
  const days = new Map(one);
  for (const [day, added] of other) {
    const standing = days.get(day);
    days.set(day, standing === undefined ? added : mergeDay(standing, added));
  }
  const sorted = [...days].sort(([a], [b]) => (a < b ? -1 : 1));
  const newest = sorted.at(-1)?.[0];
  if (newest === undefined) return new Map();
  const oldest = addDays(newest, 1 - MAX_KEPT_DAYS);
  return new Map(sorted.filter(([day]) => day >= oldest));
}

function mergeDay<Value>(standing: StoredDay<Value>, added: StoredDay<Value>): StoredDay<Value> {
  return {
    present: added.present.atMs > standing.present.atMs ? added.present : standing.present,
    first: earlier(standing.first, added.first),
  };
}

function earlier<Value>(
  one: Sight<Value> | undefined,
  other: Sight<Value> | undefined,
): Sight<Value> | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  return other.atMs < one.atMs ? other : one;
}

/** The series as pages add it up: the days LTK sent, as they are and as they were first seen. */
export function toHistory<Value>(series: StoredSeries<Value>): DailyHistory<Value> {
  const present = new Map<Day, Value>();
  const firstSeen = new Map<Day, Value>();
  for (const [day, stored] of series) {
    if (stored.present.metrics !== undefined) present.set(day, stored.present.metrics);
    if (stored.first?.metrics !== undefined) firstSeen.set(day, stored.first.metrics);
  }
  return { present, firstSeen };
}
