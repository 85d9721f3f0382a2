import type { Result } from "@/lib/core/result";
import { type Clock, SECOND_MS, type Sleep } from "@/lib/core/time";
import type { LtkError } from "./errors";
import type { RetryBudget } from "./retry-budget";

/** How often a failed read is tried again [specification: 3 times]. */
export const MAX_RETRIES = 3;
/** LTK's calls take 50–330 ms: with less than this left, a try could not end in time and is not begun. */
export const SHORTEST_TRY_MS = 500;
const BASE_DELAY_MS = 250;
const MAX_DELAY_MS = 4 * SECOND_MS;

/** What the retry layer needs from outside. */
export interface RetryOptions {
  readonly now: Clock;
  readonly sleep: Sleep;
  /** A number in [0, 1). */
  readonly random: () => number;
  readonly budget: RetryBudget;
  readonly maxRetries: number;
}

/**
 * Runs a read and repeats it while its error can heal: full jitter (a random share of a doubling cap), and never sooner than
 * LTK asked for in `Retry-After`. The error is final when the shared budget is spent, or when no further try could end before
 * `deadlineMs` (epoch).
 */
export async function withRetries<T>(
  options: RetryOptions,
  deadlineMs: number,
  attempt: () => Promise<Result<T, LtkError>>,
): Promise<Result<T, LtkError>> {
  for (let retries = 0; ; retries += 1) {
    const result = await attempt();
    if (result.ok || !result.error.isRetryable || retries >= options.maxRetries) return result;
    const jitterMs = options.random() * Math.min(MAX_DELAY_MS, BASE_DELAY_MS * 2 ** retries);
    const delayMs = Math.max(jitterMs, result.error.retryAfterMs ?? 0);
    if (options.now() + delayMs + SHORTEST_TRY_MS > deadlineMs) return result;
    if (!options.budget.tryTake()) return result;
    await options.sleep(delayMs);
  }
}

/** Reads `Retry-After`: seconds or an HTTP date; `undefined` when absent or unreadable. */
export function parseRetryAfter(header: string | null, nowMs: number): number | undefined {
  const text = header?.trim() ?? "";
  if (/^\d+$/.test(text)) return Number(text) * SECOND_MS;
  // An HTTP date begins with its weekday; `Date.parse` alone takes "1.5" for a day in January.
  if (!/^[a-z]{3}/i.test(text)) return undefined;
  const at = Date.parse(text);
  return Number.isNaN(at) ? undefined : Math.max(0, at - nowMs);
}
