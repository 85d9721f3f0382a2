import { type Clock, SECOND_MS } from "@/lib/core/time";

/** What all calls of a process may spend on retries together, so that an outage is not made worse by everybody's retries. */
export interface RetryBudget {
  /** Takes one retry; false: there is none left just now. */
  tryTake(): boolean;
}

/** A page's reads, each with its three retries, fit in. */
const CAPACITY = 60;
/** Thirty a minute. With the capacity, a minute of full outage sees at most 90 retries, however many calls there are. */
const REFILL_EVERY_MS = 2 * SECOND_MS;

/** Creates a full budget: a token bucket of 60 retries that gains one every 2 s. */
export function createRetryBudget({ now }: { readonly now: Clock }): RetryBudget {
  let left = CAPACITY;
  let countedAtMs = now();
  return {
    tryTake() {
      const gained = Math.max(0, Math.floor((now() - countedAtMs) / REFILL_EVERY_MS));
      left = Math.min(CAPACITY, left + gained);
      countedAtMs += gained * REFILL_EVERY_MS;
      if (left === 0) return false;
      left -= 1;
      return true;
    },
  };
}
