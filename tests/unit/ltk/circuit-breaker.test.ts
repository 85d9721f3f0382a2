import { expect, test, vi } from "vitest";
import { err, ok, type Result } from "@/lib/core/result";
import { createCircuitBreaker } from "@/lib/ltk/circuit-breaker";
import { LtkError, type LtkErrorCode, type LtkErrorReason } from "@/lib/ltk/errors";

type Answer = Result<string, LtkError>;

function failure(code: LtkErrorCode, reason?: LtkErrorReason): Answer {
  return err(new LtkError(code, "failed", { endpoint: "e", isRetryable: true, reason }));
}

const DOWN = failure("ltk_unavailable", "status");
const UP: Answer = ok("up");

function setUp() {
  let nowMs = 1_000_000;
  const breaker = createCircuitBreaker({ now: () => nowMs });
  const attempt = vi.fn<() => Promise<Answer>>();
  const run = () => breaker.run("e", attempt);
  async function runTimes(times: number, answer: Answer, everyMs = 0) {
    attempt.mockResolvedValue(answer);
    for (let count = 0; count < times; count += 1) {
      nowMs += everyMs;
      await run();
    }
  }
  return {
    run,
    attempt,
    runTimes,
    advance: (ms: number) => {
      nowMs += ms;
    },
    /** An outage long enough to open it. */
    async open() {
      await runTimes(20, DOWN, 300);
      attempt.mockClear();
    },
  };
}

test("after twenty failures in a row over five seconds nobody asks, and is told why", async () => {
  const { run, attempt, open } = setUp();
  await open();
  const result = await run();
  expect(attempt).not.toHaveBeenCalled();
  expect(result).toMatchObject({
    ok: false,
    error: { code: "ltk_unavailable", reason: "circuit_open", isRetryable: false, endpoint: "e" },
  });
  expect(result.ok ? "" : result.error.message).toBe(
    "e: not asked, LTK has been failing for a while",
  );
});

test.each([
  ["one call with its retries", 4, 1_000],
  ["a burst of failures within seconds", 200, 20],
  ["rare failures, minutes apart", 100, 61_000],
])("%s opens nothing", async (_, times, everyMs) => {
  const { attempt, runTimes } = setUp();
  await runTimes(times, DOWN, everyMs);
  expect(attempt).toHaveBeenCalledTimes(times);
});

test.each([
  ["an answer", UP],
  ["a rate limit", failure("ltk_rate_limited")],
  ["a refused token", failure("ltk_unauthorised")],
])("%s in between ends the row: the host is up", async (_, answer) => {
  const { attempt, runTimes } = setUp();
  await runTimes(19, DOWN, 300);
  await runTimes(1, answer);
  await runTimes(19, DOWN, 300);
  await runTimes(1, UP);
  expect(attempt).toHaveBeenCalledTimes(40);
});

test("what ran out of time before it was sent says nothing of the host", async () => {
  const { attempt, runTimes } = setUp();
  await runTimes(100, failure("ltk_unavailable", "deadline"), 1_000);
  expect(attempt).toHaveBeenCalledTimes(100);
});

test("after ten seconds one attempt goes ahead, and when it succeeds all do", async () => {
  const { run, attempt, open, advance } = setUp();
  await open();
  advance(9_999);
  await run();
  expect(attempt).not.toHaveBeenCalled();
  advance(1);
  attempt.mockResolvedValue(UP);
  const results = await Promise.all([run(), run(), run()]);
  expect(results).toEqual([UP, UP, UP]);
  expect(attempt).toHaveBeenCalledTimes(3);
});

test("those who come while one is trying wait for it, and are refused when it fails", async () => {
  const { run, attempt, open, advance } = setUp();
  await open();
  advance(10_000);
  let finish = (_: Answer) => {};
  attempt.mockImplementationOnce(
    () =>
      new Promise((resolve) => {
        finish = resolve;
      }),
  );
  const running = [run(), run(), run()];
  await Promise.resolve();
  expect(attempt).toHaveBeenCalledTimes(1);
  finish(DOWN);
  const [first, ...others] = await Promise.all(running);
  expect(first).toBe(DOWN);
  for (const other of others) expect(other).toMatchObject({ error: { reason: "circuit_open" } });
  expect(attempt).toHaveBeenCalledTimes(1);
});

test("each failed trial doubles the pause, to a minute at most; a success resets it", async () => {
  const { run, attempt, open, advance } = setUp();
  await open();
  attempt.mockResolvedValue(DOWN);
  const pauses: number[] = [];
  for (let trials = 1, waited = 0; trials <= 5; ) {
    advance(1_000);
    waited += 1_000;
    await run();
    if (attempt.mock.calls.length < trials) continue;
    pauses.push(waited);
    trials += 1;
    waited = 0;
  }
  expect(pauses).toEqual([10_000, 20_000, 40_000, 60_000, 60_000]);
  advance(60_000);
  attempt.mockResolvedValue(UP);
  await run();
  await open();
  advance(10_000);
  await run();
  expect(attempt).toHaveBeenCalledTimes(1);
});

test("a trial that throws does not leave the others waiting", async () => {
  const { run, attempt, open, advance } = setUp();
  await open();
  advance(10_000);
  attempt.mockRejectedValueOnce(new Error("a bug")).mockResolvedValue(UP);
  const [first, second] = await Promise.allSettled([run(), run()]);
  expect(first.status).toBe("rejected");
  expect(second).toEqual({ status: "fulfilled", value: UP });
});
