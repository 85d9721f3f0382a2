import { expect, test } from "vitest";
import { createRetryBudget } from "@/lib/ltk/retry-budget";

const MINUTE_MS = 60_000;

function setUp() {
  let nowMs = 1_000_000;
  const budget = createRetryBudget({ now: () => nowMs });
  return {
    budget,
    advance: (ms: number) => {
      nowMs += ms;
    },
    takeAll() {
      let taken = 0;
      while (budget.tryTake()) taken += 1;
      return taken;
    },
  };
}

test("it is full at the start and can be emptied", () => {
  const { budget, takeAll } = setUp();
  expect(takeAll()).toBe(60);
  expect(budget.tryTake()).toBe(false);
});

test("it gains one every two seconds, parts of which are not lost, and never more than it holds", () => {
  const { takeAll, advance } = setUp();
  takeAll();
  advance(1_999);
  expect(takeAll()).toBe(0);
  advance(1);
  expect(takeAll()).toBe(1);
  advance(60 * MINUTE_MS);
  expect(takeAll()).toBe(60);
});

test("whoever asks all the time gets at most a hundred in a minute", () => {
  const { budget, advance } = setUp();
  let taken = 0;
  for (let ms = 0; ms < MINUTE_MS; ms += 20) {
    if (budget.tryTake()) taken += 1;
    advance(20);
  }
  expect(taken).toBeGreaterThanOrEqual(60);
  expect(taken).toBeLessThanOrEqual(100);
});

test("a clock that is set back takes nothing away", () => {
  const { budget, advance } = setUp();
  advance(-MINUTE_MS);
  expect(budget.tryTake()).toBe(true);
});
