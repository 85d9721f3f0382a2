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
import { createCache } from "@/lib/cache/cache";
import { createPatientStore, createPromptStore } from "@/lib/cache/patient-store";
import type { Clock, Defer, Sleep } from "@/lib/core/time";
import { createMemoryKv } from "@/lib/kv/memory";
import type { CounterKv } from "@/lib/kv/store";
import { createVercelKv } from "@/lib/kv/vercel-kv";
import { createLtkClient } from "@/lib/ltk/client";
import { createDriftLog, type DriftLog } from "@/lib/ltk/drift";
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
import { type Csrf, createCsrf } from "./csrf";
import { type Env, type EnvProblem, readProcessEnv } from "./env";
import { parseSharedFailure, type ReadFailure } from "./failures";
import { createHeartbeats, type Heartbeats } from "./heartbeats";
import { createSyncLeases, type SyncLeases } from "./jobs/sync-lease";
import type { LedgerReader } from "./ledger/ledger-reader";
import { type Log, log } from "./log";
import { createMailer, type Mailer } from "./mailer";
import { createRateLimiter, type RateLimiter } from "./rate-limit";
import { createDailySeries, createLedger, createReads, type LtkReads } from "./reads";
import type { DailySeriesReader } from "./series/daily-series-reader";
import { createSignInParts, SIGN_IN_MAX_BYTES, type SignInParts } from "./sign-in-parts";
import { createTurn, type Turn } from "./turn";

/** Everything a request needs, built once per process. */
export interface Container extends SignInParts {
  readonly env: Env;
  readonly now: Clock;
  readonly sleep: Sleep;
  readonly fetch: typeof fetch;
  readonly defer: Defer;
  readonly log: Log;
  /** `undefined`: this deployment sends no mail. */
  readonly mailer: Mailer | undefined;
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
  /** Creators' ledgers: the sums of their days, kept for good, and their rows. */
  readonly ledger: LedgerReader;
  /** Lets one of all runs read a creator. */
  readonly syncLeases: SyncLeases;
  /** The proof that a form stands on a page of ours. */
  readonly csrf: Csrf;
  /** How often people may do what costs somebody something. */
  readonly limits: RateLimiter;
  /** LTK's other answers, each behind the cache. */
  readonly reads: LtkReads;
}

/** Some ten thousand counters. */
const LIMITS_MAX_BYTES = 2 * 1024 * 1024;

/** What tests replace. */
export interface ContainerOptions {
  readonly now?: Clock;
  readonly sleep?: Sleep;
  readonly random?: () => number;
  readonly fetch?: typeof fetch;
  readonly defer?: Defer;
  readonly log?: Log;
  /** The mail service's address. */
  readonly mailUrl?: string;
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
  const memory = createMemoryKv(outside);
  const shared = env.kv === undefined ? undefined : createVercelKv(env.kv);
  const store = shared ?? memory;
  const own = createPromptStore(memory);
  // The cache, over the same store, tells when it is away.
  const quiet = { now, sleep, log: () => {} };
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
    // A memory of its own, in which no figure can push out a used link.
    ...createSignInParts(env, {
      ...outside,
      newId: randomUUID,
      store: shared ?? createMemoryKv({ now, maxBytes: SIGN_IN_MAX_BYTES }),
    }),
    mailer: createMailer({ ...outside, ...env, baseUrl: options.mailUrl }),
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
    ledger: createLedger({ ltk, drift, store, cache }, outside),
    syncLeases: createSyncLeases({
      stores: shared === undefined ? [own] : [createPatientStore({ ...quiet, kv: shared }), own],
      newOwner: randomUUID,
      now,
    }),
    csrf: createCsrf(env.SESSION_SECRET),
    limits: createLimits(env, shared, outside),
    reads: createReads(ltk, cache),
  };
}

/** Counters have a memory of their own: whoever comes from many addresses must not push figures out. */
function createLimits(
  env: Env,
  shared: CounterKv | undefined,
  { now, sleep }: { readonly now: Clock; readonly sleep: Sleep },
): RateLimiter {
  // The cache, over the same store, tells when it is away.
  const log = () => {};
  const own = createPromptStore<CounterKv>(createMemoryKv({ now, maxBytes: LIMITS_MAX_BYTES }));
  return createRateLimiter({
    stores:
      shared === undefined ? [own] : [createPatientStore({ kv: shared, now, sleep, log }), own],
    key: deriveKey(env.SESSION_SECRET, "rate limits"),
  });
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
