import type { AtomicKv } from "@/lib/kv/store";

/** Is told of a call before it is done: may note it, hold it, let another one slip into `kv`, or throw in its place. */
export type Told = (operation: keyof AtomicKv, key: string, kv: AtomicKv) => void | Promise<void>;

/** A store that tells of each call. */
export function createToldKv(kv: AtomicKv, told: Told): AtomicKv {
  async function tell<T>(
    operation: keyof AtomicKv,
    key: string,
    call: () => Promise<T>,
  ): Promise<T> {
    await told(operation, key, kv);
    return call();
  }
  return {
    get: (key) => tell("get", key, () => kv.get(key)),
    set: (key, value, ttlMs) => tell("set", key, () => kv.set(key, value, ttlMs)),
    delete: (key) => tell("delete", key, () => kv.delete(key)),
    setIfAbsent: (key, value, ttlMs) =>
      tell("setIfAbsent", key, () => kv.setIfAbsent(key, value, ttlMs)),
    extendIfEqual: (key, value, ttlMs) =>
      tell("extendIfEqual", key, () => kv.extendIfEqual(key, value, ttlMs)),
    deleteIfEqual: (key, value) => tell("deleteIfEqual", key, () => kv.deleteIfEqual(key, value)),
    getVersioned: (key) => tell("getVersioned", key, () => kv.getVersioned(key)),
    putVersioned: (key, next, markers) =>
      tell("putVersioned", key, () => kv.putVersioned(key, next, markers)),
  };
}
