import fc from "fast-check";
import { expect, test, vi } from "vitest";
import { err, ok, type Result } from "@/lib/core/result";
import { LtkError } from "@/lib/ltk/errors";
import { MAX_RETRIES, parseRetryAfter, SHORTEST_TRY_MS, withRetries } from "@/lib/ltk/retry";

const down = (retryAfterMs?: number) =>
  new LtkError("ltk_unavailable", "status 503", { endpoint: "e", isRetryable: true, retryAfterMs });
const refused = new LtkError("ltk_bad_request", "status 400", {
  endpoint: "e",
  isRetryable: false,
});

function setUp({ random = 0.5, retriesLeft = 100 } = {}) {
  const slept: number[] = [];
  let nowMs = 0;
  let left = retriesLeft;
  const options = {
    now: () => nowMs,
    sleep: async (ms: number) => {
      slept.push(ms);
      nowMs += ms;
    },
    random: () => random,
    budget: {
      tryTake: () => {
        left -= 1;
        return left >= 0;
      },
    },
    maxRetries: MAX_RETRIES,
  };
  const attempt = vi.fn<() => Promise<Result<string, LtkError>>>();
  return { options, slept, attempt };
}

test("three retries with a doubling jittered wait, then the last error", async () => {
  const { options, slept, attempt } = setUp();
  attempt.mockResolvedValue(err(down()));
  const result = await withRetries(options, 60_000, attempt);
  expect(result.ok).toBe(false);
  expect(attempt).toHaveBeenCalledTimes(4);
  expect(slept).toEqual([125, 250, 500]);
});

test.each([
  [0, [0, 0, 0]],
  [0.999, [249.75, 499.5, 999]],
])("the jitter is full: with chance %d the waits are %j", async (random, waits) => {
  const { options, slept, attempt } = setUp({ random });
  attempt.mockResolvedValue(err(down()));
  await withRetries(options, 60_000, attempt);
  expect(slept).toEqual(waits);
});

test("what cannot heal is tried once", async () => {
  const { options, slept, attempt } = setUp();
  attempt.mockResolvedValue(err(refused));
  await withRetries(options, 60_000, attempt);
  expect(attempt).toHaveBeenCalledTimes(1);
  expect(slept).toEqual([]);
});

test("Retry-After is obeyed exactly, and a wait past the deadline is not begun", async () => {
  const { options, slept, attempt } = setUp();
  attempt.mockResolvedValueOnce(err(down(2_000))).mockResolvedValueOnce(ok("late"));
  expect(await withRetries(options, 10_000, attempt)).toEqual({ ok: true, value: "late" });
  expect(slept).toEqual([2_000]);
  attempt.mockResolvedValueOnce(err(down(30_000)));
  expect((await withRetries(options, 10_000, attempt)).ok).toBe(false);
  expect(slept).toEqual([2_000]);
});

test("a Retry-After of nothing does not end the backing off", async () => {
  const { options, slept, attempt } = setUp();
  attempt.mockResolvedValue(err(down(0)));
  await withRetries(options, 60_000, attempt);
  expect(slept).toEqual([125, 250, 500]);
});

test("with the shared budget spent the first error is final", async () => {
  const { options, attempt, slept } = setUp({ retriesLeft: 1 });
  attempt.mockResolvedValue(err(down()));
  await withRetries(options, 60_000, attempt);
  expect(attempt).toHaveBeenCalledTimes(2);
  await withRetries(options, 60_000, attempt);
  expect(attempt).toHaveBeenCalledTimes(3);
  expect(slept).toHaveLength(1);
});

test("no retry begins that could not end before the deadline, whatever the waits and the tries take", async () => {
  const short = fc.integer({ min: 0, max: 6_000 });
  await fc.assert(
    fc.asyncProperty(
      short,
      fc.array(short),
      fc.double({ min: 0, max: 0.99, noNaN: true }),
      async (deadlineMs, takes, random) => {
        const { options, attempt } = setUp({ random });
        const begun: number[] = [];
        let spentMs = 0;
        const now = options.now;
        const clock = () => now() + spentMs;
        attempt.mockImplementation(async () => {
          begun.push(clock());
          spentMs += takes[begun.length - 1] ?? 0;
          return err(down());
        });
        await withRetries({ ...options, now: clock }, deadlineMs, attempt);
        const retries = begun.slice(1);
        expect(retries.filter((atMs) => atMs + SHORTEST_TRY_MS > deadlineMs)).toEqual([]);
      },
    ),
  );
});

test.each([
  ["7", 7_000],
  [" 7 ", 7_000],
  ["0", 0],
  ["Thu, 01 Jan 1970 00:01:00 GMT", 60_000],
  ["Thu, 01 Jan 1970 00:00:00 GMT", 0],
  ["soon", undefined],
  ["1.5", undefined],
  ["-3", undefined],
  ["", undefined],
  [null, undefined],
])("Retry-After %s is %s ms", (header, expected) => {
  expect(parseRetryAfter(header, 0)).toBe(expected);
});
