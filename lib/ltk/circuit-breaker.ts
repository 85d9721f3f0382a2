import { err, type Result } from "@/lib/core/result";
import { type Clock, MINUTE_MS, SECOND_MS } from "@/lib/core/time";
import { LtkError } from "./errors";

/** Stops asking a host that has been down for a while, and finds out by one attempt at a time whether it is back. */
export interface CircuitBreaker {
  /** Runs an attempt, or fails at once with `ltk_unavailable`, reason `circuit_open`. */
  run<T>(
    endpoint: string,
    attempt: () => Promise<Result<T, LtkError>>,
  ): Promise<Result<T, LtkError>>;
}

/** So many failures in a row, over so long, are an outage; fewer may be one call with its retries, or a blip. */
const OPEN_AFTER_FAILURES = 20;
const OPEN_AFTER_MS = 5 * SECOND_MS;
/** A failure this long after the one before begins a new row. */
const ROW_ENDS_AFTER_MS = MINUTE_MS;
/** How long nobody asks: doubled each time the host is found to be still down. */
const FIRST_PAUSE_MS = 10 * SECOND_MS;
const LONGEST_PAUSE_MS = MINUTE_MS;

interface Row {
  readonly count: number;
  readonly firstAtMs: number;
  readonly lastAtMs: number;
}

interface Pause {
  readonly untilMs: number;
  readonly lengthMs: number;
}

/**
 * Creates the breaker of one host, closed. Only `ltk_unavailable` counts as a failure: whatever else a host answers, it is
 * up. After each pause one attempt goes ahead; those that come meanwhile wait for what it finds.
 */
export function createCircuitBreaker({ now }: { readonly now: Clock }): CircuitBreaker {
  let row: Row | undefined;
  let pause: Pause | undefined;
  let trial: Promise<unknown> | undefined;

  function pauseFor(lengthMs: number): void {
    pause = { untilMs: now() + lengthMs, lengthMs };
  }

  function noteFailure(isTrial: boolean): void {
    const atMs = now();
    const isRow = row !== undefined && atMs - row.lastAtMs <= ROW_ENDS_AFTER_MS;
    row =
      row !== undefined && isRow
        ? { ...row, count: row.count + 1, lastAtMs: atMs }
        : { count: 1, firstAtMs: atMs, lastAtMs: atMs };
    if (isTrial && pause !== undefined) {
      pauseFor(Math.min(LONGEST_PAUSE_MS, pause.lengthMs * 2));
    } else if (
      pause === undefined &&
      row.count >= OPEN_AFTER_FAILURES &&
      atMs - row.firstAtMs >= OPEN_AFTER_MS
    ) {
      pauseFor(FIRST_PAUSE_MS);
    }
  }

  async function go<T>(attempt: () => Promise<Result<T, LtkError>>, isTrial: boolean) {
    const result = await attempt();
    if (!result.ok && result.error.code === "ltk_unavailable") {
      // Out of time before it was sent: that tells nothing of the host.
      if (result.error.reason !== "deadline") noteFailure(isTrial);
      return result;
    }
    row = undefined;
    pause = undefined;
    return result;
  }

  return {
    async run(endpoint, attempt) {
      // Several may wait; each looks again, since the trial before it may have failed or ended the pause.
      while (pause !== undefined && trial !== undefined) await trial.catch(() => undefined);
      if (pause === undefined) return go(attempt, false);
      if (now() < pause.untilMs) return err(circuitOpen(endpoint));
      const started = go(attempt, true).finally(() => {
        trial = undefined;
      });
      trial = started;
      return started;
    },
  };
}

function circuitOpen(endpoint: string): LtkError {
  return new LtkError("ltk_unavailable", "not asked, LTK has been failing for a while", {
    endpoint,
    isRetryable: false,
    reason: "circuit_open",
  });
}
