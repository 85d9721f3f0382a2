import { expect, test } from "vitest";
import { addDays, DAY_MS, dayToEpochMs, HOUR_MS, listDays } from "@/lib/core/time";
import { settlingOf, sightingsOf } from "@/lib/server/series/settling";
import { mergeSeries, type StoredSeries, seriesOfReading } from "@/lib/server/series/stored-series";
import { someMetrics, TODAY } from "../../analytics/builders";

/** One day, read at two ages with what it showed. */
function aDay(
  ageDays: number,
  first: { readonly seenAtAge: number; readonly commissions: number },
  present: { readonly seenAtAge: number; readonly commissions: number },
): StoredSeries {
  const day = addDays(TODAY, -ageDays);
  const read = ({ seenAtAge, commissions }: typeof first) =>
    seriesOfReading({
      from: day,
      to: day,
      sent: new Map([[day, someMetrics({ commissions })]]),
      readAtMs: dayToEpochMs(day) + seenAtAge * DAY_MS + 8 * HOUR_MS,
      today: addDays(day, seenAtAge),
    });
  return mergeSeries(read(first), read(present));
}

const BASIS = { metric: "commissions", today: TODAY, timezone: "UTC" } as const;

test("a settled day tells at which age it was first seen, what it showed, and what it came to", () => {
  const series = aDay(
    80,
    { seenAtAge: 1, commissions: 550 },
    { seenAtAge: 75, commissions: 1_000 },
  );
  expect(sightingsOf(series, BASIS)).toEqual([{ ageDays: 1, seen: 550, settled: 1_000 }]);
  expect(sightingsOf(series, { ...BASIS, metric: "orders" })).toEqual([]);
});

test.each([
  ["is not settled", aDay(59, { seenAtAge: 1, commissions: 5 }, { seenAtAge: 59, commissions: 9 })],
  [
    "was not read again since it settled",
    aDay(80, { seenAtAge: 1, commissions: 5 }, { seenAtAge: 59, commissions: 9 }),
  ],
])("a day that %s tells nothing", (_, series) => {
  expect(sightingsOf(series, BASIS)).toEqual([]);
});

test("how old a day was is counted in the creator's zone", () => {
  const series = aDay(
    80,
    { seenAtAge: 1, commissions: 550 },
    { seenAtAge: 75, commissions: 1_000 },
  );
  // 08:00 UTC is the evening before in Honolulu's yesterday, and the next morning nowhere.
  expect(sightingsOf(series, { ...BASIS, timezone: "Pacific/Honolulu" })).toEqual([
    { ageDays: 0, seen: 550, settled: 1_000 },
  ]);
});

test("the curve is learned from what is kept: the median share at the age it was first seen", () => {
  const days = listDays(addDays(TODAY, -90), addDays(TODAY, -70));
  const series = days
    .map((_, index) =>
      aDay(90 - index, { seenAtAge: 1, commissions: 600 }, { seenAtAge: 65, commissions: 1_000 }),
    )
    .reduce(mergeSeries);
  expect([0, 1, 2].map(settlingOf(series, BASIS))).toEqual([0.6, 0.6, 1]);
  expect(settlingOf(new Map(), BASIS)(1)).toBe(1);
});
