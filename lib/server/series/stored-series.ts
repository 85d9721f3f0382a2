import "server-only";
import type { DailyHistory } from "@/lib/analytics/daily-history";
import type { DailySeries, DayMetrics } from "@/lib/analytics/series";
import type { Day } from "@/lib/core/brand";
import { addDays, listDays } from "@/lib/core/time";

/** What a day showed at some moment. */
export interface Sight {
  /** When LTK said so, epoch milliseconds. */
  readonly atMs: number;
  /** `undefined`: LTK sent nothing of this day. */
  readonly metrics: DayMetrics | undefined;
}

/** One day of a creator as it is kept. */
export interface StoredDay {
  /** What LTK said last. */
  readonly present: Sight;
  /** What it said first once the day was over; `undefined`: it was not over yet, or never sent. */
  readonly first: Sight | undefined;
}

/** All that is known of a creator's days. A day that has no entry was never asked for. */
export type StoredSeries = ReadonlyMap<Day, StoredDay>;

/** A window of days as LTK answered it. */
export interface WindowReading {
  readonly from: Day;
  readonly to: Day;
  /** The days LTK sent; others than those of the window are ignored. */
  readonly sent: DailySeries;
  readonly readAtMs: number;
  /** The creator's current day when it was read: it is not over. */
  readonly today: Day;
}

/** What is kept of a creator, counted back from her newest day: the oldest days go first. */
export const MAX_KEPT_DAYS = 4 * 365;

/** A reading as a series of its own: every day of its window was asked for, whether LTK sent it or not. */
export function seriesOfReading(reading: WindowReading): StoredSeries {
  const { from, to, sent, readAtMs: atMs, today } = reading;
  return new Map(
    listDays(from, to).map((day) => {
      const metrics = known(sent.get(day));
      const present = { atMs, metrics };
      return [day, { present, first: metrics !== undefined && day < today ? present : undefined }];
    }),
  );
}

/** A day without any metric is a day that was not sent: nothing is known of it either way. */
function known(metrics: DayMetrics | undefined): DayMetrics | undefined {
  if (metrics === undefined) return undefined;
  const { clicks, orders, itemsSold, commissions } = metrics;
  const isEmpty = [clicks, orders, itemsSold, commissions].every((value) => value === undefined);
  return isEmpty ? undefined : { clicks, orders, itemsSold, commissions };
}

/**
 * Joins what two readers know. Of each day the later reading is the present one, and the earlier one was seen first; so it
 * does not matter in which order readings arrive, nor whether one arrives twice. Days beyond the bound go, the oldest first.
 */
export function mergeSeries(one: StoredSeries, other: StoredSeries): StoredSeries {
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

function mergeDay(standing: StoredDay, added: StoredDay): StoredDay {
  return {
    present: added.present.atMs > standing.present.atMs ? added.present : standing.present,
    first: earlier(standing.first, added.first),
  };
}

function earlier(one: Sight | undefined, other: Sight | undefined): Sight | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  return other.atMs < one.atMs ? other : one;
}

/** The series as pages add it up: the days LTK sent, as they are and as they were first seen. */
export function toHistory(series: StoredSeries): DailyHistory {
  const present = new Map<Day, DayMetrics>();
  const firstSeen = new Map<Day, DayMetrics>();
  for (const [day, stored] of series) {
    if (stored.present.metrics !== undefined) present.set(day, stored.present.metrics);
    if (stored.first?.metrics !== undefined) firstSeen.set(day, stored.first.metrics);
  }
  return { present, firstSeen };
}

const METRICS = ["clicks", "orders", "itemsSold", "commissions"] as const;

/**
 * Whether an answer would take away everything that is known of some metric in its window, as an empty one does. LTK revises
 * days, also down to nothing, but has no reason to forget a whole metric: such an answer is taken for a fault of theirs.
 */
export function wipesKnown(series: StoredSeries, reading: WindowReading): boolean {
  const days = listDays(reading.from, reading.to);
  return METRICS.some((metric) => {
    const isKnown = days.some((day) => series.get(day)?.present.metrics?.[metric] !== undefined);
    return isKnown && days.every((day) => reading.sent.get(day)?.[metric] === undefined);
  });
}
