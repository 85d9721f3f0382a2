import fc from "fast-check";
import { expect, test } from "vitest";
import { revisionsOf } from "@/lib/analytics/daily-history";
import { addDays } from "@/lib/core/time";
import { wipesKnown } from "@/lib/server/series/hero-days";
import {
  MAX_KEPT_DAYS,
  mergeSeries,
  type StoredSeries,
  seriesOfReading,
  toHistory,
  type WindowReading,
} from "@/lib/server/series/stored-series";
import { aSeries, day, TODAY } from "../../analytics/builders";
import { anyReading, anyReadings, aReading, NOW } from "./builders";

const EMPTY: StoredSeries = new Map();

function keep(readings: readonly WindowReading[]): StoredSeries {
  return readings
    .map((reading) => seriesOfReading(reading))
    .reduce((one, other) => mergeSeries(one, other), EMPTY);
}

test("readings may arrive in any order, and each any number of times", () => {
  fc.assert(
    fc.property(
      anyReadings().chain((readings) =>
        fc.tuple(
          fc.constant(readings),
          fc.shuffledSubarray([...readings, ...readings], { minLength: readings.length * 2 }),
        ),
      ),
      ([readings, shuffled]) => {
        expect(keep(shuffled)).toEqual(keep(readings));
      },
    ),
  );
});

test("however readings are grouped before they are joined, the outcome is the same", () => {
  fc.assert(
    fc.property(anyReadings(), fc.nat({ max: 6 }), (readings, cut) => {
      const joined = mergeSeries(keep(readings.slice(0, cut)), keep(readings.slice(cut)));
      expect(joined).toEqual(keep(readings));
    }),
  );
});

test("a window replaces its days, also those that LTK no longer sends, and no others", () => {
  fc.assert(
    fc.property(anyReading(NOW), anyReading(NOW + 1), (older, newer) => {
      const before = toHistory(keep([older])).present;
      const after = toHistory(keep([older, newer])).present;
      const alone = toHistory(keep([newer])).present;
      for (const date of new Set([...older.sent.keys(), ...newer.sent.keys()])) {
        const isInside = newer.from <= date && date <= newer.to;
        expect(after.get(date)).toEqual((isInside ? alone : before).get(date));
      }
    }),
  );
});

test("what a day showed first once it was over stays beside what it shows now", () => {
  const read = (clicks: number, atMs: number, today = TODAY) =>
    aReading("2026-11-22", "2026-11-23", { clicks, readAtMs: atMs, today });
  const whileItLasted = read(60, NOW - 2, day("2026-11-23"));
  const series = keep([read(130, NOW + 1), whileItLasted, read(110, NOW)]);
  const history = toHistory(series);
  expect(history.present.get(day("2026-11-23"))?.clicks).toBe(130);
  expect(history.firstSeen.get(day("2026-11-23"))?.clicks).toBe(110);
  expect(history.firstSeen.get(day("2026-11-22"))?.clicks).toBe(60);
  expect(revisionsOf(history)).toMatchObject(
    aSeries({ "2026-11-22": { clicks: 70 }, "2026-11-23": { clicks: 20 } }),
  );
});

test("at most four years are kept, and the oldest days go first", () => {
  const newest = seriesOfReading(aReading("2026-11-01", "2026-11-24"));
  const oldest = addDays(TODAY, 1 - MAX_KEPT_DAYS);
  const old = seriesOfReading(aReading(addDays(oldest, -3), addDays(oldest, 2)));
  const kept = [...mergeSeries(newest, old).keys()];
  expect([kept.length, kept.at(0)]).toEqual([27, oldest]);
});

test.each([
  ["an empty answer", true, {}],
  ["an answer without a metric that is known", true, { "2026-11-22": { orders: 3 } }],
  ["an answer that sends fewer days", false, { "2026-11-22": { clicks: 1, orders: 1 } }],
  ["an answer of zeros", false, { "2026-11-22": { clicks: 0, orders: 0 } }],
])("%s over known days: suspicious is %s", (_, isSuspicious, sent) => {
  const known = keep([
    aReading("2026-11-21", "2026-11-23", {
      sent: aSeries({ "2026-11-21": { clicks: 5, orders: 1 }, "2026-11-23": { clicks: 7 } }),
    }),
  ]);
  const reading = aReading("2026-11-21", "2026-11-23", { sent: aSeries(sent) });
  expect(wipesKnown(known, reading)).toBe(isSuspicious);
});

test("an empty answer where nothing is known is believed", () => {
  const nothing = aReading("2026-11-21", "2026-11-23", { sent: new Map() });
  expect(wipesKnown(EMPTY, nothing)).toBe(false);
  expect(wipesKnown(keep([nothing]), nothing)).toBe(false);
  expect(toHistory(keep([nothing])).present.size).toBe(0);
});
