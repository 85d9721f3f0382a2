import { createClient } from "@vercel/kv";
import { z } from "zod";
import { SECOND_MS } from "@/lib/core/time";
import {
  DELETE_IF_EQUAL,
  EXTEND_IF_EQUAL,
  GET,
  INCREMENT,
  joinVersion,
  PUT_VERSIONED,
  splitVersion,
} from "./scripts";
import type { AtomicKv, CounterKv } from "./store";

/** One command, connection and body. A store slower than that is treated as down: a page does not wait for it. */
const TIMEOUT_MS = 2 * SECOND_MS;

const Counted = z.tuple([z.int().positive(), z.int().nonnegative()]);

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
export function createVercelKv(options: {
  readonly url: string;
  readonly token: string;
}): AtomicKv & CounterKv {
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

  function evaluate(name: string, script: string, keys: string[], args: string[]) {
    return run(name, () => client.eval<string[], unknown>(script, keys, args));
  }

  return {
    get: (key) =>
      run("GET", async () => {
        const value: unknown = await client.get(key);
        return typeof value === "string" ? value : undefined;
      }),
    set: (key, value, ttlMs) =>
      run("SET", async () => {
        await client.set(key, value, { px: wholeMs(ttlMs) });
      }),
    delete: (key) =>
      run("DEL", async () => {
        await client.del(key);
      }),
    setIfAbsent: (key, value, ttlMs) =>
      run("SET NX", async () => {
        const answer = await client.set(key, value, { nx: true, px: wholeMs(ttlMs) });
        // A repetition after a lost reply finds the key taken, maybe by ourselves: its text tells.
        return answer === "OK" || (await client.eval<[], unknown>(GET, [key], [])) === value;
      }),
    extendIfEqual: async (key, value, ttlMs) =>
      (await evaluate("EXTEND", EXTEND_IF_EQUAL, [key], [value, String(wholeMs(ttlMs))])) === 1,
    deleteIfEqual: async (key, value) =>
      (await evaluate("RELEASE", DELETE_IF_EQUAL, [key], [value])) === 1,
    async getVersioned(key) {
      const stored = await evaluate("GET", GET, [key], []);
      return typeof stored === "string" ? splitVersion(stored) : undefined;
    },
    async putVersioned(key, next, markers) {
      const text = joinVersion(next);
      const keys = [key, ...markers.map((marker) => marker.key)];
      const args = markers.flatMap(({ value, ttlMs }) => [value, String(wholeMs(ttlMs))]);
      const stored = await evaluate("PUT", PUT_VERSIONED, keys, [
        String(next.version),
        text,
        ...args,
      ]);
      // Our own text there: the reply to the first try was lost.
      return typeof stored !== "string" || stored === text ? undefined : splitVersion(stored);
    },
    async increment(key, ttlMs) {
      const answer = await evaluate("INCREMENT", INCREMENT, [key], [String(wholeMs(ttlMs))]);
      const counted = Counted.safeParse(answer);
      if (!counted.success) throw new KvError("INCREMENT answered something else");
      const [count, endsInMs] = counted.data;
      return { count, endsInMs };
    },
  };
}

function wholeMs(ms: number): number {
  return Math.max(1, Math.round(ms));
}
