import { type Clock, SECOND_MS } from "../core/time";
import type { AtomicKv } from "../kv/store";
import type { TokenLog } from "./context";

/** While the store is down it is asked again this often; a page must not wait for its time-out each time. */
const PAUSE_MS = 5 * SECOND_MS;

/**
 * A store whose outage is told once, and whose recovery too. While it is down, calls that begin something fail at once;
 * calls that keep what was gained (writes of the journal, releases) are always tried.
 */
export function createWatchedKv(options: {
  readonly kv: AtomicKv;
  readonly now: Clock;
  readonly log: TokenLog;
}): AtomicKv {
  const { kv, now, log } = options;
  let failedAt: number | undefined;

  async function tried<T>(call: () => Promise<T>): Promise<T> {
    try {
      const answer = await call();
      if (failedAt !== undefined) log("info", "token_kv_reachable");
      failedAt = undefined;
      return answer;
    } catch (error) {
      if (failedAt === undefined) log("warn", "token_kv_unreachable");
      failedAt = now();
      throw error;
    }
  }

  function begun<T>(call: () => Promise<T>): Promise<T> {
    const isPaused = failedAt !== undefined && now() - failedAt < PAUSE_MS;
    return isPaused ? Promise.reject(new Error("the store was down a moment ago")) : tried(call);
  }

  return {
    get: (key) => begun(() => kv.get(key)),
    set: (key, value, ttlMs) => begun(() => kv.set(key, value, ttlMs)),
    delete: (key) => begun(() => kv.delete(key)),
    setIfAbsent: (key, value, ttlMs) => begun(() => kv.setIfAbsent(key, value, ttlMs)),
    getVersioned: (key) => begun(() => kv.getVersioned(key)),
    extendIfEqual: (key, value, ttlMs) => tried(() => kv.extendIfEqual(key, value, ttlMs)),
    deleteIfEqual: (key, value) => tried(() => kv.deleteIfEqual(key, value)),
    putVersioned: (key, next, markers) => tried(() => kv.putVersioned(key, next, markers)),
  };
}
