import { LRUCache } from "lru-cache";
import type { Clock } from "@/lib/core/time";
import type { KvStore } from "./store";

/** What the memory of one process may hold, in bytes of text; the least recently used entries go first. */
const MAX_BYTES = 32 * 1024 * 1024;

/** A store in this process's memory: lost at restart, not shared with other instances. */
export function createMemoryKv(options: {
  readonly now: Clock;
  readonly maxBytes?: number;
}): KvStore {
  const entries = new LRUCache<string, string>({
    maxSize: options.maxBytes ?? MAX_BYTES,
    sizeCalculation: (value, key) => 2 * (value.length + key.length) + 1,
    perf: { now: options.now },
    // The library caches the time between ticks otherwise, which a frozen test clock must not see.
    ttlResolution: 0,
    ttl: 1,
  });
  return {
    get: async (key) => entries.get(key),
    set: async (key, value, ttlMs) => {
      entries.set(key, value, { ttl: ttlMs });
    },
    delete: async (key) => {
      entries.delete(key);
    },
  };
}
