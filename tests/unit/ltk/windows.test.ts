import fc from "fast-check";
import { expect, test } from "vitest";
import { type Day, parseDay } from "@/lib/core/brand";
import { addDays, countDays, listDays } from "@/lib/core/time";
import { splitWindow } from "@/lib/ltk/windows";

function day(text: string): Day {
  const parsed = parseDay(text);
  if (parsed === undefined) throw new Error(`not a day: ${text}`);
  return parsed;
}

test("sixty days are two windows, the newest first", () => {
  expect(splitWindow({ from: day("2030-01-01"), to: day("2030-03-01") }, 31)).toEqual([
    { from: "2030-01-30", to: "2030-03-01" },
    { from: "2030-01-01", to: "2030-01-29" },
  ]);
});

test("no days are no window", () => {
  expect(splitWindow({ from: day("2030-01-02"), to: day("2030-01-01") }, 31)).toEqual([]);
});

test("every day is in one window, and none is too wide", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 500 }),
      fc.integer({ min: 1, max: 40 }),
      (length, max) => {
        const from = day("2030-01-15");
        const to = addDays(from, length);
        const windows = splitWindow({ from, to }, max);
        const days = windows.toReversed().flatMap((part) => listDays(part.from, part.to));
        expect(days).toEqual(listDays(from, to));
        expect(
          Math.max(...windows.map((part) => countDays(part.from, part.to))),
        ).toBeLessThanOrEqual(max);
      },
    ),
  );
});
