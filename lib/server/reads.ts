import "server-only";
import type { Cache } from "@/lib/cache/cache";
import {
  type CachedRead,
  createCachedRead,
  FRESH_FOR_MS,
  type PeekableRead,
  REVALIDATE_FOR_MS,
} from "@/lib/cache/cached";
import { createEntries } from "@/lib/cache/entries";
import { ON_ERROR_FOR_MS } from "@/lib/cache/shelf";
import { ERROR_FOR_MS } from "@/lib/cache/turns";
import { type Clock, DAY_MS, type Defer } from "@/lib/core/time";
import type { AtomicKv } from "@/lib/kv/store";
import type { LtkAccount, LtkClient, LtkPeriod } from "@/lib/ltk/client";
import type { DriftLog } from "@/lib/ltk/drift";
import { CommissionsSummary } from "@/lib/ltk/endpoints/commissions-summary";
import { PerformanceStats } from "@/lib/ltk/endpoints/performance-stats";
import { PerformanceSummary } from "@/lib/ltk/endpoints/performance-summary";
import { TopBrand } from "@/lib/ltk/endpoints/top-performers-advertisers";
import { TopLink } from "@/lib/ltk/endpoints/top-performers-links";
import { TopPost } from "@/lib/ltk/endpoints/top-performers-ltks";
import { badShape } from "@/lib/ltk/errors";
import { packLedger, unpackLedger } from "@/lib/ltk/ledger-text";
import type { ReadFailure } from "./failures";
import { LEDGER_CODEC } from "./ledger/ledger-days";
import { createLedgerReader, type LedgerReader } from "./ledger/ledger-reader";
import { createLedgerRows } from "./ledger/ledger-rows";
import type { Log } from "./log";
import { createDailySeriesReader, type DailySeriesReader } from "./series/daily-series-reader";
import type { DayCodec } from "./series/day-codec";
import type { DayReaderParts } from "./series/day-reader";
import { SERIES_CODEC } from "./series/series-codec";
import { createSeriesStore } from "./series/series-store";

type Client = LtkClient<ReadFailure>;
type TopList = Parameters<Client["topLinks"]>[0];

/** LTK's answers, each behind the cache. */
export interface LtkReads {
  readonly performanceSummary: CachedRead<LtkPeriod, PerformanceSummary, ReadFailure>;
  readonly performanceStats: CachedRead<
    LtkAccount & Pick<LtkPeriod, "from" | "to">,
    PerformanceStats,
    ReadFailure
  >;
  readonly commissionsSummary: CachedRead<LtkAccount, CommissionsSummary, ReadFailure>;
  readonly topLinks: CachedRead<TopList, readonly TopLink[], ReadFailure>;
  readonly topPosts: CachedRead<TopList, readonly TopPost[], ReadFailure>;
  readonly topBrands: PeekableRead<TopList, readonly TopBrand[], ReadFailure>;
}

/** Puts LTK's endpoints behind the cache. Only the container builds them. */
export function createReads(ltk: Client, cache: Cache<ReadFailure>): LtkReads {
  return {
    performanceSummary: createCachedRead(cache, {
      keyOf: (period) => cacheKey("performance_summary/v1", period),
      parse: (stored) => PerformanceSummary.safeParse(stored).data,
      load: ltk.performanceSummary,
    }),
    performanceStats: createCachedRead(cache, {
      keyOf: (period) =>
        [accountKey("performance_stats/v1", period), `${period.from}..${period.to}`].join("|"),
      parse: (stored) => PerformanceStats.safeParse(stored).data,
      load: ltk.performanceStats,
    }),
    commissionsSummary: createCachedRead(cache, {
      keyOf: (account) => accountKey("commissions_summary/v1", account),
      parse: (stored) => CommissionsSummary.safeParse(stored).data,
      load: ltk.commissionsSummary,
    }),
    ...createTopReads(cache, ltk),
  };
}

function createTopReads(cache: Cache<ReadFailure>, ltk: Client) {
  const keyOf = (schema: string) => (list: TopList) =>
    [cacheKey(schema, list), list.dimension, list.limit].join("|");
  return {
    topLinks: createCachedRead(cache, {
      keyOf: keyOf("top_links/v1"),
      parse: (stored) => TopLink.array().safeParse(stored).data,
      load: ltk.topLinks,
    }),
    topPosts: createCachedRead(cache, {
      keyOf: keyOf("top_posts/v1"),
      parse: (stored) => TopPost.array().safeParse(stored).data,
      load: ltk.topPosts,
    }),
    topBrands: createCachedRead(cache, {
      keyOf: keyOf("top_brands/v1"),
      parse: (stored) => TopBrand.array().safeParse(stored).data,
      load: ltk.topBrands,
    }),
  };
}

/** A key holds all that decides the answer besides the creator, so that no entry crosses publishers, zones or windows. */
function cacheKey(schema: string, period: LtkPeriod): string {
  const { publisherIds, timezone, from, to } = period;
  return [schema, publisherIds.join(","), timezone, `${from}..${to}`].join("|");
}

/** The same for what LTK answers for a whole account. */
function accountKey(schema: string, { publisherIds, currency }: LtkAccount): string {
  return [schema, publisherIds.join(","), currency].join("|");
}

interface Outside {
  readonly now: Clock;
  readonly defer: Defer;
  readonly log: Log;
}

/** What the readers of days are made of. */
interface DayParts {
  readonly ltk: Client;
  readonly drift: DriftLog;
  readonly store: AtomicKv;
  readonly cache: Cache<ReadFailure>;
}

/** Makes the reader of creators' daily series. Only the container builds it. */
export function createDailySeries(parts: DayParts, outside: Outside): DailySeriesReader {
  return createDailySeriesReader({
    ...readerParts(SERIES_CODEC, parts, outside),
    load: parts.ltk.heroChart,
    onWiped: () => noteWiped(parts.drift, "hero_chart"),
  });
}

/** Rows as old as the jobs go back may still be asked for; a month that is settled is not read again for its age. */
const ROWS_FOR_MS = 400 * DAY_MS;

/** Makes the reader of creators' ledgers. Only the container builds it. */
export function createLedger(parts: DayParts, outside: Outside): LedgerReader {
  const { cache, ltk, drift } = parts;
  const entries = createEntries<string>({
    ...cache,
    parse: (stored) =>
      typeof stored === "string" && unpackLedger(stored) !== undefined ? stored : undefined,
    lifeMs: ROWS_FOR_MS,
  });
  return createLedgerReader({
    ...readerParts(LEDGER_CODEC, parts, outside),
    rows: createLedgerRows({ entries, pack: packLedger, unpack: unpackLedger, now: outside.now }),
    load: (query) => ltk.itemsSold(query),
    onWiped: () => noteWiped(drift, "items_sold"),
  });
}

function readerParts<Value>(
  codec: DayCodec<Value>,
  { store, cache }: DayParts,
  outside: Outside,
): DayReaderParts<Value> {
  const { now, defer, log } = outside;
  return {
    now,
    defer,
    store: createSeriesStore({
      store,
      codec,
      now,
      onStoreError: (operation) => log("warn", "series_store_failed", { operation }),
    }),
    turns: cache.turns,
    ages: {
      freshMs: FRESH_FOR_MS,
      revalidateMs: REVALIDATE_FOR_MS,
      onErrorMs: ON_ERROR_FOR_MS,
      errorMs: ERROR_FOR_MS,
    },
  };
}

function noteWiped(drift: DriftLog, endpoint: string): ReadFailure {
  const error = badShape(endpoint, "data (nothing left of what was known)");
  drift.note(error);
  return error;
}
