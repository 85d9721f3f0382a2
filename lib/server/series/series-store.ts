import "server-only";
import { LRUCache } from "lru-cache";
import type { DailyHistory } from "@/lib/analytics/daily-history";
import { type Clock, SECOND_MS } from "@/lib/core/time";
import type { AtomicKv, Versioned } from "@/lib/kv/store";
import { decodeSeries, encodeSeries } from "./series-codec";
import { mergeSeries, type StoredSeries, toHistory } from "./stored-series";

/** What this process knows of one creator's series. */
export interface KnownSeries {
  readonly series: StoredSeries;
  readonly history: DailyHistory;
  /** The store answered when it was last asked; else this is what the process itself has read. */
  readonly isStoreUp: boolean;
}

/** One series a creator, without an end of life. A broken store fails nothing: the process then goes on with what it has read itself. */
export interface SeriesStore {
  /** What is known, from this process's memory if the store was asked at most `maxAgeMs` ago. */
  read(key: string, maxAgeMs?: number): Promise<KnownSeries>;
  /** Adds what was read. Whatever other writers stored meanwhile stays. */
  add(key: string, added: StoredSeries): Promise<KnownSeries>;
}

/** Another instance's writes are seen after this long at the latest. */
const REMEMBERED_MS = 10 * SECOND_MS;
/** Series kept parsed; about 200 kB each. */
const MAX_REMEMBERED = 300;
/** Each time somebody else was faster, what stands is joined anew. */
const MAX_TRIES = 10;

interface Remembered extends KnownSeries {
  /** As it stands in the store; 0 and empty: there is none that can be read. */
  readonly stored: Versioned;
  readonly askedAtMs: number;
}

const NOTHING: Versioned = { version: 0, text: "" };

/** Makes the store of series over the one that instances share, or over memory. */
export function createSeriesStore(options: {
  readonly store: AtomicKv;
  readonly now: Clock;
  readonly onStoreError: (operation: "get" | "set", error: unknown) => void;
}): SeriesStore {
  const { store, now } = options;
  const remembered = new LRUCache<string, Remembered>({ max: MAX_REMEMBERED });
  const asking = new Map<string, Promise<Remembered>>();
  /** A store that just failed is left alone for a while, whoever asks for whatever. */
  let isDownUntilMs = 0;

  function remember(key: string, next: Omit<Remembered, "history">): Remembered {
    const before = remembered.get(key);
    const history = before?.series === next.series ? before.history : toHistory(next.series);
    const known = { ...next, history };
    remembered.set(key, known);
    return known;
  }

  /** Joins what stands in the store with what this process has read; the same text is not parsed twice. */
  function join(key: string, stored: Versioned): Remembered {
    const before = remembered.get(key);
    const isNew = stored.text !== "" && stored.text !== before?.stored.text;
    const standing = isNew ? decodeSeries(stored.text) : undefined;
    const own = before?.series ?? new Map();
    const series = standing === undefined ? own : mergeSeries(own, standing);
    return remember(key, { series, stored, isStoreUp: true, askedAtMs: now() });
  }

  async function ask(key: string): Promise<Remembered> {
    try {
      return join(key, (await store.getVersioned(key)) ?? NOTHING);
    } catch (error) {
      options.onStoreError("get", error);
      isDownUntilMs = now() + REMEMBERED_MS;
      return withoutStore(key);
    }
  }

  function withoutStore(key: string): Remembered {
    const { series = new Map(), stored = NOTHING } = remembered.get(key) ?? {};
    return remember(key, { series, stored, isStoreUp: false, askedAtMs: 0 });
  }

  async function read(key: string, maxAgeMs = REMEMBERED_MS): Promise<Remembered> {
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
      const text = encodeSeries(known.series);
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
