import "server-only";
import { LRUCache } from "lru-cache";
import type { DailyHistory } from "@/lib/analytics/daily-history";
import type { DayMetrics } from "@/lib/analytics/series";
import { type Clock, SECOND_MS } from "@/lib/core/time";
import type { AtomicKv, Versioned } from "@/lib/kv/store";
import type { DayCodec } from "./day-codec";
import { mergeSeries, type StoredSeries, toHistory } from "./stored-series";

/** What this process knows of one creator's series. */
export interface KnownSeries<Value = DayMetrics> {
  readonly series: StoredSeries<Value>;
  readonly history: DailyHistory<Value>;
  /** The store answered when it was last asked; else this is what the process itself has read. */
  readonly isStoreUp: boolean;
}

/** One series a creator, without an end of life. A broken store fails nothing: the process then goes on with what it has read itself. */
export interface SeriesStore<Value = DayMetrics> {
  /** What is known, from this process's memory if the store was asked at most `maxAgeMs` ago. */
  read(key: string, maxAgeMs?: number): Promise<KnownSeries<Value>>;
  /** Adds what was read. Whatever other writers stored meanwhile stays. */
  add(key: string, added: StoredSeries<Value>): Promise<KnownSeries<Value>>;
}

/** Another instance's writes are seen after this long at the latest. */
const REMEMBERED_MS = 10 * SECOND_MS;
/** Series kept parsed; about 200 kB each. */
const MAX_REMEMBERED = 300;
/** Each time somebody else was faster, what stands is joined anew. */
const MAX_TRIES = 10;

interface Remembered<Value> extends KnownSeries<Value> {
  /** As it stands in the store; 0 and empty: there is none that can be read. */
  readonly stored: Versioned;
  readonly askedAtMs: number;
}

const NOTHING: Versioned = { version: 0, text: "" };

/** Makes the store of series over the one that instances share, or over memory. */
export function createSeriesStore<Value>(options: {
  readonly store: AtomicKv;
  readonly codec: DayCodec<Value>;
  readonly now: Clock;
  readonly onStoreError: (operation: "get" | "set", error: unknown) => void;
}): SeriesStore<Value> {
  type Known = Remembered<Value>;
  const { store, codec, now } = options;
  const remembered = new LRUCache<string, Known>({ max: MAX_REMEMBERED });
  const asking = new Map<string, Promise<Known>>();
  /** A store that just failed is left alone for a while, whoever asks for whatever. */
  let isDownUntilMs = 0;

  function remember(key: string, next: Omit<Known, "history">): Known {
    const before = remembered.get(key);
    const history = before?.series === next.series ? before.history : toHistory(next.series);
    const known = { ...next, history };
    remembered.set(key, known);
    return known;
  }

  /** Joins what stands in the store with what this process has read; the same text is not parsed twice. */
  function join(key: string, stored: Versioned): Known {
    const before = remembered.get(key);
    const isNew = stored.text !== "" && stored.text !== before?.stored.text;
    const standing = isNew ? codec.decode(stored.text) : undefined;
    const own: StoredSeries<Value> = before?.series ?? new Map();
    const series = standing === undefined ? own : mergeSeries(own, standing);
    return remember(key, { series, stored, isStoreUp: true, askedAtMs: now() });
  }

  async function ask(key: string): Promise<Known> {
    try {
      return join(key, (await store.getVersioned(key)) ?? NOTHING);
    } catch (error) {
      options.onStoreError("get", error);
      isDownUntilMs = now() + REMEMBERED_MS;
      return withoutStore(key);
    }
  }

  function withoutStore(key: string): Known {
    const known = remembered.get(key);
    const series: StoredSeries<Value> = known?.series ?? new Map();
    const stored = known?.stored ?? NOTHING;
    return remember(key, { series, stored, isStoreUp: false, askedAtMs: 0 });
  }

  async function read(key: string, maxAgeMs = REMEMBERED_MS): Promise<Known> {
    if (now() < isDownUntilMs) return withoutStore(key);
    const known = remembered.get(key);
    if (known !== undefined && now() - known.askedAtMs < maxAgeMs) return known;
    const running = asking.get(key) ?? ask(key).finally(() => asking.delete(key));
    asking.set(key, running);
    return running;
  }

  async function save(key: string): Promise<void> {
    let known = await read(key);
    for (let tries = 0; known.isStoreUp && tries < MAX_TRIES; tries += 1) {
      const text = codec.encode(known.series);
      if (text === known.stored.text) return;
      const next = { version: known.stored.version + 1, text };
      const standing = await store.putVersioned(key, next, []);
      if (standing === undefined) {
        remember(key, { ...(remembered.get(key) ?? known), stored: next });
        return;
      }
      known = join(key, standing);
    }
  }

  return {
    read,
    async add(key, added) {
      const known = await read(key);
      // Others may have added while the store was asked.
      const before = remembered.get(key) ?? known;
      remember(key, { ...before, series: mergeSeries(before.series, added) });
      await save(key).catch((error: unknown) => options.onStoreError("set", error));
      return remembered.get(key) ?? read(key);
    },
  };
}
