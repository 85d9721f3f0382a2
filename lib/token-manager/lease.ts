import { type Clock, MINUTE_MS } from "../core/time";

/** The right to spend a creator's refresh token, until it is released or lapses. */
export interface Lease {
  readonly owner: string;
  /** Extends the lease to its full time from now. False: it lapsed and somebody else may hold it. */
  renew(): Promise<boolean>;
  release(): Promise<void>;
}

/** Hands out at most one lease a key. */
export interface Leases {
  /** `undefined`: somebody else holds it. Does not wait. */
  acquire(key: string): Promise<Lease | undefined>;
}

/** How long a lease lasts without renewal: a grant listens for 30 s. */
const LEASE_MS = MINUTE_MS;

/** Leases among the managers of one process. Across processes they need a shared store. */
export function createProcessLeases(options: {
  readonly now: Clock;
  readonly random: () => number;
}): Leases {
  const held = new Map<string, { readonly owner: string; readonly until: number }>();
  return {
    async acquire(key) {
      const current = held.get(key);
      if (current !== undefined && current.until > options.now()) return undefined;
      const owner = options.random().toString(36).slice(2);
      held.set(key, { owner, until: options.now() + LEASE_MS });
      return {
        owner,
        async renew() {
          if (held.get(key)?.owner !== owner) return false;
          held.set(key, { owner, until: options.now() + LEASE_MS });
          return true;
        },
        async release() {
          if (held.get(key)?.owner === owner) held.delete(key);
        },
      };
    },
  };
}
