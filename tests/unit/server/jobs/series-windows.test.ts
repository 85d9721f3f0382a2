import { expect, test } from "vitest";
import { DAY_MS, HOUR_MS } from "@/lib/core/time";
import { seriesWindows } from "@/lib/server/jobs/series-windows";
import { SERIES_RHYTHM } from "@/lib/server/series/rhythm";
import { type StoredSeries, toHistory } from "@/lib/server/series/stored-series";
import { TODAY } from "../../analytics/builders";
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
