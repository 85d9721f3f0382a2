import "server-only";
import { MINUTE_MS } from "@/lib/core/time";
import type { AtomicKv } from "@/lib/kv/store";

/** Longer than a reading and a write of Airtable take together; a holder that dies is succeeded after it. */
const HELD_MS = MINUTE_MS;

/** Lets one piece of work of a kind go on at a time, across instances. */
export interface Turn {
  /** Runs the work and answers what it made; `undefined`, at once, while another is at it. */
  take<T>(work: () => Promise<T>): Promise<T | undefined>;
}

/** Makes a turn over the first of the stores that answers: while the shared one is away, each process has its own. */
export function createTurn(options: {
  readonly stores: readonly AtomicKv[];
  readonly key: string;
  readonly newOwner: () => string;
}): Turn {
  const { stores, key } = options;
  return {
    async take(work) {
      const owner = options.newOwner();
      for (const store of stores) {
        const isMine = await store.setIfAbsent(key, owner, HELD_MS).catch(() => undefined);
        if (isMine === undefined) continue;
        if (!isMine) return undefined;
        try {
          return await work();
        } finally {
          await store.deleteIfEqual(key, owner).catch(() => undefined);
        }
      }
      return undefined;
    },
  };
}
