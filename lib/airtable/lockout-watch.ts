import { type Clock, SECOND_MS } from "../core/time";
import { withDeadline } from "./deadline";
import { LOCKOUT_MS, type Lockout, type LockoutStore } from "./lockout";

/** What one process knows of a lockout, its own or another instance's. */
export interface LockoutWatch {
  /** Looks for another instance's lockout, at most once a second. Never rejects, and takes a second at most. */
  refresh(): Promise<void>;
  /** Begins a lockout here, and tells the other instances. */
  begin(code: Lockout["code"]): void;
  /** The lockout that lasts now, and how long it goes on for this process. */
  current(): { readonly code: Lockout["code"]; readonly retryAfterMs: number } | undefined;
}

/** Both how seldom the store is asked and how long it is waited for. */
const READ_EVERY_MS = SECOND_MS;
const PATIENCE_MS = SECOND_MS;

/** Makes the watch of one base. Without a store it knows of this process's lockouts only. */
export function createLockoutWatch(options: {
  readonly store: LockoutStore | undefined;
  readonly now: Clock;
  readonly random: () => number;
}): LockoutWatch {
  const { store, now } = options;
  // Instances that wait for the same moment must not all begin again in it.
  const lateMs = options.random() * SECOND_MS;
  let known: Lockout | undefined;
  let reading: Promise<void> | undefined;
  let readAt = Number.NEGATIVE_INFINITY;
  /** A store that kept a call waiting once is not waited for again until it has answered in time. */
  let isPrompt = true;

  /** The later end counts. It is never far off: another instance's clock may be wrong. */
  function adopt({ code, until }: Lockout): Lockout {
    const end = Math.min(until, now() + LOCKOUT_MS[code]);
    if (known === undefined || end > known.until) known = { code, until: end };
    return known;
  }

  async function read(from: LockoutStore): Promise<void> {
    const shared = await from.read().catch(() => undefined);
    if (shared !== undefined) adopt(shared);
  }

  async function readInTime(from: LockoutStore): Promise<void> {
    try {
      await withDeadline(read(from), PATIENCE_MS);
      isPrompt = true;
    } catch {
      isPrompt = false;
    }
  }

  function current() {
    if (known === undefined) return undefined;
    const retryAfterMs = known.until + lateMs - now();
    return retryAfterMs > 0 ? { code: known.code, retryAfterMs } : undefined;
  }

  return {
    current,
    async refresh() {
      if (store === undefined || current() !== undefined) return;
      if (now() - readAt >= READ_EVERY_MS) {
        readAt = now();
        reading = readInTime(store);
      }
      if (isPrompt) await reading;
    },
    begin(code) {
      const lockout = adopt({ code, until: now() + LOCKOUT_MS[code] });
      store?.write(lockout, lockout.until - now()).catch(() => undefined);
    },
  };
}
