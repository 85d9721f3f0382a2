import { LRUCache } from "lru-cache";
import type { Clock } from "@/lib/core/time";
import { type Entry, parseEntry } from "./entry";
import { ON_ERROR_FOR_MS, type Shelf } from "./shelf";

/** The entries of one kind of read: in the store, and the recent ones in memory too. */
export interface Entries<T> {
  /** The newest entry that may be served, from store or memory. Never rejects: a store that fails has nothing. */
  find(key: string, waitMs?: number): Promise<Entry<T> | undefined>;
  /** Keeps an entry of a creator: in memory at once, in the store when the promise resolves. */
  keep(creator: string, key: string, entry: Entry<T>): Promise<void>;
}

/** What the memory of one kind of read holds, in bytes of text; parsed, it is some three times that. */
const MAX_MEMORY_BYTES = 8 * 1024 * 1024;

/**
 * Creates the entries of one kind. Memory serves when the store has nothing usable, be it away, emptied or full of
 * rubbish, and spares parsing an unchanged text again. A store that answers is asked each time: others write to it.
 */
export function createEntries<T>(options: {
  readonly shelf: Shelf;
  readonly now: Clock;
  readonly parse: (stored: unknown) => T | undefined;
  /** How long an entry may be served; as long as any answer when left out. */
  readonly lifeMs?: number;
}): Entries<T> {
  const { shelf, now, parse, lifeMs = ON_ERROR_FOR_MS } = options;
  const memory = new LRUCache<string, { readonly text: string; readonly entry: Entry<T> }>({
    maxSize: MAX_MEMORY_BYTES,
    sizeCalculation: ({ text }, key) => 2 * (text.length + key.length) + 1,
  });

  async function newest(key: string, waitMs?: number): Promise<Entry<T> | undefined> {
    const stored = await shelf.read(key, waitMs);
    const text = stored.ok ? stored.value : undefined;
    const known = memory.get(key);
    if (text === undefined || text === known?.text) return known?.entry;
    const entry = parseEntry(text, parse);
    if (entry === undefined) return known?.entry;
    if (known !== undefined && known.entry.storedAtMs > entry.storedAtMs) return known.entry;
    memory.set(key, { text, entry });
    return entry;
  }

  return {
    async find(key, waitMs) {
      const entry = await newest(key, waitMs);
      return entry !== undefined && now() - entry.storedAtMs <= lifeMs ? entry : undefined;
    },
    keep(creator, key, entry) {
      const text = JSON.stringify(entry);
      memory.set(key, { text, entry });
      return shelf.write(creator, { key, text, lifeMs });
    },
  };
}
