import "server-only";
import { LRUCache } from "lru-cache";
import { type Clock, DAY_MS, MINUTE_MS, SECOND_MS, type Sleep } from "@/lib/core/time";
import type { KvStore } from "@/lib/kv/store";
import { LONGEST_SESSION_MS } from "./session-cookie";

/** When a person last ended all of her sessions. */
export interface SessionEnds {
  /**
   * Ends every session of a person that began up to now: here at once, on the other instances within about a minute.
   *
   * Returns  false: the store did not take it, so that only this instance knows.
   */
  endAll(email: string): Promise<boolean>;
  /** The instant of the last such end, epoch milliseconds; `undefined`: none is known. Never fails. */
  lastEnd(email: string): Promise<number | undefined>;
}

/** How long an instance goes by what it read last. */
const REMEMBERED_MS = MINUTE_MS;
/** A store slower than this counts as away: a page does not wait for it. */
const MAX_WAIT_MS = SECOND_MS;
/** One entry for each person who was here lately. */
const MAX_PEOPLE = 10_000;
/** Longer than any cookie of an ended session can live. */
const KEPT_FOR_MS = LONGEST_SESSION_MS + DAY_MS;

/**
 * Creates the keeper over a store. While the store is away an instance goes on with what it knew last: an outage signs
 * nobody out, and a session ended meanwhile is heard of within a minute of its return.
 */
export function createSessionEnds(options: {
  readonly store: KvStore;
  readonly now: Clock;
  readonly sleep: Sleep;
  /** Makes the part of a key that stands for an address. */
  readonly hash: (email: string) => string;
}): SessionEnds {
  const { store, now, sleep } = options;
  const keyOf = (email: string) => `session-end/v1|${options.hash(email)}`;
  const known = new LRUCache<string, Known>({ max: MAX_PEOPLE });

  async function ask(key: string, known: Known | undefined): Promise<number | undefined> {
    const last = await known?.end;
    const reading = store.get(key).then(
      (text) => latest(last, parseInstant(text)),
      () => last,
    );
    return Promise.race([reading, sleep(MAX_WAIT_MS).then(() => last)]);
  }

  return {
    async endAll(email) {
      const key = keyOf(email);
      const endedAtMs = now();
      known.set(key, { askedAtMs: endedAtMs, end: Promise.resolve(endedAtMs) });
      return store.set(key, String(endedAtMs), KEPT_FOR_MS).then(
        () => true,
        () => false,
      );
    },
    async lastEnd(email) {
      const key = keyOf(email);
      const last = known.get(key);
      if (last !== undefined && now() - last.askedAtMs < REMEMBERED_MS) return last.end;
      const end = ask(key, last);
      known.set(key, { askedAtMs: now(), end });
      return end;
    },
  };
}

interface Known {
  readonly askedAtMs: number;
  readonly end: Promise<number | undefined>;
}

function parseInstant(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}

function latest(one: number | undefined, other: number | undefined): number | undefined {
  return one === undefined || other === undefined ? (one ?? other) : Math.max(one, other);
}
