import type { Result } from "@/lib/core/result";
import { type Clock, SECOND_MS, type Sleep } from "@/lib/core/time";
import type { LtkError } from "./errors";

/** How often a failed read is tried again [specification: 3 times]. */
const MAX_RETRIES = 3;
const BASE_DELAY_MS = 250;
const MAX_DELAY_MS = 4 * SECOND_MS;

/** What the retry layer needs from outside. */
export interface RetryOptions {
  readonly now: Clock;
  readonly sleep: Sleep;
  /** A number in [0, 1). */
  readonly random: () => number;
}

/**
 * Runs a read and repeats it while its error can heal: full jitter (a random share of a doubling cap), or exactly what
 * LTK asked for in `Retry-After`. No wait begins that would end after `deadlineMs` (epoch): then the error is final now.
 */
export async function withRetries<T>(
  options: RetryOptions,
  deadlineMs: number,
  attempt: () => Promise<Result<T, LtkError>>,
): Promise<Result<T, LtkError>> {
  for (let retries = 0; ; retries += 1) {
    const result = await attempt();
    if (result.ok || !result.error.isRetryable || retries === MAX_RETRIES) return result;
    const jitterMs = options.random() * Math.min(MAX_DELAY_MS, BASE_DELAY_MS * 2 ** retries);
    const delayMs = result.error.retryAfterMs ?? jitterMs;
    if (options.now() + delayMs >= deadlineMs) return result;
    await options.sleep(delayMs);
  }
}

/** Reads `Retry-After`: seconds or an HTTP date; `undefined` when absent or unreadable. */
export function parseRetryAfter(header: string | null, nowMs: number): number | undefined {
  if (header === null) return undefined;
  const text = header.trim();
  if (/^\d+$/.test(text)) return Number(text) * SECOND_MS;
  const at = Date.parse(text);
  return Number.isNaN(at) ? undefined : Math.max(0, at - nowMs);
}
