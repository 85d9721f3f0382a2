import { err, ok, type Result } from "@/lib/core/result";
import { type Clock, SECOND_MS, type Sleep } from "@/lib/core/time";
import type { AtomicKv } from "@/lib/kv/store";

/** All that a read waits for the store, whichever calls it makes there. A store that is up answers within milliseconds. */
export const STORE_WAIT_MS = SECOND_MS;
/** A store that failed is not asked for this long; then one call finds out whether it is back. */
const PAUSE_MS = 5 * SECOND_MS;

/** Tells what an operator should know; never a key or a value. */
export type CacheLog = (
  level: "info" | "warn",
  event: string,
  fields?: Readonly<Record<string, string | number>>,
) => void;

/** The store, which may fail or hang: neither throws nor keeps anybody long. */
export interface PatientStore<Kv = AtomicKv> {
  /**
   * Makes a call, and gives up on it after `waitMs`. The call itself is not stopped; its late outcome is dropped.
   *
   * Errors  `away`: it failed, took too long, or was not made because the store failed a moment ago.
   */
  ask<T>(call: (kv: Kv) => Promise<T>, waitMs?: number): Promise<Result<T, "away">>;
}

/** Watches over a store. Its absence is logged once, and so is its return. */
export function createPatientStore<Kv = AtomicKv>(options: {
  readonly kv: Kv;
  readonly now: Clock;
  readonly sleep: Sleep;
  readonly log: CacheLog;
}): PatientStore<Kv> {
  const { kv, now, sleep, log } = options;
  let away: { readonly askAgainAtMs: number; isBeingAsked: boolean } | undefined;

  function note(isThere: boolean): void {
    if (isThere && away !== undefined) log("info", "cache_store_back");
    if (!isThere && away === undefined) log("warn", "cache_store_away");
    away = isThere ? undefined : { askAgainAtMs: now() + PAUSE_MS, isBeingAsked: false };
  }

  return {
    async ask(call, waitMs = STORE_WAIT_MS) {
      if (away !== undefined) {
        if (away.isBeingAsked || now() < away.askAgainAtMs) return err("away");
        away.isBeingAsked = true;
      }
      const outcome = await Promise.race([
        call(kv).then(ok, () => err("away" as const)),
        sleep(waitMs).then(() => err("away" as const)),
      ]);
      note(outcome.ok);
      return outcome;
    },
  };
}

/** The same for this process's memory, which answers at once: a timer a call would be most of the cost of a hit. */
export function createPromptStore<Kv = AtomicKv>(kv: Kv): PatientStore<Kv> {
  return { ask: async (call) => ok(await call(kv)) };
}
