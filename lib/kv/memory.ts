import { LRUCache } from "lru-cache";
import type { Clock } from "@/lib/core/time";
import { joinVersion, splitVersion } from "./scripts";
import type { AtomicKv, CounterKv } from "./store";

/** What the memory of one process may hold, in bytes of text; the least recently used entries go first. */
const MAX_BYTES = 32 * 1024 * 1024;

/** A store in this process's memory: lost at restart, not shared with other instances. */
export function createMemoryKv(options: {
  readonly now: Clock;
  readonly maxBytes?: number;
}): AtomicKv & CounterKv {
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
    setIfAbsent: async (key, value, ttlMs) => {
      const stored = entries.get(key);
      if (stored === undefined) entries.set(key, value, { ttl: ttlMs });
      return stored === undefined || stored === value;
    },
    extendIfEqual: async (key, value, ttlMs) => {
      const isEqual = entries.get(key) === value;
      if (isEqual) entries.set(key, value, { ttl: ttlMs });
      return isEqual;
    },
    deleteIfEqual: async (key, value) => entries.get(key) === value && entries.delete(key),
    getVersioned: async (key) => splitVersion(entries.get(key) ?? ""),
    putVersioned: async (key, next, markers) => {
      const text = joinVersion(next);
      const stored = entries.get(key);
      const current = splitVersion(stored ?? "");
      if (current !== undefined && current.version !== next.version - 1) {
        return stored === text ? undefined : current;
      }
      entries.set(key, text, { ttl: 0 });
      for (const marker of markers) entries.set(marker.key, marker.value, { ttl: marker.ttlMs });
      return undefined;
    },
    increment: async (key, ttlMs) => {
      const stored = entries.get(key);
      const endsInMs = stored === undefined ? ttlMs : entries.getRemainingTTL(key);
      const count = Number(stored ?? 0) + 1;
      entries.set(key, String(count), { ttl: endsInMs });
      return { count, endsInMs };
    },
  };
}
