import { err, ok, type Result } from "../core/result";
import { MINUTE_MS } from "../core/time";
import type { AtomicKv } from "../kv/store";
import type { StoreError } from "./store";

/** The right to spend a creator's refresh token, until it is released or lapses. */
export interface Lease {
  readonly owner: string;
  /** Extends the lease to its full time from now. False: it lapsed, or the store does not answer. */
  renew(): Promise<boolean>;
  /** Ends it, if it is still held. A store that does not answer lets it lapse. */
  release(): Promise<void>;
}

/** Hands out at most one lease a record. */
export interface Leases {
  /** `undefined`: somebody else holds it. Does not wait. Errors: the store does not answer. */
  acquire(recordId: string): Promise<Result<Lease | undefined, StoreError>>;
}

/** How long a lease lasts without renewal: a grant listens for 30 s. */
export const LEASE_MS = MINUTE_MS;

/** Makes leases over a store: the one that instances share, or this process's memory. Owners are never used twice. */
export function createLeases(options: {
  readonly kv: AtomicKv;
  readonly newOwner: () => string;
}): Leases {
  const { kv, newOwner } = options;
  return {
    async acquire(recordId) {
      const key = `token-lease/v1|${recordId}`;
      const owner = newOwner();
      try {
        if (!(await kv.setIfAbsent(key, owner, LEASE_MS))) return ok(undefined);
      } catch {
        return err({ code: "lease_unreachable", message: "The shared store does not answer." });
      }
      return ok({
        owner,
        renew: () => kv.extendIfEqual(key, owner, LEASE_MS).catch(() => false),
        release: async () => {
          await kv.deleteIfEqual(key, owner).catch(() => false);
        },
      });
    },
  };
}
