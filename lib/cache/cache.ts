import type { Clock, Defer, Sleep } from "@/lib/core/time";
import type { AtomicKv } from "@/lib/kv/store";
import { type CacheLog, createPatientStore, createPromptStore } from "./patient-store";
import { createShelf, type Shelf } from "./shelf";
import { createTurns, type Turns } from "./turns";

/** What all cached reads of a process share: one view of the store, whether it is away, and whose turn it is to load. */
export interface Cache<E> {
  readonly now: Clock;
  readonly defer: Defer;
  readonly shelf: Shelf;
  readonly turns: Turns<E>;
}

/** What a cache needs from outside. */
export interface CacheOptions<E> {
  readonly store: AtomicKv;
  /** Instances share the store, over a network. Otherwise it is this process's memory. */
  readonly isShared: boolean;
  readonly now: Clock;
  readonly sleep: Sleep;
  readonly random: () => number;
  readonly defer: Defer;
  readonly log: CacheLog;
  /** A name that is never used twice and is no JSON. */
  readonly newOwner: () => string;
  /** Reads back `{ code }` of a failure that other processes are told of; `undefined` for one that is a process's own. */
  readonly parseFailure: (stored: unknown) => E | undefined;
}

/** Creates the cache of a process. Nothing is asked of the store yet. */
export function createCache<E extends { readonly code: string }>(
  options: CacheOptions<E>,
): Cache<E> {
  const { now, defer, log, store: kv } = options;
  const store = options.isShared ? createPatientStore({ ...options, kv }) : createPromptStore(kv);
  return {
    now,
    defer,
    shelf: createShelf({ store, now, log }),
    turns: createTurns({ ...options, store }),
  };
}
