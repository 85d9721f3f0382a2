import { z } from "zod";
import { MINUTE_MS, SECOND_MS } from "../core/time";
import type { KvStore } from "../kv/store";

/** A time in which Airtable answers no call of this base, whoever makes it, and in which none should be made. */
export interface Lockout {
  /** Epoch milliseconds. */
  readonly until: number;
  /** Too many calls in a second, or the plan's month is used up. */
  readonly code: "rate_limited" | "quota_exceeded";
}

/** Where the instances of a deployment tell each other of a lockout. Methods may reject; nobody depends on them. */
export interface LockoutStore {
  read(): Promise<Lockout | undefined>;
  write(lockout: Lockout, ttlMs: number): Promise<void>;
}

/**
 * How long nothing is sent. Airtable's penalty after too many requests is 30 s; a used-up quota does not come back
 * soon, and asking now and then finds out when it has.
 */
export const LOCKOUT_MS: Readonly<Record<Lockout["code"], number>> = {
  rate_limited: 30 * SECOND_MS,
  quota_exceeded: 5 * MINUTE_MS,
};

const KEY = "airtable-lockout/v1";

const Stored = z.object({
  until: z.int().nonnegative(),
  code: z.enum(["rate_limited", "quota_exceeded"]),
});

/** Makes the store of lockouts over the store that instances share. Rejects where that fails or holds something else. */
export function createLockoutStore(store: KvStore): LockoutStore {
  return {
    async read() {
      const text = await store.get(KEY);
      return text === undefined ? undefined : Stored.parse(JSON.parse(text));
    },
    write: ({ until, code }, ttlMs) => store.set(KEY, JSON.stringify({ until, code }), ttlMs),
  };
}
