import { z } from "zod";
import { type Clock, type Defer, MINUTE_MS, SECOND_MS } from "../core/time";
import type { KvStore } from "../kv/store";
import { withDeadline } from "./deadline";

/** What a table held, and when that was read. */
export interface Reading<T> {
  readonly value: T;
  /** When the call that read it was begun, epoch milliseconds. */
  readonly readAt: number;
}

/** Where instances keep readings for each other, for those that start while Airtable is away. Never rejects. */
export interface SharedReading<T> {
  /** What some instance kept; `undefined` when there is nothing, or the store does not answer in time. */
  recall(): Promise<Reading<T> | undefined>;
  /** Keeps a reading, behind the answer. `knownAt`: the newest that is known in it, a write of ours included. */
  keep(reading: Reading<T>, knownAt: number): void;
}

/** Seals what the store holds: it is somebody else's machine. */
export interface Seal {
  seal(text: string, context: string): Promise<string>;
  /** `undefined`: not sealed by us, or changed since. */
  open(sealed: string, context: string): Promise<string | undefined>;
}

/** How long a reading may be used while Airtable is down. */
export const USABLE_MS = 60 * MINUTE_MS;
const PATIENCE_MS = SECOND_MS;
/** How soon a reading that says the same again is worth two commands of the store. */
const AGAIN_MS = 5 * MINUTE_MS;

const Stored = z.object({ readAt: z.number(), knownAt: z.number(), value: z.unknown() });
type Stored = z.infer<typeof Stored>;

/** The store in which instances share, and how. */
export interface Sharing {
  readonly store: KvStore;
  readonly seal: Seal;
  readonly now: Clock;
  readonly defer: Defer;
}

/** Makes the place of one table's readings in the store that instances share. */
export function createSharedReading<T>(
  table: string,
  { store, seal, now, defer }: Sharing,
  parse: (value: unknown) => T | undefined,
): SharedReading<T> {
  const key = `airtable-table/v1|${table}`;
  let kept: { readonly text: string; readonly at: number } | undefined;

  async function get(): Promise<Stored | undefined> {
    const sealed = await store.get(key);
    const text = sealed === undefined ? undefined : await seal.open(sealed, key);
    return text === undefined ? undefined : Stored.safeParse(readJson(text)).data;
  }

  async function put(next: Stored): Promise<void> {
    const text = JSON.stringify(next.value);
    if (kept?.text === text && now() - kept.at < AGAIN_MS) return;
    const ttlMs = next.readAt + USABLE_MS - now();
    const stored = await get();
    // Another instance's reading may have been begun before a write of ours and end after it.
    if (ttlMs <= 0 || (stored !== undefined && stored.knownAt > next.knownAt)) return;
    await store.set(key, await seal.seal(JSON.stringify(next), key), ttlMs);
    kept = { text, at: now() };
  }

  return {
    async recall() {
      const stored = await withDeadline(get(), PATIENCE_MS).catch(() => undefined);
      const value = stored === undefined ? undefined : parse(stored.value);
      return stored === undefined || value === undefined
        ? undefined
        : { value, readAt: stored.readAt };
    },
    keep(reading, knownAt) {
      defer(() => put({ ...reading, knownAt }).catch(() => undefined));
    },
  };
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
