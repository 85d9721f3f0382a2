import "server-only";
import type { Cache } from "@/lib/cache/cache";
import {
  type CachedRead,
  createCachedRead,
  FRESH_FOR_MS,
  REVALIDATE_FOR_MS,
} from "@/lib/cache/cached";
import { ON_ERROR_FOR_MS } from "@/lib/cache/shelf";
import { ERROR_FOR_MS } from "@/lib/cache/turns";
import { ok } from "@/lib/core/result";
import type { Clock, Defer } from "@/lib/core/time";
import type { AtomicKv } from "@/lib/kv/store";
import type { LtkAccount, LtkClient, LtkPeriod } from "@/lib/ltk/client";
import type { DriftLog } from "@/lib/ltk/drift";
import { CommissionsSummary } from "@/lib/ltk/endpoints/commissions-summary";
import type { LedgerRow } from "@/lib/ltk/endpoints/items-sold";
import { PerformanceStats } from "@/lib/ltk/endpoints/performance-stats";
import { PerformanceSummary } from "@/lib/ltk/endpoints/performance-summary";
import { TopBrand } from "@/lib/ltk/endpoints/top-performers-advertisers";
import { TopLink } from "@/lib/ltk/endpoints/top-performers-links";
import { TopPost } from "@/lib/ltk/endpoints/top-performers-ltks";
import { badShape } from "@/lib/ltk/errors";
import { packLedger, unpackLedger } from "@/lib/ltk/ledger-text";
import type { ReadFailure } from "./failures";
import type { Log } from "./log";
import { createDailySeriesReader, type DailySeriesReader } from "./series/daily-series-reader";
import { SERIES_CODEC } from "./series/series-codec";
import { createSeriesStore } from "./series/series-store";

type Client = LtkClient<ReadFailure>;
type LedgerMonth = Parameters<Client["itemsSold"]>[0];
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
  /** Asked by calendar month, from its first day on. */
  readonly itemsSold: CachedRead<LedgerMonth, readonly LedgerRow[], ReadFailure>;
  readonly topLinks: CachedRead<TopList, readonly TopLink[], ReadFailure>;
  readonly topPosts: CachedRead<TopList, readonly TopPost[], ReadFailure>;
  readonly topBrands: CachedRead<TopList, readonly TopBrand[], ReadFailure>;
}

interface Outside {
  readonly now: Clock;
  readonly defer: Defer;
  readonly log: Log;
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
    itemsSold: createLedgerRead(cache, ltk),
    ...createTopReads(cache, ltk),
  };
}

/** The ledger stays packed in the store and in memory alike: a month has thousands of rows, and there are many months. */
function createLedgerRead(cache: Cache<ReadFailure>, ltk: Client): LtkReads["itemsSold"] {
  const packed = createCachedRead(cache, {
    // By month: its last day moves while it lasts.
    keyOf: (month: LedgerMonth) => [accountKey("items_sold/v1", month), month.from].join("|"),
    parse: (stored) =>
      typeof stored === "string" && unpackLedger(stored) !== undefined ? stored : undefined,
    async load(month) {
      const rows = await ltk.itemsSold(month);
      return rows.ok ? ok(packLedger(rows.value)) : rows;
    },
  });
  async function read(month: LedgerMonth) {
    const answer = await packed(month);
    if (!answer.ok) return answer;
    const rows = unpackLedger(answer.value.value);
    if (rows === undefined) throw new Error("a packed ledger cannot be read");
    return ok({ ...answer.value, value: rows });
  }
  return Object.assign(read, { refresh: packed.refresh });
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

/** Makes the reader of creators' days. Only the container builds it. */
export function createDailySeries(
  {
    ltk,
    drift,
    store,
    cache,
  }: {
    readonly ltk: Client;
    readonly drift: DriftLog;
    readonly store: AtomicKv;
    readonly cache: Cache<ReadFailure>;
  },
  outside: Outside,
): DailySeriesReader {
  return createDailySeriesReader({
    ...outside,
    store: createSeriesStore({
      store,
      codec: SERIES_CODEC,
      now: outside.now,
      onStoreError: (operation) => outside.log("warn", "series_store_failed", { operation }),
    }),
    turns: cache.turns,
    load: ltk.heroChart,
    onWiped() {
      const error = badShape("hero_chart", "data (nothing left of what was known)");
      drift.note(error);
      return error;
    },
    ages: {
      freshMs: FRESH_FOR_MS,
      revalidateMs: REVALIDATE_FOR_MS,
      onErrorMs: ON_ERROR_FOR_MS,
      errorMs: ERROR_FOR_MS,
    },
  });
}
