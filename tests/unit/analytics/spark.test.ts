import { expect, test } from "vitest";
import { sparkInterval, sparkOf } from "@/lib/analytics/spark";
import { aRange, aSeries, TODAY } from "./builders";

test.each([
  ["2026-10-25..2026-11-24", "day"],
  ["2026-10-24..2026-11-24", "week"],
  ["90d", "week"],
  ["2026-04-22..2026-11-24", "week"],
  ["2026-04-21..2026-11-24", "month"],
  ["12m", "month"],
])("over %s a small line is drawn by %s", (range, interval) => {
  expect(sparkInterval(aRange(range))).toBe(interval);
});

test("a small line has a value a point; a day not sent is none, and a zero is a zero", () => {
  const series = aSeries({
    "2026-11-02": { commissions: 0 },
    "2026-11-03": { clicks: 4 },
    "2026-11-04": { commissions: -1_500 },
    "2026-11-05": { commissions: 2_000 },
  });
  const range = aRange("2026-11-01..2026-11-05");
  expect(sparkOf(series, { range, interval: "day", today: TODAY })).toEqual([
    undefined,
    0,
    undefined,
    -1_500,
    2_000,
  ]);
  expect(sparkOf(series, { range, interval: "month", today: TODAY })).toEqual([500]);
});
