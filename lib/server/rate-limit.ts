import "server-only";
import { createHmac } from "node:crypto";
import type { PatientStore } from "@/lib/cache/patient-store";
import { err, ok, type Result } from "@/lib/core/result";
import { HOUR_MS, MINUTE_MS, SECOND_MS } from "@/lib/core/time";
import type { CounterKv } from "@/lib/kv/store";
import type { ApiError } from "./api-error";

interface RateLimit {
  /** How often in a window. */
  readonly count: number;
  readonly windowMs: number;
  /** What is told to whoever meets the limit, before "; try again in …". */
  readonly words: string;
}

/**
 * Every limit of this app, each per subject: its name says what of. A window begins with the first use, so around its end
 * twice the count may come within one window's length. Reads have none: they are answered from the cache.
 */
export const RATE_LIMITS = {
  // An office shares an address; links cannot be guessed, so this bounds work, not luck.
  "sign-in/address": {
    count: 30,
    windowMs: 10 * MINUTE_MS,
    words: "Too many sign-ins from this network",
  },
  "sign-in/person": { count: 10, windowMs: 10 * MINUTE_MS, words: "Too many sign-ins" },
  // Mail costs money, and lands with somebody who may not have asked for it.
  "sign-in-mail/address": {
    count: 10,
    windowMs: HOUR_MS,
    words: "Too many links were asked for from this network",
  },
  "sign-in-mail/person": {
    count: 3,
    windowMs: 15 * MINUTE_MS,
    words: "A link was asked for several times",
  },
  // Each try spends a session at LTK's sign-in, which is somebody else's.
  "connect/person": {
    count: 5,
    windowMs: 10 * MINUTE_MS,
    words: "Too many sessions were pasted; nothing was saved",
  },
  // A sync asks LTK some fifteen times.
  "sync/creator": {
    count: 1,
    windowMs: MINUTE_MS,
    words: "Her figures were read within the last minute",
  },
  // A file may hold every row of a year.
  "export/person": { count: 30, windowMs: 10 * MINUTE_MS, words: "Too many files were asked for" },
} as const satisfies Readonly<Record<string, RateLimit>>;

/** The name of a limit. */
export type RateLimitName = keyof typeof RATE_LIMITS;

/** A refusal, 429 with `Retry-After`. */
export type SlowDown = ApiError & { readonly code: "slow_down"; readonly retryAfterMs: number };

/** Counts uses against the limits. */
export interface RateLimiter {
  /**
   * Uses a limit once, for a person (e-mail address), a network address or a creator (slug).
   *
   * Errors  `slow_down`: it is used up; says when the next window begins.
   */
  take(name: RateLimitName, subject: string): Promise<Result<undefined, SlowDown>>;
}

/**
 * Makes the limiter over the first of the stores that answers: while the shared one is away, each process counts for
 * itself. Keys hold no address: subjects are keyed hashes.
 */
export function createRateLimiter(options: {
  readonly stores: readonly PatientStore<CounterKv>[];
  readonly key: Uint8Array;
}): RateLimiter {
  function keyOf(name: RateLimitName, subject: string): string {
    const hash = createHmac("sha256", options.key).update(`${name}|${subject}`).digest("base64url");
    return `limit/v1|${name}|${hash.slice(0, 22)}`;
  }
  return {
    async take(name, subject) {
      const { count, windowMs, words } = RATE_LIMITS[name];
      for (const store of options.stores) {
        const used = await store.ask((kv) => kv.increment(keyOf(name, subject), windowMs));
        if (!used.ok) continue;
        return used.value.count <= count
          ? ok(undefined)
          : err(slowDown(words, used.value.endsInMs));
      }
      throw new Error("the last store of a rate limiter must be memory, which always answers");
    },
  };
}

function slowDown(words: string, retryAfterMs: number): SlowDown {
  const message = `${words}; try again in ${describeWait(retryAfterMs)}.`;
  return { code: "slow_down", message, retryAfterMs };
}

function describeWait(ms: number): string {
  const seconds = Math.max(1, Math.ceil(ms / SECOND_MS));
  if (seconds === 1) return "a second";
  return seconds <= 90 ? `${seconds} seconds` : `${Math.ceil(ms / MINUTE_MS)} minutes`;
}
