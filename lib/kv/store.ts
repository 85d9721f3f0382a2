/**
 * A key-value store of texts. Two adapters: process memory, and (when configured) Redis over REST. Methods reject only
 * when the store itself fails; a caller that can go on without it must catch.
 */
export interface KvStore {
  /** The stored text; `undefined` when there is none or it has lapsed. */
  get(key: string): Promise<string | undefined>;
  /** Stores a text for `ttlMs`. */
  set(key: string, value: string, ttlMs: number): Promise<void>;
  /** Removes a key; no error when there is none. */
  delete(key: string): Promise<void>;
}
