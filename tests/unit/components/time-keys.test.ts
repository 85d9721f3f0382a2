import { describe, expect, test } from "vitest";
import { adviseInterval } from "@/components/controls/interval-words";
import { shiftRange } from "@/components/controls/shift-range";
import {
  answerKey,
  RANGE_KEYS,
  type TimeState,
  toSearchWith,
} from "@/components/controls/time-keys";
import { parseDay } from "@/lib/core/brand";
import { parseRange } from "@/lib/core/range";

function day(text: string) {
  const parsed = parseDay(text);
  if (parsed === undefined) throw new Error(`not a day: ${text}`);
  return parsed;
}

const TODAY = day("2026-11-24");

describe("shiftRange", () => {
  test.each([
    ["28d", -1, "2026-09-29..2026-10-26"],
    ["2026-09-29..2026-10-26", 1, "28d"],
    ["7d", -1, "2026-11-10..2026-11-16"],
    ["28d", 1, null],
    ["2026-11-23..2026-11-23", 1, "2026-11-24..2026-11-24"],
    ["2026-11-24..2026-11-24", 1, null],
    ["2026-11-24..2026-11-24", -1, "2026-11-23..2026-11-23"],
    ["mtd", -1, "last-month"],
    ["last-month", -1, "2026-09-01..2026-09-30"],
    ["last-month", 1, "mtd"],
    ["mtd", 1, null],
    ["2026-02-01..2026-02-28", 1, "2026-03-01..2026-03-31"],
    ["ytd", -1, "2025-01-01..2025-12-31"],
    ["2025-01-01..2025-12-31", 1, "ytd"],
    ["12m", -1, "2024-12-01..2025-11-30"],
    ["2024-12-01..2025-11-30", 1, "12m"],
    ["yesterday", -1, null],
  ] as const)("%s by %i is %s", (range, direction, expected) => {
    expect(shiftRange(range, direction, TODAY)).toBe(expected);
  });

  test("on the first of a month, one day stays one day", () => {
    const first = day("2026-11-01");
    expect(shiftRange("2026-11-01..2026-11-01", -1, first)).toBe("2026-10-31..2026-10-31");
    expect(shiftRange("2026-10-31..2026-10-31", 1, first)).toBe("2026-11-01..2026-11-01");
  });
});

describe("the keys", () => {
  const state: TimeState = { range: "28d", compare: "prev", interval: "day", today: TODAY };

  test("each range key has a letter of its own and a range that the API allows", () => {
    expect(new Set(RANGE_KEYS.map(({ key }) => key)).size).toBe(RANGE_KEYS.length);
    for (const { range } of RANGE_KEYS) expect(parseRange(range(TODAY), TODAY).ok).toBe(true);
  });

  test.each([
    ["2026-06-15", "2025-12-16"],
    ["2026-06-16", "2026-06-16"],
    ["2026-12-15", "2026-06-16"],
    ["2026-12-16", "2026-12-16"],
    ["2027-01-01", "2026-12-16"],
  ])("on %s LTK's rank period runs since %s", (today, start) => {
    const rank = RANGE_KEYS.find(({ key }) => key === "k");
    expect(rank?.range(day(today))).toBe(`${start}..${today}`);
  });

  test.each([
    ["w", { range: "7d" }],
    ["t", { range: "2026-10-25..2026-11-23" }],
    ["e", { range: "2026-11-23..2026-11-23" }],
    ["d", { range: "2026-11-24..2026-11-24" }],
    ["x", { compare: "yoy" }],
    ["ArrowLeft", { range: "2026-09-29..2026-10-26" }],
  ])("%s asks for %o", (key, change) => {
    expect(answerKey(key, state)?.change).toEqual(change);
  });

  test("the comparisons come round", () => {
    expect(answerKey("x", { ...state, compare: "yoy" })?.change).toEqual({ compare: "none" });
    expect(answerKey("x", { ...state, compare: "none" })?.change).toEqual({ compare: "prev" });
  });

  test("a period that is not there yet is said, not shown", () => {
    expect(answerKey("ArrowRight", state)).toEqual({
      change: null,
      words: "There is no later period.",
    });
  });

  test("Escape goes back to the defaults, and does nothing when they are shown", () => {
    expect(answerKey("Escape", { ...state, range: "7d" })?.change).toEqual({
      range: "28d",
      compare: "prev",
      interval: "day",
    });
    expect(answerKey("Escape", state)).toBeNull();
  });

  test.each(["q", "D", "Enter", "1"])("%s does nothing", (key) => {
    expect(answerKey(key, state)).toBeNull();
  });

  test("an address keeps what else it holds, and leaves defaults out", () => {
    expect(toSearchWith("?by=orders&range=7d", { range: "28d", compare: "none" })).toBe(
      "by=orders&compare=none",
    );
  });
});

describe("adviseInterval", () => {
  const week = { from: "2026-11-17", to: "2026-11-23" };
  test.each([
    ["day", week, null],
    ["month", week, { words: "By month, these days make a single point.", better: "day" }],
    [
      "week",
      { from: "2026-11-16", to: "2026-11-22" },
      { words: "By week, these days make a single point.", better: "day" },
    ],
    [
      "month",
      { from: "2026-10-01", to: "2026-10-31" },
      { words: "By month, these days make a single point.", better: "week" },
    ],
    ["month", { from: "2026-10-31", to: "2026-11-01" }, null],
    ["day", { from: "2025-11-25", to: "2026-11-24" }, null],
    [
      "day",
      { from: "2024-01-01", to: "2026-11-24" },
      { words: "By day, these are 1059 points.", better: "week" },
    ],
  ] as const)("by %s, %o: %o", (interval, period, expected) => {
    expect(adviseInterval(period, interval)).toEqual(expected);
  });
});
