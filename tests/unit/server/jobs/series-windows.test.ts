import { expect, test } from "vitest";
import type { Day } from "@/lib/core/brand";
import { addDays, countDays, DAY_MS, dayToEpochMs, HOUR_MS, listDays } from "@/lib/core/time";
import { seriesWindows } from "@/lib/server/jobs/series-windows";
import { LEDGER_RHYTHM } from "@/lib/server/ledger/ledger-days";
import { type Rhythm, SERIES_RHYTHM } from "@/lib/server/series/rhythm";
import type { DayWindow } from "@/lib/server/series/slice-window";
import { type StoredDay, type StoredSeries, toHistory } from "@/lib/server/series/stored-series";
import { day, TODAY } from "../../analytics/builders";
import { aStoredSeries, NOW } from "../series/builders";

function plan(series: StoredSeries, options: { isStoreUp?: boolean; nowMs?: number } = {}) {
  const known = { series, history: toHistory(series), isStoreUp: options.isStoreUp ?? true };
  const { moving, backfill } = seriesWindows(known, {
    today: TODAY,
    nowMs: options.nowMs ?? NOW,
    rhythm: SERIES_RHYTHM,
  });
  const text = ({ from, to }: { from: string; to: string }) => `${from}..${to}`;
  return { moving: moving.map(text).join(), backfill: backfill.map(text) };
}

const ROLLING = "2026-10-21..2026-11-24";
const NIGHTLY = "2026-07-28..2026-11-24";
const FROM = "2025-10-24";

test("a creator of whom nothing is kept: the last 35 days, then thirteen months in four calls, the newest first", () => {
  expect(plan(new Map())).toEqual({
    moving: ROLLING,
    backfill: [
      "2026-07-13..2026-10-20",
      "2026-04-04..2026-07-12",
      "2025-12-25..2026-04-03",
      "2025-10-24..2025-12-24",
    ],
  });
});

test("filled up, a run reads the last 35 days, and the first one after midnight UTC the last 120", () => {
  const at = (ageMs: number) =>
    plan(
      aStoredSeries(
        [FROM, "2026-07-27", 10 * DAY_MS],
        ["2026-07-28", "2026-10-20", ageMs],
        ["2026-10-21", "2026-11-24", 4 * HOUR_MS],
      ),
    ).moving;
  expect(at(11 * HOUR_MS)).toBe(ROLLING);
  expect(at(13 * HOUR_MS)).toBe(NIGHTLY);
});

test("an interrupted backfill is continued where it stopped", () => {
  const series = aStoredSeries(["2026-04-04", "2026-11-24", 0]);
  expect(plan(series).backfill).toEqual(["2025-12-25..2026-04-03", "2025-10-24..2025-12-24"]);
});

test("days that left the nightly window before they were final are read once more", () => {
  const series = aStoredSeries(
    [FROM, "2026-05-31", 60 * DAY_MS],
    ["2026-06-01", "2026-07-27", 60 * DAY_MS],
    ["2026-07-28", "2026-11-24", 0],
  );
  expect(plan(series).backfill).toEqual(["2026-06-27..2026-07-27"]);
});

test("while the store is away only the last 35 days are read", () => {
  expect(plan(new Map(), { isStoreUp: false })).toEqual({ moving: ROLLING, backfill: [] });
});

/** The runs of some days over one series, each of them done whole. */
function simulate(rhythm: Rhythm, days: number) {
  const series = new Map<Day, StoredDay>();
  return Array.from({ length: 6 * days }, (_, run) => {
    const nowMs = NOW - 12 * HOUR_MS + run * 4 * HOUR_MS;
    const today = addDays(TODAY, Math.floor(run / 6));
    const known = { series, history: EMPTY, isStoreUp: true };
    const { moving, backfill } = seriesWindows(known, { today, nowMs, rhythm });
    for (const [index, { from, to }] of [...moving, ...backfill].entries()) {
      const present = { atMs: nowMs + index, metrics: undefined };
      for (const date of listDays(from, to)) series.set(date, { present, first: undefined });
    }
    return { nowMs, today, moving, backfill };
  });
}

const EMPTY = { present: new Map(), firstSeen: new Map() };
const LEDGER_RUNS = simulate(LEDGER_RHYTHM, 140);

const lengthOf = (windows: readonly DayWindow[]) =>
  windows.reduce((sum, { from, to }) => sum + countDays(from, to), 0);

test("the ledger's first run reads thirteen months once, in windows of 31 days, the newest first", () => {
  const [run] = LEDGER_RUNS;
  expect(run?.moving).toEqual([{ from: "2026-11-21", to: TODAY }]);
  expect(run?.backfill).toHaveLength(13);
  expect(run?.backfill[0]).toEqual({ from: "2026-10-21", to: "2026-11-20" });
  expect(lengthOf(run?.backfill ?? [])).toBe(countDays(day("2025-10-24"), day("2026-11-20")));
});

test("then a day's runs read 82 days of the ledger at most: 4 each, 31 at night, and 31 of the older ones in turn", () => {
  for (const { today, nowMs, moving, backfill } of LEDGER_RUNS.slice(6)) {
    expect(backfill).toEqual([]);
    const isNight = nowMs % DAY_MS === 0;
    expect(moving[0]).toEqual({ from: addDays(today, isNight ? -30 : -3), to: today });
    expect(moving.length).toBeLessThanOrEqual(isNight ? 2 : 1);
    expect(lengthOf(moving)).toBeLessThanOrEqual(isNight ? 62 : 4);
  }
});

test("every day of the ledger that is not final is read within three nights, and a final one never again", () => {
  const readAt = new Map<string, number[]>();
  for (const { nowMs, moving } of LEDGER_RUNS) {
    for (const date of moving.flatMap(({ from, to }) => listDays(from, to))) {
      readAt.set(date, [...(readAt.get(date) ?? []), nowMs]);
    }
  }
  for (const date of listDays(TODAY, addDays(TODAY, 40))) {
    const stamps = readAt.get(date) ?? [];
    const gaps = stamps.slice(1).map((stamp, index) => stamp - (stamps[index] ?? 0));
    expect(Math.max(...gaps)).toBeLessThanOrEqual(3 * DAY_MS);
    const ages = stamps.map((stamp) => (stamp - dayToEpochMs(date)) / DAY_MS);
    // Its last reading is the first one after 90 days; those that are read in one window with younger days come along.
    expect(ages.filter((age) => age >= 91).length).toBeGreaterThanOrEqual(1);
    expect(Math.max(...ages)).toBeLessThanOrEqual(94);
  }
});
