import { LRUCache } from "lru-cache";
import { z } from "zod";
import { err, ok, type Result } from "@/lib/core/result";
import { type Clock, DAY_MS, type Defer, HOUR_MS, SECOND_MS } from "@/lib/core/time";
import type { KvStore } from "@/lib/kv/store";

/** An answer younger than this is served as it is. One sync interval of four hours and an hour for its run. */
export const FRESH_FOR_MS = 5 * HOUR_MS;
/** Up to this age an answer is served at once and renewed behind the visitor's back (stale-while-revalidate). */
export const REVALIDATE_FOR_MS = 9 * HOUR_MS;
/** Up to this age an answer is served when its source fails (stale-if-error). */
export const ON_ERROR_FOR_MS = 30 * DAY_MS;
/** A failure is remembered this long, so that a broken source is not asked by every request. */
export const ERROR_FOR_MS = 10 * SECOND_MS;

/** What a cache hands out. `error` says why a stale value could not be renewed. */
export interface Cached<T, E> {
  readonly value: T;
  readonly storedAtMs: number;
  readonly source: "hit" | "stale" | "miss";
  readonly error: E | null;
}

/** One kind of cacheable read. `keyOf` names schema version, creator and content; `parse` treats stored values as untrusted. */
export interface CacheableRead<A, T, E> {
  readonly keyOf: (args: A) => string;
  readonly parse: (stored: unknown) => T | undefined;
  readonly load: (args: A) => Promise<Result<T, E>>;
}

/** What a cache needs from outside. */
export interface CacheOptions {
  readonly store: KvStore;
  readonly now: Clock;
  readonly defer: Defer;
  /** Told when the store fails; the read goes on without it. */
  readonly onStoreError: (operation: "get" | "set", error: unknown) => void;
}

/** Reads through the cache. Fails only when nothing usable is stored and the source failed. */
export interface CachedRead<A, T, E> {
  (args: A): Promise<Result<Cached<T, E>, E>>;
  /** Asks the source whatever is stored, and stores what it says: for jobs. Equal loads under way are shared. */
  refresh(args: A): Promise<Result<unknown, E>>;
}

interface Entry<T> {
  readonly value: T;
  readonly storedAtMs: number;
}

/** Keys remembered in the process beside the store: parsed entries and recent failures. */
const MAX_REMEMBERED = 2_000;

const Envelope = z.object({ storedAtMs: z.number(), value: z.unknown() });

/**
 * Puts a read behind the store: fresh answers are served as they are, late ones while they are renewed, old ones when the
 * source fails. Equal reads that miss at once share one load. A broken store never fails a read.
 */
export function createCachedRead<A, T, E extends object>(
  options: CacheOptions,
  read: CacheableRead<A, T, E>,
): CachedRead<A, T, E> {
  const { store, now } = options;
  const loading = new Map<string, Promise<Result<Entry<T>, E>>>();
  const failures = new LRUCache<string, { readonly error: E; readonly untilMs: number }>({
    max: MAX_REMEMBERED,
  });
  const parsed = new LRUCache<string, { readonly text: string; readonly entry: Entry<T> }>({
    max: MAX_REMEMBERED,
  });

  async function stored(key: string): Promise<Entry<T> | undefined> {
    const text = await store.get(key).catch((error: unknown) => {
      options.onStoreError("get", error);
      return undefined;
    });
    if (text === undefined) return undefined;
    const known = parsed.get(key);
    // Unchanged text was parsed before; doing it again would only cost time.
    if (known?.text === text) return known.entry;
    const entry = parseEntry(text, read.parse);
    if (entry !== undefined) parsed.set(key, { text, entry });
    return entry;
  }

  async function load(key: string, args: A): Promise<Result<Entry<T>, E>> {
    const result = await read.load(args);
    if (!result.ok) {
      failures.set(key, { error: result.error, untilMs: now() + ERROR_FOR_MS });
      return result;
    }
    failures.delete(key);
    const entry = { value: result.value, storedAtMs: now() };
    await store.set(key, JSON.stringify(entry), ON_ERROR_FOR_MS).catch((error: unknown) => {
      options.onStoreError("set", error);
    });
    return ok(entry);
  }

  function loadOnce(key: string, args: A): Promise<Result<Entry<T>, E>> {
    const running = loading.get(key);
    if (running !== undefined) return running;
    const started = load(key, args).finally(() => loading.delete(key));
    loading.set(key, started);
    return started;
  }

  function recentFailure(key: string): E | null {
    const failure = failures.get(key);
    return failure !== undefined && failure.untilMs > now() ? failure.error : null;
  }

  async function readThrough(args: A): Promise<Result<Cached<T, E>, E>> {
    const key = read.keyOf(args);
    const entry = await stored(key);
    const ageMs = entry === undefined ? Number.POSITIVE_INFINITY : now() - entry.storedAtMs;
    if (entry !== undefined && ageMs <= FRESH_FOR_MS) {
      return ok({ ...entry, source: "hit", error: null });
    }
    const failure = recentFailure(key);
    if (entry !== undefined && ageMs <= REVALIDATE_FOR_MS) {
      if (failure === null) options.defer(async () => void (await loadOnce(key, args)));
      return ok({ ...entry, source: "stale", error: failure });
    }
    const result = failure === null ? await loadOnce(key, args) : err(failure);
    if (result.ok) return ok({ ...result.value, source: "miss", error: null });
    return entry === undefined ? result : ok({ ...entry, source: "stale", error: result.error });
  }

  return Object.assign(readThrough, { refresh: (args: A) => loadOnce(read.keyOf(args), args) });
}

function parseEntry<T>(
  text: string,
  parse: (stored: unknown) => T | undefined,
): Entry<T> | undefined {
  try {
    const envelope = Envelope.safeParse(JSON.parse(text));
    if (!envelope.success) return undefined;
    const value = parse(envelope.data.value);
    return value === undefined ? undefined : { value, storedAtMs: envelope.data.storedAtMs };
  } catch {
    // Not JSON: whoever wrote it, it is no entry of ours; the source is asked instead.
    return undefined;
  }
}
