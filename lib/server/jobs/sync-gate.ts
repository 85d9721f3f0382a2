import "server-only";
import type { Slug } from "@/lib/core/brand";
import { MINUTE_MS } from "@/lib/core/time";
import type { AtomicKv } from "@/lib/kv/store";

/** How often a creator may be synced by hand, across all instances. */
const GAP_MS = MINUTE_MS;

/** Lets the first of many through. */
export interface SyncGate {
  /** True for one caller in a minute and creator. */
  enter(slug: Slug): Promise<boolean>;
}

/** Makes the gate over the first of the stores that answers: while the shared one is away, each process has its own minute. */
export function createSyncGate(options: {
  readonly stores: readonly AtomicKv[];
  readonly newOwner: () => string;
}): SyncGate {
  return {
    async enter(slug) {
      for (const store of options.stores) {
        const entered = await store
          .setIfAbsent(`sync-now/v1|${slug}`, options.newOwner(), GAP_MS)
          .catch(() => undefined);
        if (entered !== undefined) return entered;
      }
      return false;
    },
  };
}
