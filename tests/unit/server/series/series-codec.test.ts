import fc from "fast-check";
import { expect, test } from "vitest";
import { addDays, DAY_MS, listDays } from "@/lib/core/time";
import { SERIES_CODEC } from "@/lib/server/series/series-codec";
import {
  mergeSeries,
  type StoredDay,
  type StoredSeries,
  seriesOfReading,
} from "@/lib/server/series/stored-series";
import { someMetrics, TODAY } from "../../analytics/builders";
import { anyReadings, aReading, NOW } from "./builders";

test("whatever is kept is read back as it was", () => {
  fc.assert(
    fc.property(anyReadings(), (readings) => {
      const series = readings.map(seriesOfReading).reduce(mergeSeries);
      expect(SERIES_CODEC.decode(SERIES_CODEC.encode(series))).toEqual(series);
    }),
  );
});

test("an empty series and days that are far apart are kept, too", () => {
  expect(SERIES_CODEC.decode(SERIES_CODEC.encode(new Map()))).toEqual(new Map());
  const far = mergeSeries(
    seriesOfReading(aReading("2024-02-27", "2024-03-01")),
    seriesOfReading(aReading("2026-11-24", "2026-11-24", { readAtMs: NOW + 5 })),
  );
  expect(SERIES_CODEC.decode(SERIES_CODEC.encode(far))).toEqual(far);
});

/** A year in which nothing repeats: every day read at a time of its own, first seen at another, and revised since. */
function aBusyYear(scale: number): StoredSeries {
  const days = listDays(addDays(TODAY, -364), TODAY);
  return new Map(
    days.map((day, index): [typeof day, StoredDay] => {
      const metrics = (revision: number) =>
        someMetrics({
          clicks: 4_000 * scale + index * 7 + revision,
          orders: 130 * scale + index + revision,
          itemsSold: 180 * scale + index + revision,
          commissions: 1_312_457 * scale + index * 1_001 - revision,
        });
      const atMs = NOW - (365 - index) * DAY_MS + index * 12_345;
      return [
        day,
        {
          present: { atMs: atMs + 87_654_321 + index, metrics: metrics(3) },
          first: { atMs, metrics: metrics(0) },
        },
      ];
    }),
  );
}

test.each([
  ["a creator of 4,000 clicks a day", 1, 40_000],
  ["one a hundred times as large", 100, 40_000],
])("a year of %s, every day revised, takes at most 40 kB", (_, scale, bound) => {
  const series = aBusyYear(scale);
  const text = SERIES_CODEC.encode(series);
  expect(Buffer.byteLength(text)).toBeLessThanOrEqual(bound);
  expect(SERIES_CODEC.decode(text)).toEqual(series);
});

const GOOD = {
  from: "2026-11-23",
  clicks: [1, 2],
  orders: [1, null],
  items: [1, null],
  commissions: [1, 2],
  readAt: [[2, 5]],
  firstAt: [[2, null]],
  revised: { places: [], clicks: [], orders: [], items: [], commissions: [] },
};

test.each([
  ["no JSON", "rubbish"],
  ["another shape", "{}"],
  ["no day", JSON.stringify({ ...GOOD, from: "2026-02-30" })],
  ["columns of different lengths", JSON.stringify({ ...GOOD, orders: [1] })],
  ["stamps that do not cover the days", JSON.stringify({ ...GOOD, readAt: [[1, 5]] })],
  ["stamps without an end", JSON.stringify({ ...GOOD, readAt: [[1e9, 5]] })],
  ["fractions", JSON.stringify({ ...GOOD, commissions: [1.5, 2] })],
  ["texts", JSON.stringify({ ...GOOD, clicks: ["1", 2] })],
  [
    "a revised day without values",
    JSON.stringify({ ...GOOD, revised: { ...GOOD.revised, places: [1] } }),
  ],
])("%s is no series", (_, text) => {
  expect(SERIES_CODEC.decode(text)).toBeUndefined();
});

test("the same without the fault is one", () => {
  expect(SERIES_CODEC.decode(JSON.stringify(GOOD))?.size).toBe(2);
});
