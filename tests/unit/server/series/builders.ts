import fc from "fast-check";
import type { DailySeries } from "@/lib/analytics/series";
import type { Day } from "@/lib/core/brand";
import { addDays, countDays, DAY_MS, HOUR_MS, listDays } from "@/lib/core/time";
import {
  type StoredSeries,
  seriesOfReading,
  type WindowReading,
} from "@/lib/server/series/stored-series";
import { anyMetrics, day, someMetrics, TODAY } from "../../analytics/builders";

/** Noon of the current day of most tests. */
export const NOW = Date.parse("2026-11-24T12:00:00Z");

/** The lifetimes the product uses. */
export const AGES = {
  freshMs: 5 * HOUR_MS,
  revalidateMs: 9 * HOUR_MS,
  onErrorMs: 30 * DAY_MS,
  errorMs: 10_000,
};

/** A window as LTK answered it; without `clicks` every day has a hundred. */
export function aReading(
  from: string,
  to: string,
  options: Partial<WindowReading> & { readonly clicks?: number } = {},
): WindowReading {
  const { clicks = 100, ...rest } = options;
  const [first, last] = [day(from), day(to)];
  const sent = new Map(listDays(first, last).map((date) => [date, someMetrics({ clicks })]));
  return { from: first, to: last, sent, readAtMs: NOW, today: TODAY, ...rest };
}

/** What is kept after these readings, one `ageMs` old for each window. */
export function aStoredSeries(
  ...windows: readonly (readonly [from: string, to: string, ageMs: number])[]
): StoredSeries {
  const days = windows.map(([from, to, ageMs]) =>
    seriesOfReading(aReading(from, to, { readAtMs: NOW - ageMs })),
  );
  return new Map(days.flatMap((series) => [...series]));
}

/** Any answer to any window within 60 days from 1 October 2026 on, with days and metrics missing. */
export function anyReading(readAtMs: number): fc.Arbitrary<WindowReading> {
  const start = day("2026-10-01");
  return fc
    .tuple(fc.integer({ min: 0, max: 59 }), fc.integer({ min: 0, max: 59 }))
    .chain(([one, other]) => {
      const from = addDays(start, Math.min(one, other));
      const to = addDays(start, Math.max(one, other));
      return fc
        .array(fc.option(anyMetrics(), { nil: undefined }), {
          minLength: countDays(from, to),
          maxLength: countDays(from, to),
        })
        .map((metrics): WindowReading => {
          const sent: DailySeries = new Map(
            listDays(from, to).flatMap((date: Day, index) => {
              const found = metrics[index];
              const isSent = Object.values(found ?? {}).some((value) => value !== undefined);
              return found === undefined || !isSent ? [] : [[date, found] as const];
            }),
          );
          return { from, to, sent, readAtMs, today: addDays(start, 40) };
        });
    });
}

/** Any readings of different moments, in any order. */
export function anyReadings(): fc.Arbitrary<readonly WindowReading[]> {
  return fc
    .uniqueArray(fc.integer({ min: 0, max: 1_000_000 }), { minLength: 1, maxLength: 6 })
    .chain((stamps) => fc.tuple(...stamps.map((stamp) => anyReading(NOW + stamp))));
}
