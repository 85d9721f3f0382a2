import { expect, test, vi } from "vitest";
import { err, ok, type Result } from "@/lib/core/result";
import { LtkError } from "@/lib/ltk/errors";
import { parseRetryAfter, withRetries } from "@/lib/ltk/retry";

const down = (retryAfterMs?: number) =>
  new LtkError("ltk_unavailable", "status 503", { endpoint: "e", isRetryable: true, retryAfterMs });
const refused = new LtkError("ltk_bad_request", "status 400", {
  endpoint: "e",
  isRetryable: false,
});

function setUp() {
  const slept: number[] = [];
  let nowMs = 0;
  const options = {
    now: () => nowMs,
    sleep: async (ms: number) => {
      slept.push(ms);
      nowMs += ms;
    },
    random: () => 0.5,
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

test.each([
  ["7", 7_000],
  ["Thu, 01 Jan 1970 00:01:00 GMT", 60_000],
  ["Thu, 01 Jan 1970 00:00:00 GMT", 0],
  ["soon", undefined],
  [null, undefined],
])("Retry-After %s is %s ms", (header, expected) => {
  expect(parseRetryAfter(header, 0)).toBe(expected);
});
