import "server-only";
import { randomUUID } from "node:crypto";
import { after } from "next/server";
import { createAuditTable } from "@/lib/airtable/audit";
import { createAirtableClient } from "@/lib/airtable/client";
import { createCreatorsTable } from "@/lib/airtable/creators";
import { createLockoutStore } from "@/lib/airtable/lockout";
import { createPeopleTable, type PeopleTable } from "@/lib/airtable/people";
import { createSchema, type Schema } from "@/lib/airtable/schema";
import { createSnapshot, type SnapshotReader } from "@/lib/airtable/snapshot";
import { type Cache, createCache } from "@/lib/cache/cache";
import {
  type CachedRead,
  createCachedRead,
  FRESH_FOR_MS,
  REVALIDATE_FOR_MS,
} from "@/lib/cache/cached";
import { ON_ERROR_FOR_MS } from "@/lib/cache/shelf";
import { ERROR_FOR_MS } from "@/lib/cache/turns";
import { ok } from "@/lib/core/result";
import type { Clock, Defer, Sleep } from "@/lib/core/time";
import { createMemoryKv } from "@/lib/kv/memory";
import type { AtomicKv } from "@/lib/kv/store";
import { createVercelKv } from "@/lib/kv/vercel-kv";
import { createLtkClient, type LtkAccount, type LtkPeriod } from "@/lib/ltk/client";
import { createDriftLog, type DriftLog } from "@/lib/ltk/drift";
import { CommissionsSummary } from "@/lib/ltk/endpoints/commissions-summary";
import type { LedgerRow } from "@/lib/ltk/endpoints/items-sold";
import { PerformanceStats } from "@/lib/ltk/endpoints/performance-stats";
import { PerformanceSummary } from "@/lib/ltk/endpoints/performance-summary";
import { TopBrand } from "@/lib/ltk/endpoints/top-performers-advertisers";
import { TopLink } from "@/lib/ltk/endpoints/top-performers-links";
import { TopPost } from "@/lib/ltk/endpoints/top-performers-ltks";
import { badShape } from "@/lib/ltk/errors";
import { packLedger, unpackLedger } from "@/lib/ltk/ledger-text";
import { createProbe, type Probe } from "@/lib/ltk/probe";
import { createRequester } from "@/lib/ltk/request";
import { createTokenCells } from "@/lib/token-manager/cells";
import { createCipher } from "@/lib/token-manager/cipher";
import { createFingerprint } from "@/lib/token-manager/fingerprint";
import { createOffers, type Offers } from "@/lib/token-manager/offers";
import {
  createTokenManager,
  type TokenError,
  type TokenManager,
} from "@/lib/token-manager/token-manager";
import { type Audit, createAudit } from "./audit";
import { deriveKey, journalKeys } from "./crypto";
import { type Env, type EnvProblem, readProcessEnv } from "./env";
import { parseSharedFailure, type ReadFailure } from "./failures";
import { createHeartbeats, type Heartbeats } from "./heartbeats";
import { createSyncGate, type SyncGate } from "./jobs/sync-gate";
import { type Log, log } from "./log";
import { createDailySeriesReader, type DailySeriesReader } from "./series/daily-series-reader";
import { createSeriesStore } from "./series/series-store";
import { createSessions, type Sessions } from "./session";
import { createSignInLinks, type SignInLinks } from "./sign-in-link";
import { createTurn, type Turn } from "./turn";

/** Everything a request needs, built once per process. */
export interface Container {
  readonly env: Env;
  readonly now: Clock;
  readonly sleep: Sleep;
  readonly fetch: typeof fetch;
  readonly defer: Defer;
  readonly log: Log;
  readonly sessions: Sessions;
  readonly signInLinks: SignInLinks;
  readonly snapshot: SnapshotReader;
  /** Who may sign in, besides `ADMIN_EMAILS`; the rules stand in people.ts. */
  readonly people: PeopleTable;
  /** Lets one change of people go on at a time. */
  readonly peopleTurn: Turn;
  /** Who did what. */
  readonly audit: Audit;
  /** The tables themselves, for `npm run setup`. */
  readonly schema: Schema;
  readonly tokens: TokenManager;
  readonly offers: Offers;
  readonly heartbeats: Heartbeats;
  /** Where LTK's answers have changed their shape. */
  readonly drift: DriftLog;
  /** What LTK's answers are made of, asked once and without retries, for `npm run probe`. */
  readonly probe: Probe<TokenError>;
  /** Creators' days, kept for good. */
  readonly dailySeries: DailySeriesReader;
  /** Lets a creator be synced by hand once a minute. */
  readonly syncGate: SyncGate;
  /** LTK's other answers, each behind the cache. */
  readonly reads: {
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
  };
}

type Client = ReturnType<typeof createLtkClient<never, ReadFailure>>;
type LedgerMonth = Parameters<Client["itemsSold"]>[0];
type TopList = Parameters<Client["topLinks"]>[0];

/** What tests replace. */
export interface ContainerOptions {
  readonly now?: Clock;
  readonly sleep?: Sleep;
  readonly random?: () => number;
  readonly fetch?: typeof fetch;
  readonly defer?: Defer;
  readonly log?: Log;
}

/** Builds every adapter. Nothing is asked of any upstream yet. */
export function createContainer(env: Env, options: ContainerOptions = {}): Container {
  const now = options.now ?? Date.now;
  const sleep: Sleep = options.sleep ?? ((ms) => new Promise((resolve) => setTimeout(resolve, ms)));
  const outside = {
    now,
    sleep,
    random: options.random ?? Math.random,
    fetch: options.fetch ?? fetch,
    defer: options.defer ?? deferAfterResponse,
    log: options.log ?? log,
  };
  const people = { secret: env.SESSION_SECRET, adminEmails: env.ADMIN_EMAILS, now };
  const memory = createMemoryKv(outside);
  const shared = env.kv === undefined ? undefined : createVercelKv(env.kv);
  const store = shared ?? memory;
  const airtable = createAirtableClient({
    ...outside,
    apiKey: env.AIRTABLE_API_KEY,
    baseId: env.AIRTABLE_BASE_ID,
    endpointUrl: env.AIRTABLE_ENDPOINT_URL,
    lockouts: shared === undefined ? undefined : createLockoutStore(shared),
  });
  // Stable while secrets change: fingerprints stand in rows and in the journal for months.
  const fingerprintKey = `refresh token of ${env.AIRTABLE_BASE_ID}`;
  const creators = createCreatorsTable({
    client: airtable,
    table: env.AIRTABLE_TABLE,
    nameToken: createFingerprint(fingerprintKey),
    cells: createTokenCells(env.tokenKeys),
  });
  const offers = createOffers({
    stores: shared === undefined ? [memory] : [shared, memory],
    cipher: createCipher([{ id: "session", key: deriveKey(env.SESSION_SECRET, "offers") }]),
  });
  const tokens = createTokenManager({
    ...outside,
    store: creators,
    authUrl: env.LTK_AUTH_URL,
    clientId: env.LTK_CLIENT_ID,
    redirectUri: env.LTK_REDIRECT_URI,
    fingerprintKey,
    canGrant: env.canRefreshTokens,
    // Tokens must never make room for figures, so without a shared store they have a memory of their own.
    kv: shared ?? createMemoryKv({ now, maxBytes: Number.MAX_SAFE_INTEGER }),
    isKvShared: shared !== undefined,
    cipher: createCipher(journalKeys(env)),
    newOwner: randomUUID,
    offers,
    issuer: env.LTK_ISSUER,
  });
  const cache = createCache<ReadFailure>({
    ...outside,
    store,
    isShared: shared !== undefined,
    newOwner: randomUUID,
    parseFailure: parseSharedFailure,
  });
  const stores = shared === undefined ? [memory] : [shared, memory];
  const seal = createCipher([{ id: "session", key: deriveKey(env.SESSION_SECRET, "tables") }]);
  const sharing = shared && { ...outside, store: shared, seal };
  const snapshot = createSnapshot({
    ...outside,
    load: creators.list,
    onRead: tokens.observe,
    onRecall: tokens.recall,
    sharing,
  });
  const auditTable = { ...outside, client: airtable, table: env.AIRTABLE_AUDIT_TABLE };
  const drift = createDriftLog(outside);
  const ltk = createLtkClient({
    tokens,
    drift,
    send: createRequester({ ...outside, baseUrl: env.LTK_API_URL }),
  });
  return {
    env,
    now,
    sleep,
    fetch: outside.fetch,
    defer: outside.defer,
    log: outside.log,
    sessions: createSessions(people),
    signInLinks: createSignInLinks(people),
    snapshot,
    people: createPeopleTable({
      ...outside,
      client: airtable,
      table: env.AIRTABLE_PEOPLE_TABLE,
      sharing,
    }),
    peopleTurn: createTurn({ stores, key: "people-turn/v1", newOwner: randomUUID }),
    schema: createSchema(airtable, {
      creators: env.AIRTABLE_TABLE,
      people: env.AIRTABLE_PEOPLE_TABLE,
      audit: env.AIRTABLE_AUDIT_TABLE,
    }),
    audit: createAudit({ ...outside, table: createAuditTable(auditTable) }),
    tokens,
    offers,
    drift,
    probe: createProbe({
      tokens,
      send: createRequester({ ...outside, baseUrl: env.LTK_API_URL, maxRetries: 0 }),
    }),
    heartbeats: createHeartbeats({ store, isShared: shared !== undefined, now }),
    dailySeries: createDailySeries({ ltk, drift, store, cache }, outside),
    syncGate: createSyncGate({ stores, newOwner: randomUUID }),
    reads: createReads(ltk, cache),
  };
}

type Outside = { readonly now: Clock; readonly defer: Defer; readonly log: Log };

function createDailySeries(
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

function createReads(ltk: Client, cache: Cache<ReadFailure>): Container["reads"] {
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
function createLedgerRead(cache: Cache<ReadFailure>, ltk: Client): Container["reads"]["itemsSold"] {
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

/** Starts work at once and keeps the instance alive for it after the answer. Outside a request it just runs. */
function deferAfterResponse(work: () => Promise<void>): void {
  const running = work().catch((error: unknown) => {
    log("error", "deferred_work_failed", { name: error instanceof Error ? error.name : "unknown" });
  });
  try {
    after(running);
  } catch {
    // No request scope (a command, a timer): the process itself keeps the work alive.
  }
}

type Configured =
  | { readonly ok: true; readonly container: Container }
  | { readonly ok: false; readonly problems: readonly EnvProblem[] };

const REGISTRY = Symbol.for("hemline.container");

// Pages and routes are separate bundles with separate modules; only the global object is shared by both.
const registry: typeof globalThis & { [REGISTRY]?: Configured } = globalThis;

/** The container of this process, or what is wrong with its environment. */
export function getContainer(): Configured {
  registry[REGISTRY] ??= configure();
  return registry[REGISTRY];
}

function configure(): Configured {
  const parsed = readProcessEnv();
  if (parsed.ok) {
    if (parsed.env.tokenKeys.length === 0)
      log("warn", "tokens_in_plain_text", { set: "TOKEN_KEYS" });
    return { ok: true, container: createContainer(parsed.env) };
  }
  for (const { name, problem } of parsed.problems)
    log("error", "not_configured", { name, problem });
  return parsed;
}

/** The problems of an environment as one text: which variable, what is wrong, how to set it. */
export function describeProblems(problems: readonly EnvProblem[]): string {
  return problems.map(({ name, problem, fix }) => `${name} ${problem}. ${fix}`).join(" ");
}
