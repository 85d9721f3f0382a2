/** One test for each pitfall of affiliate figures that the product's definition lists, by its number there. */
import { expect, test, vi } from "vitest";
import { alignSeries, comparableDays } from "@/lib/analytics/alignment";
import { changeOf } from "@/lib/analytics/change";
import { splitByClicks } from "@/lib/analytics/click-tracking";
import { concentrationOf } from "@/lib/analytics/concentration";
import { revisionsOf } from "@/lib/analytics/daily-history";
import { DICTIONARY } from "@/lib/analytics/dictionary";
import { ledgerTotals, sumEvents } from "@/lib/analytics/ledger";
import { metricChanges } from "@/lib/analytics/metric-changes";
import { mixEffect } from "@/lib/analytics/mix-effect";
import { periodRatio } from "@/lib/analytics/period-ratios";
import { ratioOf } from "@/lib/analytics/ratio";
import { rosterTotals } from "@/lib/analytics/roster-totals";
import { bucketsOf } from "@/lib/analytics/series";
import { sumMetrics, totalsOf } from "@/lib/analytics/totals";
import { type Milli, milliToMajor, parseMilli, toMilli } from "@/lib/core/money";
import { comparisonRange } from "@/lib/core/range";
import {
  addDays,
  dayIn,
  dayToEpochMs,
  elapsedShareOfDay,
  listDays,
  weekdayOf,
} from "@/lib/core/time";
import { mergeSeries, seriesOfReading, toHistory } from "@/lib/server/series/stored-series";
import { aRange, aSeries, day, someMetrics, TODAY } from "./builders";

function amount(text: string): Milli {
  const milli = parseMilli(text);
  if (milli === undefined) throw new Error(`not an amount: ${text}`);
  return milli;
}

test("pitfall 1, the open balance is no period's earnings: balances are of a moment and in no sum", () => {
  for (const id of ["open", "due", "paidLifetime"] as const) {
    expect(DICTIONARY[id].aggregation).toBe("moment");
    expect(DICTIONARY[id].source).not.toBe(DICTIONARY.commissions.source);
  }
  expect(DICTIONARY.commissions.aggregation).toBe("sum");
  const withBalance = { ...someMetrics({ commissions: 1_000 }), open: 54_000_000 };
  expect(sumMetrics([withBalance])).not.toHaveProperty("open");
  expect(sumMetrics([withBalance]).commissions).toBe(1_000);
});

test("pitfall 2, currency: amounts with nine decimals stay exact, and currencies are never added up", () => {
  const rows = Array.from({ length: 1_000 }, () => ({ commissions: amount("0.100000000") }));
  expect(sumMetrics(rows).commissions).toBe(100_000);
  const roster = rosterTotals(
    [
      { id: "ava", currency: "USD", amountText: "10.000000000" },
      { id: "bea", currency: "EUR", amountText: "20.000000000" },
      { id: "cleo", currency: "USD", amountText: "-4.830000000" },
    ].map(({ id, currency, amountText }) => ({
      id,
      currency,
      freshness: "fresh" as const,
      current: sumMetrics([{ commissions: amount(amountText) }]),
      previous: undefined,
    })),
  );
  expect(roster.commissions.map(({ currency, amount: sum }) => [currency, sum])).toEqual([
    ["EUR", 20_000],
    ["USD", 5_170],
  ]);
});

test("pitfall 3, negative days: they stay negative in sums, and a base of zero or below has no percentage", () => {
  const series = aSeries({
    "2026-11-01": { commissions: -7_350 },
    "2026-11-02": { commissions: 2_350 },
  });
  const { commissions } = totalsOf(series, [...series.keys()]);
  expect(commissions).toBe(-5_000);
  expect(milliToMajor(commissions ?? toMilli(0))).toBe(-5);
  expect(changeOf(10, -5)).toEqual({ kind: "absolute", difference: 15 });
  expect(changeOf(10, 0)).toEqual({ kind: "absolute", difference: 10 });
});

test("pitfall 4, late orders revise the past: the first value is kept, and the revision of last week is told", () => {
  const week = listDays(day("2026-11-16"), day("2026-11-22"));
  const sent = (milli: number) =>
    new Map(week.map((date) => [date, someMetrics({ orders: 5, commissions: milli })]));
  const read = (milli: number, today: string) =>
    seriesOfReading({
      from: day("2026-11-16"),
      to: day("2026-11-22"),
      sent: sent(milli),
      readAtMs: dayToEpochMs(day(today)),
      today: day(today),
    });
  const kept = mergeSeries(read(40_000, "2026-11-23"), read(45_500, "2026-11-27"));
  const friday = toHistory(kept);
  expect(totalsOf(friday.present, week).commissions).toBe(318_500);
  expect(totalsOf(revisionsOf(friday), week).commissions).toBe(38_500);
  expect(totalsOf(revisionsOf(friday), week).orders).toBe(0);
});

test("pitfall 5, click date and order date differ: no orders per click under seven days", () => {
  const days = listDays(addDays(TODAY, -7), addDays(TODAY, -1));
  // All clicks fall on the Monday, all orders on the Tuesday.
  const series = new Map(
    days.map((date) => [
      date,
      someMetrics({
        clicks: weekdayOf(date) === 0 ? 1_000 : 0,
        orders: weekdayOf(date) === 1 ? 30 : 0,
      }),
    ]),
  );
  expect(periodRatio("ordersPerClick", series, days)).toMatchObject({ value: 0.03 });
  expect(periodRatio("ordersPerClick", series, days.slice(-6))).toEqual({
    kind: "none",
    reason: "short_window",
  });
});

test("pitfall 6, time zone: days are the creator's, last 23 to 25 hours, and do not depend on the machine", () => {
  vi.stubEnv("TZ", "Asia/Tokyo");
  const zone = "America/New_York";
  const atMs = Date.parse("2026-11-02T04:30:00Z");
  expect([dayIn("UTC", atMs), dayIn(zone, atMs)]).toEqual(["2026-11-02", "2026-11-01"]);
  expect(elapsedShareOfDay(zone, atMs)).toBe(24.5 / 25);
  expect(listDays(day("2026-03-07"), day("2026-03-09"))).toHaveLength(3);
  expect(weekdayOf(day("2026-11-24"))).toBe(1);
});

test("pitfall 7, incomplete today: out of the last days, marked elsewhere, and never held against a whole day", () => {
  expect(aRange("7d").to).toBe(addDays(TODAY, -1));
  const month = aRange("mtd");
  expect(bucketsOf(month, "day", TODAY).filter(({ isPartial }) => isPartial)).toEqual([
    { day: TODAY, days: [TODAY], isPartial: true },
  ]);
  const compare = comparisonRange(month, "prev");
  if (compare === null) throw new Error("nothing to compare");
  const series = new Map(
    [...listDays(compare.from, compare.to), ...listDays(month.from, month.to)].map((date) => [
      date,
      someMetrics({ clicks: date === TODAY ? 10 : 100 }),
    ]),
  );
  const { current, previous } = comparableDays({ range: month, compare }, TODAY);
  expect(current).not.toContain(TODAY);
  expect(totalsOf(series, current).clicks).toBe(totalsOf(series, previous).clicks);
});

test("pitfall 8, sources without clicks: out of the ratios per click, in the totals", () => {
  const brands = [
    { clicks: 900, orders: 20, commissions: toMilli(45_000) },
    { clicks: 100, orders: 5, commissions: toMilli(5_000) },
    { clicks: 0, orders: 109, itemsSold: 87, commissions: toMilli(60_000) },
  ];
  const { tracked } = splitByClicks(brands);
  expect(sumMetrics(brands).commissions).toBe(110_000);
  expect(ratioOf("epc", tracked, 28)).toMatchObject({ value: 50 });
  expect(ratioOf("ordersPerClick", tracked, 28)).toMatchObject({ value: 0.025 });
});

test("pitfall 9, paging and limits: a list that was cut off has shares of the whole, and says that it was cut off", () => {
  const firstPage = Array.from({ length: 100 }, () => ({ commissions: toMilli(1_000), orders: 1 }));
  expect(concentrationOf(firstPage, 10, toMilli(400_000))).toMatchObject({
    topShare: 0.025,
    isTruncated: true,
  });
});

test("pitfall 10, missing is not zero: a day not sent is a gap, and a true zero is a zero", () => {
  const series = aSeries({ "2026-11-01": { clicks: 0 }, "2026-11-03": { clicks: 5 } });
  const range = aRange("2026-11-01..2026-11-03");
  const compare = aRange("2026-10-29..2026-10-31");
  const points = alignSeries(series, { range, compare, interval: "day", today: TODAY });
  expect(points.map(({ current }) => current.clicks)).toEqual([0, undefined, 5]);
  expect(points.map(({ previous }) => previous.clicks)).toEqual([undefined, undefined, undefined]);
});

test("pitfall 11, the mean of ratios: a roster's ratio is of sums, and its mix is told when everybody got better and it fell", () => {
  const ava = {
    current: { commissions: 22_000, clicks: 100 },
    previous: { commissions: 180_000, clicks: 900 },
  };
  const bea = {
    current: { commissions: 99_000, clicks: 900 },
    previous: { commissions: 10_000, clicks: 100 },
  };
  const roster = [ava, bea];
  const now = ratioOf(
    "epc",
    roster.map(({ current }) => current),
    28,
  );
  const before = ratioOf(
    "epc",
    roster.map(({ previous }) => previous),
    28,
  );
  expect([now, before]).toMatchObject([{ value: 121 }, { value: 190 }]);
  const sums = ({ commissions, clicks }: { commissions: number; clicks: number }) => ({
    numerator: commissions,
    denominator: clicks,
  });
  const effect = mixEffect(
    roster.map(({ current, previous }) => ({ current: sums(current), previous: sums(previous) })),
  );
  expect(effect?.within).toBeGreaterThan(0);
  expect(effect?.mix).toBeLessThan(0);
  expect(effect?.change).toBeCloseTo(121 - 190, 9);
});

test("pitfall 12, lengths of months and weekdays: both sides have as many days, and whole weeks the same weekdays", () => {
  const february = aRange("last-month", day("2027-03-10"));
  const january = comparisonRange(february, "prev");
  expect(january).toMatchObject({ from: "2027-01-04", to: "2027-01-31" });
  for (const comparison of ["prev", "yoy"] as const) {
    const compare = comparisonRange(aRange("28d"), comparison);
    if (compare === null) throw new Error("nothing to compare");
    const { current, previous } = comparableDays({ range: aRange("28d"), compare }, TODAY);
    expect(previous.map(weekdayOf)).toEqual(current.map(weekdayOf));
  }
});

test("pitfall 13, names of ranges: this month is the creator's month, not that of UTC", () => {
  const atMs = Date.parse("2026-12-01T02:00:00Z");
  expect(aRange("mtd", dayIn("UTC", atMs))).toMatchObject({ from: "2026-12-01" });
  expect(aRange("mtd", dayIn("America/Los_Angeles", atMs))).toMatchObject({
    from: "2026-11-01",
    to: "2026-11-30",
  });
});

test("pitfall 14, unknown kinds of events: kept and counted apart, and no earnings", () => {
  const events = [
    { kind: "sale", amount: toMilli(4_830) },
    { kind: "other", amount: toMilli(-2_000) },
    { kind: "payment", amount: toMilli(-950_000) },
  ] as const;
  expect(ledgerTotals([sumEvents(events)])).toMatchObject({
    net: 4_830,
    paid: 950_000,
    other: { events: 1, amount: -2_000 },
  });
});

test("pitfall 15, re-runs: taking in the same or an overlapping window again changes nothing", () => {
  const today = day("2026-11-05");
  const whole = aSeries({
    "2026-11-01": { orders: 3 },
    "2026-11-02": { orders: 4 },
    "2026-11-03": { orders: 5 },
  });
  const overlap = aSeries({ "2026-11-02": { orders: 4 }, "2026-11-03": { orders: 5 } });
  const read = (sent: typeof whole, later: number) => {
    const [from, to] = [[...sent.keys()].at(0) ?? today, [...sent.keys()].at(-1) ?? today];
    return seriesOfReading({ from, to, sent, readAtMs: dayToEpochMs(today) + later, today });
  };
  const once = read(whole, 0);
  const again = toHistory(
    [read(overlap, 1), read(whole, 2)].reduce((kept, added) => mergeSeries(kept, added), once),
  );
  expect(again).toEqual(toHistory(once));
  expect(totalsOf(again.present, [...again.present.keys()]).orders).toBe(12);
});

test("pitfall 16, small numbers: rates and percentages are hidden, counts are kept", () => {
  const few = { clicks: 40, orders: 2, itemsSold: 3, commissions: 9 };
  const fewer = { clicks: 20, orders: 1, itemsSold: 1, commissions: 4 };
  for (const change of Object.values(metricChanges(few, fewer))) {
    expect(change.kind).toBe("absolute");
  }
  expect(metricChanges(few, fewer).clicks).toEqual({ kind: "absolute", difference: 20 });
  expect(ratioOf("epc", [{ commissions: 9_000, clicks: 40 }], 28)).toEqual({
    kind: "none",
    reason: "small_sample",
  });
});
