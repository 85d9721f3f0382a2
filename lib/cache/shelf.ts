import { LRUCache } from "lru-cache";
import pLimit, { type LimitFunction } from "p-limit";
import { z } from "zod";
import type { Result } from "@/lib/core/result";
import { type Clock, DAY_MS } from "@/lib/core/time";
import type { CacheLog, PatientStore } from "./patient-store";

/** The longest life of an answer: up to this age an answer is served when its source fails (stale-if-error). */
export const ON_ERROR_FOR_MS = 30 * DAY_MS;
/** A larger entry is not stored. A month of hero_chart is 3 kB, a full window of the ledger some 100 kB. */
export const MAX_ENTRY_BYTES = 256 * 1024;
/** What the entries of one creator may take together. */
export const MAX_CREATOR_BYTES = 1024 * 1024;
/** An entry counts for at least this much, so that there are never more than 256 of them to list. */
const MIN_COST_BYTES = 4 * 1024;
/** What an entry takes besides its text and its key, which stands in the index too. */
const OVERHEAD_BYTES = 100;
/** Each time somebody else has changed the index; of many writers one always gets through. */
const MAX_TRIES = 20;
/** Keys that were too large are remembered, so that each is logged once. */
const MAX_LOGGED = 1_000;

/** A text to be stored under a key. */
export interface Item {
  readonly key: string;
  readonly text: string;
  /** When it lapses by itself; an answer's life when left out. */
  readonly lifeMs?: number;
}

/**
 * The cache's part of the store, bounded for each creator, so that it can never fill the store that holds the token
 * journal: a creator takes `MAX_CREATOR_BYTES` at most, keys and index included.
 *
 * Each creator has an index of her entries with their sizes. It is versioned, and an entry is written, and what has to
 * make room for it removed, in the same atomic step as the index that says so: whichever processes write, and wherever
 * they die, nothing stands in the store that is not counted. What was stored longest ago goes first: the windows that
 * neither a job nor a visitor has read since.
 */
export interface Shelf {
  read(key: string, waitMs?: number): Promise<Result<string | undefined, "away">>;
  /** Stores an item of a creator, if the store is there and the item is not too large. Never rejects. */
  write(creator: string, item: Item): Promise<void>;
}

interface Row {
  readonly key: string;
  readonly bytes: number;
  readonly storedAtMs: number;
  /** Left out by rows of an answer's life. */
  readonly lifeMs?: number | undefined;
}

interface Index {
  readonly version: number;
  /** In the order in which they were stored. */
  readonly rows: readonly Row[];
}

const Rows = z.array(
  z.object({
    key: z.string(),
    bytes: z.number().positive(),
    storedAtMs: z.number(),
    lifeMs: z.number().optional(),
  }),
);

/** Creates the shelf over a store. The indexes last seen are kept: as a rule a write is one call. */
export function createShelf(options: {
  readonly store: PatientStore;
  readonly now: Clock;
  readonly log: CacheLog;
}): Shelf {
  const { store, now, log } = options;
  const creators = new Map<string, { readonly inTurn: LimitFunction; index: Index }>();
  const logged = new LRUCache<string, true>({ max: MAX_LOGGED });

  function knownOf(creator: string) {
    const known = creators.get(creator) ?? { inTurn: pLimit(1), index: { version: 0, rows: [] } };
    creators.set(creator, known);
    return known;
  }

  async function put(creator: string, item: Item, bytes: number): Promise<void> {
    const known = knownOf(creator);
    for (let tries = 0; tries < MAX_TRIES; tries += 1) {
      const added = { key: item.key, bytes, storedAtMs: now(), ...lifeOf(item) };
      const { rows, removed } = makeRoom(known.index.rows, added);
      const version = known.index.version + 1;
      const answer = await store.ask((kv) =>
        kv.putVersioned(indexKey(creator), { version, text: JSON.stringify(rows) }, [
          // Empty, and gone in a millisecond.
          ...removed.map((key) => ({ key, value: "", ttlMs: 1 })),
          { key: item.key, value: item.text, ttlMs: item.lifeMs ?? ON_ERROR_FOR_MS },
        ]),
      );
      if (!answer.ok) return;
      const standing = answer.value;
      known.index =
        standing === undefined
          ? { version, rows }
          : { version: standing.version, rows: parseRows(standing.text) };
      if (standing === undefined) return;
    }
    log("warn", "cache_entry_not_stored", { key: item.key, tries: MAX_TRIES });
  }

  return {
    read: (key, waitMs) => store.ask((kv) => kv.get(key), waitMs),
    async write(creator, item) {
      const bytes = costOf(item);
      if (bytes > MAX_ENTRY_BYTES) {
        if (!logged.has(item.key)) log("warn", "cache_entry_too_large", { key: item.key, bytes });
        logged.set(item.key, true);
        return;
      }
      await knownOf(creator).inTurn(() => put(creator, item, bytes));
    },
  };
}

/** Where a creator's index stands. */
export function indexKey(creator: string): string {
  return `cache-index/v1|${creator}`;
}

function costOf({ key, text }: Item): number {
  const bytes = Buffer.byteLength(text) + 2 * Buffer.byteLength(key) + OVERHEAD_BYTES;
  return Math.max(MIN_COST_BYTES, bytes);
}

/** Told only where it is another than an answer's: there are hundreds of rows. */
function lifeOf({ lifeMs = ON_ERROR_FOR_MS }: Item): Pick<Row, "lifeMs"> {
  return lifeMs === ON_ERROR_FOR_MS ? {} : { lifeMs };
}

/** The rows with one more, and the keys that have to go. Entries that have lapsed need no removing. */
function makeRoom(rows: readonly Row[], added: Row) {
  const kept = rows.filter(
    ({ key, storedAtMs, lifeMs = ON_ERROR_FOR_MS }) =>
      key !== added.key && added.storedAtMs - storedAtMs <= lifeMs,
  );
  let total = added.bytes + kept.reduce((sum, { bytes }) => sum + bytes, 0);
  let count = 0;
  for (const { bytes } of kept) {
    if (total <= MAX_CREATOR_BYTES) break;
    total -= bytes;
    count += 1;
  }
  const removed = kept.slice(0, count).map(({ key }) => key);
  return { rows: [...kept.slice(count), added], removed };
}

/** An index that cannot be read is begun anew; what it listed lapses within its thirty days. */
function parseRows(text: string): readonly Row[] {
  try {
    return Rows.safeParse(JSON.parse(text)).data ?? [];
  } catch {
    return [];
  }
}
