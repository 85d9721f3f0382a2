import type { KvStore } from "./store";

/** A store that keeps no text longer than `maxLength` characters; what it held under the key is out of date, and goes. */
export function withMaxText(store: KvStore, maxLength: number): KvStore {
  return {
    get: (key) => store.get(key),
    delete: (key) => store.delete(key),
    set: (key, value, ttlMs) =>
      value.length > maxLength ? store.delete(key) : store.set(key, value, ttlMs),
  };
}
