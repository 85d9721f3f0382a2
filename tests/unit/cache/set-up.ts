import { randomUUID } from "node:crypto";
import { vi } from "vitest";
import { z } from "zod";
import { type Cache, type CacheOptions, createCache } from "@/lib/cache/cache";
import { createCachedRead } from "@/lib/cache/cached";
import type { Result } from "@/lib/core/result";
import { createMemoryKv } from "@/lib/kv/memory";
import type { AtomicKv } from "@/lib/kv/store";
import { createVirtualTime, type VirtualTime } from "./virtual-time";

export interface Failure {
  readonly code: string;
}

export interface Args {
  readonly slug: string;
  readonly window?: string;
}

/** What a process asks for figures: a number. */
export type Load = (args: Args) => Promise<Result<number, Failure>>;

/** Failures called "own…" are not told to others. */
function parseFailure(stored: unknown): Failure | undefined {
  const failure = z.object({ code: z.string() }).safeParse(stored).data;
  return failure?.code.startsWith("own") === true ? undefined : failure;
}

/** One process: a cache of its own over a store that may be shared. */
export function startProcess(time: VirtualTime, store: AtomicKv) {
  const deferred: Promise<void>[] = [];
  const load = vi.fn<Load>();
  const log = vi.fn<CacheOptions<Failure>["log"]>();
  const cache: Cache<Failure> = createCache<Failure>({
    store,
    isShared: true,
    now: time.now,
    sleep: time.sleep,
    random: () => 0.5,
    defer: (work) => deferred.push(work()),
    log,
    newOwner: randomUUID,
    parseFailure,
  });
  const read = createCachedRead<Args, number, Failure>(cache, {
    keyOf: ({ window = "28d" }) => `figures/v1|${window}`,
    parse: (stored) => z.number().safeParse(stored).data,
    load,
  });
  return {
    load,
    log,
    cached: read,
    read: (args: Args = { slug: "ava-lane" }) => time.run(read(args)),
    settle: () => time.run(Promise.all(deferred)),
    events: () => log.mock.calls.map(([, event]) => event),
  };
}

/** One process on a clock that stands still. */
export function setUp(overrides: { readonly store?: AtomicKv } = {}) {
  const time = createVirtualTime();
  const store = overrides.store ?? createMemoryKv(time);
  return { ...startProcess(time, store), time, store };
}

/** Several processes that share a store. */
export function setUpProcesses(count: number) {
  const time = createVirtualTime();
  const store = createMemoryKv(time);
  const processes = Array.from({ length: count }, () => startProcess(time, store));
  const loads = () => processes.reduce((sum, { load }) => sum + load.mock.calls.length, 0);
  return { time, store, processes, loads };
}

/** A store that can be made to misbehave: each call does what `mode` says. */
export function createFaultyKv(inner: AtomicKv) {
  const fault: { mode: "works" | "fails" | "hangs" | "rubbish"; calls: number } = {
    mode: "works",
    calls: 0,
  };
  async function meet<T>(work: () => Promise<T>): Promise<T> {
    fault.calls += 1;
    if (fault.mode === "fails") throw new Error("store down");
    if (fault.mode === "hangs") return new Promise(() => undefined);
    return work();
  }
  const store: AtomicKv = {
    get: (key) => meet(async () => (fault.mode === "rubbish" ? "{rubbish" : inner.get(key))),
    set: (...args) => meet(() => inner.set(...args)),
    delete: (key) => meet(() => inner.delete(key)),
    setIfAbsent: (...args) => meet(() => inner.setIfAbsent(...args)),
    extendIfEqual: (...args) => meet(() => inner.extendIfEqual(...args)),
    deleteIfEqual: (...args) => meet(() => inner.deleteIfEqual(...args)),
    getVersioned: (key) => meet(() => inner.getVersioned(key)),
    putVersioned: (...args) => meet(() => inner.putVersioned(...args)),
  };
  return { store, fault };
}
