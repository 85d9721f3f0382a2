import { expect, test } from "vitest";
import { DAY_MS, HOUR_MS } from "@/lib/core/time";
import { SERIES_RHYTHM } from "@/lib/server/series/rhythm";
import type { StoredSeries } from "@/lib/server/series/stored-series";
import { windowState } from "@/lib/server/series/window-state";
import { day, TODAY } from "../../analytics/builders";
import { AGES, aStoredSeries, NOW } from "./builders";

function judge(series: StoredSeries, from: string, to: string) {
  const at = { today: TODAY, nowMs: NOW, ages: AGES, rhythm: SERIES_RHYTHM };
  return windowState(series, { from: day(from), to: day(to) }, at);
}

const H = HOUR_MS;

test.each([
  ["5 h ago: fresh", 5 * H, "fresh"],
  ["more than 5 h ago: late", 5 * H + 1, "late"],
  ["9 h ago: late", 9 * H, "late"],
  ["more than 9 h ago: due", 9 * H + 1, "due"],
])("days that still move, read %s", (_, ageMs, state) => {
  const series = aStoredSeries(["2026-10-27", "2026-11-24", ageMs]);
  expect(judge(series, "2026-10-27", "2026-11-23")).toMatchObject({ state, isUsable: true });
});

test.each([
  ["29 h ago: fresh", 29 * H, "fresh"],
  ["33 h ago: late", 33 * H, "late"],
  ["more than 33 h ago: due", 33 * H + 1, "due"],
])("days older than 35, which are read once a night, read %s", (_, ageMs, state) => {
  const series = aStoredSeries(["2026-09-01", "2026-10-20", ageMs]);
  expect(judge(series, "2026-09-20", "2026-10-20").state).toBe(state);
});

test("days read when they were over 90 days old are final; read earlier, they are asked for once more", () => {
  const final = aStoredSeries(["2026-01-01", "2026-03-31", 100 * DAY_MS]);
  expect(judge(final, "2026-01-01", "2026-03-31").state).toBe("fresh");
  expect(judge(final, "2026-01-01", "2026-03-31").isUsable).toBe(true);
  const young = aStoredSeries(["2026-05-01", "2026-06-30", 100 * DAY_MS]);
  expect(judge(young, "2026-05-01", "2026-06-30").state).toBe("due");
});

test("only the days that are not fresh are wanted", () => {
  const series = aStoredSeries(
    ["2026-10-01", "2026-10-20", 40 * H],
    ["2026-10-21", "2026-11-10", 1 * H],
    ["2026-11-11", "2026-11-24", 6 * H],
  );
  expect(judge(series, "2026-10-21", "2026-11-20").wanted).toEqual({
    from: "2026-11-11",
    to: "2026-11-20",
  });
  expect(judge(series, "2026-10-01", "2026-11-10").wanted).toEqual({
    from: "2026-10-01",
    to: "2026-10-20",
  });
  expect(judge(series, "2026-10-21", "2026-11-10").wanted).toBeUndefined();
});

test("a day that began since the last reading keeps nobody waiting", () => {
  const series = aStoredSeries(["2026-11-01", "2026-11-23", 2 * H]);
  expect(judge(series, "2026-11-01", "2026-11-24")).toMatchObject({
    state: "late",
    isUsable: true,
    wanted: { from: "2026-11-24", to: "2026-11-24" },
  });
  expect(judge(series, "2026-11-24", "2026-11-24").state).toBe("due");
  const old = aStoredSeries(["2026-11-01", "2026-11-23", 10 * H]);
  expect(judge(old, "2026-11-01", "2026-11-24").state).toBe("due");
});

test("when LTK fails, a window serves if only its newest days are missing and nothing is older than 30 days", () => {
  const series = aStoredSeries(["2026-11-01", "2026-11-15", 20 * H]);
  expect(judge(series, "2026-11-01", "2026-11-23").isUsable).toBe(true);
  expect(judge(series, "2026-10-31", "2026-11-15").isUsable).toBe(false);
  expect(judge(series, "2026-11-16", "2026-11-23").isUsable).toBe(false);
  const gap = aStoredSeries(["2026-11-01", "2026-11-05", H], ["2026-11-09", "2026-11-15", H]);
  expect(judge(gap, "2026-11-01", "2026-11-15").isUsable).toBe(false);
  const old = aStoredSeries(["2026-10-01", "2026-10-15", 30 * DAY_MS + 1]);
  expect(judge(old, "2026-10-01", "2026-10-15").isUsable).toBe(false);
});

test("a window is as old as its oldest reading that should have been followed by another", () => {
  const series = aStoredSeries(
    ["2026-01-01", "2026-06-01", 60 * DAY_MS],
    ["2026-09-01", "2026-10-20", 20 * H],
    ["2026-10-21", "2026-11-22", 3 * H],
    ["2026-11-23", "2026-11-24", 1 * H],
  );
  const since = (from: string, to: string) => judge(series, from, to).syncedAtMs;
  expect(since("2026-11-23", "2026-11-24")).toBe(NOW - 1 * H);
  expect(since("2026-11-10", "2026-11-24")).toBe(NOW - 3 * H);
  expect(since("2026-10-01", "2026-11-24")).toBe(NOW - 3 * H);
  expect(since("2026-01-01", "2026-01-31")).toBe(NOW - 1 * H);
  expect(since("2026-07-01", "2026-07-31")).toBeUndefined();
});
