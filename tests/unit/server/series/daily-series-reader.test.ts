import { expect, test, vi } from "vitest";
import { err, ok, type Result } from "@/lib/core/result";
import { addDays, HOUR_MS, listDays } from "@/lib/core/time";
import { createMemoryKv } from "@/lib/kv/memory";
import type { HeroChartDay } from "@/lib/ltk/endpoints/hero-chart";
import type { LtkPeriod } from "@/lib/ltk/query";
import type { ReadFailure } from "@/lib/server/failures";
import { createDailySeriesReader } from "@/lib/server/series/daily-series-reader";
import { SERIES_CODEC } from "@/lib/server/series/series-codec";
import { createSeriesStore } from "@/lib/server/series/series-store";
import { MAX_KEPT_DAYS } from "@/lib/server/series/stored-series";
import { day, TODAY } from "../../analytics/builders";
import { AGES, NOW } from "./builders";
import { requireOk, slugOf } from "./slugs";

const DOWN: ReadFailure = { code: "ltk_unavailable" };

function setUp() {
  const clock = { nowMs: NOW };
  const now = () => clock.nowMs;
  const deferred: Promise<void>[] = [];
  let clicks = 100;
  const load = vi.fn(
    async ({ from, to }: LtkPeriod): Promise<Result<readonly HeroChartDay[], ReadFailure>> =>
      ok(listDays(from, to).map((date) => ({ day: date, clicks }))),
  );
  const store = createSeriesStore({
    store: createMemoryKv({ now }),
    codec: SERIES_CODEC,
    now,
    onStoreError: vi.fn(),
  });
  const reader = createDailySeriesReader({
    store,
    turns: { claim: async () => ({ kind: "unknown" }), wait: async () => undefined },
    load,
    now,
    ages: AGES,
    defer: (work) => void deferred.push(work()),
    onWiped: () => ({ code: "ltk_bad_shape" }),
  });
  const query = (from: string, to: string, slug = "ava-lane") => ({
    slug: slugOf(slug),
    publisherIds: ["100001"],
    timezone: "UTC",
    today: TODAY,
    from: day(from),
    to: day(to),
  });
  return {
    reader,
    load,
    clock,
    query,
    setClicks: (next: number) => {
      clicks = next;
    },
    settle: () => Promise.all(deferred),
    asked: () => load.mock.calls.map(([{ from, to }]) => `${from}..${to}`),
  };
}

test("500 reads of one window on a cold store make one call, and a second round none", async () => {
  const { reader, load, query } = setUp();
  const read = () =>
    Promise.all(Array.from({ length: 500 }, () => reader.read(query("2026-10-27", "2026-11-23"))));
  for (const answer of await read()) expect(requireOk(answer).source.source).toBe("miss");
  for (const answer of await read()) expect(requireOk(answer).source.source).toBe("hit");
  expect(load).toHaveBeenCalledTimes(1);
});

test("only what is missing is asked for, with today where it reaches yesterday, a hundred days a call", async () => {
  const { reader, query, asked } = setUp();
  requireOk(await reader.read(query("2026-10-27", "2026-11-23")));
  requireOk(await reader.read(query("2026-09-01", "2026-11-20")));
  requireOk(await reader.read(query("2026-01-01", "2026-11-24")));
  expect(asked()).toEqual([
    "2026-10-27..2026-11-24",
    "2026-09-01..2026-10-26",
    "2026-05-24..2026-08-31",
    "2026-02-13..2026-05-23",
    "2026-01-01..2026-02-12",
  ]);
});

test("late days are served at once and renewed behind the visitor's back", async () => {
  const { reader, load, query, clock, settle, setClicks } = setUp();
  const window = query("2026-11-10", "2026-11-23");
  requireOk(await reader.read(window));
  clock.nowMs += 6 * HOUR_MS;
  setClicks(120);
  const late = requireOk(await reader.read(window));
  expect([
    late.source.source,
    late.source.error,
    late.series.get(day("2026-11-20"))?.clicks,
  ]).toEqual(["stale", null, 100]);
  await settle();
  const renewed = requireOk(await reader.read(window));
  expect([renewed.source.source, renewed.series.get(day("2026-11-20"))?.clicks]).toEqual([
    "hit",
    120,
  ]);
  expect(renewed.firstSeen.get(day("2026-11-20"))?.clicks).toBe(100);
  expect(load).toHaveBeenCalledTimes(2);
});

test("while LTK fails, what is kept is shown with the reason, and LTK is asked every ten seconds", async () => {
  const { reader, load, query, clock } = setUp();
  const window = query("2026-11-10", "2026-11-23");
  requireOk(await reader.read(window));
  clock.nowMs += 10 * HOUR_MS;
  load.mockResolvedValue(err(DOWN));
  for (const wait of [0, 9_999, 2]) {
    clock.nowMs += wait;
    const { source } = requireOk(await reader.read(window));
    expect(source).toEqual({ source: "stale", error: DOWN, storedAtMs: NOW });
  }
  expect(load).toHaveBeenCalledTimes(3);
});

test("with nothing kept the failure is the answer", async () => {
  const { reader, load, query } = setUp();
  load.mockResolvedValue(err(DOWN));
  const window = query("2026-11-10", "2026-11-23");
  expect(await reader.read(window)).toEqual({ ok: false, error: DOWN });
  expect(await reader.read(window)).toEqual({ ok: false, error: DOWN });
  expect(load).toHaveBeenCalledTimes(1);
});

test.each([
  ["no day at all", []],
  ["days without the metric that was known", [{ day: day("2026-11-20"), orders: 3 }]],
])("an answer with %s keeps the last good days, and is a changed shape", async (_, days) => {
  const { reader, load, query, clock } = setUp();
  const window = query("2026-11-10", "2026-11-23");
  requireOk(await reader.read(window));
  clock.nowMs += 10 * HOUR_MS;
  load.mockResolvedValue(ok(days));
  const { series, source } = requireOk(await reader.read(window));
  expect(source.error).toEqual({ code: "ltk_bad_shape" });
  expect(series.get(day("2026-11-20"))?.clicks).toBe(100);
  expect(await reader.refresh(window)).toEqual({ ok: false, error: { code: "ltk_bad_shape" } });
});

test("a creator of whom LTK knows nothing is asked about once, and has no days", async () => {
  const { reader, load, query } = setUp();
  load.mockResolvedValue(ok([]));
  const window = query("2026-11-10", "2026-11-23");
  expect(requireOk(await reader.read(window)).series.size).toBe(0);
  expect(requireOk(await reader.read(window)).source.source).toBe("hit");
  expect(load).toHaveBeenCalledTimes(1);
});

test("of several calls the good ones are kept when one fails", async () => {
  const { reader, load, query, asked } = setUp();
  load.mockResolvedValueOnce(err(DOWN));
  const window = query("2026-06-01", "2026-11-23");
  expect((await reader.refresh(window)).ok).toBe(false);
  load.mockClear();
  requireOk(await reader.read(query("2026-06-01", "2026-08-15")));
  expect(load).not.toHaveBeenCalled();
  requireOk(await reader.refresh(window));
  expect(asked()).toHaveLength(2);
});

test("no series crosses creators, publishers or zones", async () => {
  const { reader, load, query } = setUp();
  const window = query("2026-11-10", "2026-11-23");
  for (const other of [
    window,
    query("2026-11-10", "2026-11-23", "bea-ortiz"),
    { ...window, publisherIds: ["100002"] },
    { ...window, timezone: "America/New_York" },
  ]) {
    expect(requireOk(await reader.read(other)).source.source).toBe("miss");
  }
  expect(load).toHaveBeenCalledTimes(4);
});

test("days from over four years ago, which could not be kept, are not asked for", async () => {
  const { reader, query, asked } = setUp();
  requireOk(await reader.read(query("2022-11-20", "2022-11-27")));
  requireOk(await reader.read(query("2020-01-01", "2020-12-31")));
  expect(asked()).toEqual([`${addDays(TODAY, 1 - MAX_KEPT_DAYS)}..2022-11-27`]);
});
