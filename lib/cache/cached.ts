import { err, ok, type Result } from "@/lib/core/result";
import { HOUR_MS } from "@/lib/core/time";
import type { Cache } from "./cache";
import { createEntries } from "./entries";
import type { Entry } from "./entry";
import { createLoader } from "./loader";
import { STORE_WAIT_MS } from "./patient-store";
import { createSingleFlight } from "./single-flight";

/** An answer younger than this is served as it is. One sync interval of four hours and an hour for its run. */
export const FRESH_FOR_MS = 5 * HOUR_MS;
/** Up to this age an answer is served at once and renewed behind the visitor's back (stale-while-revalidate). */
export const REVALIDATE_FOR_MS = 9 * HOUR_MS;

/** What a cache hands out. `error` says why a stale value could not be renewed. */
export interface Cached<T, E> {
  readonly value: T;
  readonly storedAtMs: number;
  readonly source: "hit" | "stale" | "miss";
  readonly error: E | null;
}

/** Every cacheable read is about one creator: no entry is ever hers and another's. */
interface OfCreator {
  readonly slug: string;
}

/**
 * One kind of cacheable read. `keyOf` names schema version and content, down to all that decides the answer; the creator
 * is put before it. `parse` treats stored values as untrusted.
 */
export interface CacheableRead<A extends OfCreator, T, E> {
  readonly keyOf: (args: A) => string;
  readonly parse: (stored: unknown) => T | undefined;
  readonly load: (args: A) => Promise<Result<T, E>>;
}

/** Reads through the cache. Fails only when nothing usable is stored and the source failed. */
export interface CachedRead<A, T, E> {
  (args: A): Promise<Result<Cached<T, E>, E>>;
  /** Asks the source whatever is stored, and stores what it says: for jobs. Equal loads under way are shared. */
  refresh(args: A): Promise<Result<unknown, E>>;
}

/** A read that also tells what is stored. */
export interface PeekableRead<A, T, E> extends CachedRead<A, T, E> {
  /** What is stored, up to 30 days old; the source is never asked. `undefined`: nothing is, or the store is away. */
  peek(args: A): Promise<Entry<T> | undefined>;
}

/**
 * Puts a read behind the cache: fresh answers are served as they are, late ones while they are renewed, old ones when the
 * source fails. Equal reads that miss at once share one load, in this process and, with a shared store, among all. A
 * store that fails, hangs or holds rubbish never fails a read; a hanging one delays it by a second at most.
 */
export function createCachedRead<A extends OfCreator, T, E extends object>(
  cache: Cache<E>,
  read: CacheableRead<A, T, E>,
): PeekableRead<A, T, E> {
  const { now, defer } = cache;
  const entries = createEntries({ ...cache, parse: read.parse });
  const loader = createLoader<T, E>(cache, entries);
  const reading = createSingleFlight<Result<Cached<T, E>, E>>();

  function keyOf(args: A): string {
    return `cache/v1|${args.slug}|${read.keyOf(args)}`;
  }

  function wantedOf(args: A) {
    return { creator: args.slug, key: keyOf(args), ask: () => read.load(args) };
  }

  async function readThrough(args: A): Promise<Result<Cached<T, E>, E>> {
    const startedAtMs = now();
    const key = keyOf(args);
    const known = await entries.find(key, STORE_WAIT_MS);
    const wanted = { ...wantedOf(args), known };
    const ageMs = known === undefined ? Number.POSITIVE_INFINITY : now() - known.storedAtMs;
    if (known !== undefined && ageMs <= FRESH_FOR_MS) {
      return ok({ ...known, source: "hit", error: null });
    }
    const failure = loader.recentFailure(key);
    if (known !== undefined && ageMs <= REVALIDATE_FOR_MS) {
      if (failure === null) defer(() => loader.renew(wanted));
      return ok({ ...known, source: "stale", error: failure });
    }
    const leftMs = Math.max(0, startedAtMs + STORE_WAIT_MS - now());
    const result = failure === null ? await loader.obtain(wanted, leftMs) : err(failure);
    if (result.ok) return ok({ ...result.value, error: null });
    return known === undefined ? result : ok({ ...known, source: "stale", error: result.error });
  }

  return Object.assign((args: A) => reading(keyOf(args), () => readThrough(args)), {
    refresh: (args: A) => loader.load({ ...wantedOf(args), known: undefined }),
    peek: (args: A) => entries.find(keyOf(args), STORE_WAIT_MS),
  });
}
