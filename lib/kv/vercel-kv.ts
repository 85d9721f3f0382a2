import { createClient } from "@vercel/kv";
import { SECOND_MS } from "@/lib/core/time";
import type { KvStore } from "./store";

/** One command, connection and body. A store slower than that is treated as down: a page does not wait for it. */
const TIMEOUT_MS = 2 * SECOND_MS;

/** The store failed. The client's own error text repeats the whole command, values included, so it is dropped here. */
class KvError extends Error {
  override readonly name = "KvError";
}

/**
 * A store over Upstash's REST interface, through `@vercel/kv`.
 *
 * Errors  rejects with `KvError`, which names the command and never a key or a value.
 * Source  the client's traps and what disarms each: docs/architecture.md#kv
 */
export function createVercelKv(options: { readonly url: string; readonly token: string }): KvStore {
  const client = createClient({
    url: options.url,
    token: options.token,
    // Next would answer a repeated read from its own cache.
    cache: "no-store",
    // Texts stay texts; a numeric one would come back as a number.
    automaticDeserialization: false,
    // Unawaited reads and writes of one tick would travel in separate pipelines, in any order.
    enableAutoPipelining: false,
    retry: { retries: 1, backoff: () => 50 },
    // As a function: a signal that fires makes a fixed one resolve to null instead of rejecting.
    signal: () => AbortSignal.timeout(TIMEOUT_MS),
  });

  async function run<T>(command: string, send: () => Promise<T>): Promise<T> {
    try {
      return await send();
    } catch (error) {
      const name = error instanceof Error ? error.name : "unknown";
      throw new KvError(`${command} failed (${name})`);
    }
  }

  return {
    get: (key) =>
      run("GET", async () => {
        const value: unknown = await client.get(key);
        return typeof value === "string" ? value : undefined;
      }),
    set: (key, value, ttlMs) =>
      run("SET", async () => {
        await client.set(key, value, { px: Math.max(1, Math.round(ttlMs)) });
      }),
    delete: (key) =>
      run("DEL", async () => {
        await client.del(key);
      }),
  };
}
