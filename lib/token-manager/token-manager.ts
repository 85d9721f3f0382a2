import pLimit from "p-limit";
import type { Slug } from "../core/brand";
import { ok, type Result } from "../core/result";
import { type Clock, DAY_MS, type Defer, type Sleep } from "../core/time";
import type { AtomicKv } from "../kv/store";
import { createRequestGrant } from "./auth0";
import type { Cipher } from "./cipher";
import { type ConnectError, type Connected, connect, connectOffered } from "./connect";
import type { TokenContext, TokenLog } from "./context";
import { createRegistry } from "./creator-state";
import { loadEntry } from "./entries";
import { createFingerprint } from "./fingerprint";
import { isRenewedElsewhere } from "./follow";
import { createJournal, FOREIGN_SESSION } from "./journal";
import { createKeptRows } from "./kept-rows";
import { createLeases } from "./lease";
import type { Offers } from "./offers";
import { createRefresh } from "./refresh";
import type { RefreshParts } from "./refresh-parts";
import { type Resealed, reseal } from "./reseal";
import { fingerprintOf, tokensOf } from "./row-session";
import { createSaver } from "./saving";
import {
  getValidToken,
  type RefreshOutcome,
  refreshDue,
  replaceRejected,
  type ServeParts,
  type ValidToken,
} from "./serve";
import { judge, loadSession } from "./session";
import type { Credentials, RowProblem, TokenStore } from "./store";
import { type TokenError, tokenErr } from "./token-error";
import { createWatchedKv } from "./watched-kv";

export type { ConnectError } from "./connect";
export type { RefreshOutcome, ValidToken } from "./serve";
export type { TokenError, TokenErrorCode } from "./token-error";

/** What this process knows of a creator's session beyond her row, for /settings and health. Names no token. */
export interface TokenStatus {
  /** There is a refresh token that may be sent, or was until it died. */
  readonly hasSession: boolean;
  /** The answer to a refresh was lost, and the same token will be sent again. */
  readonly isInDoubt: boolean;
  /** False: a token stands in Airtable in plain text, or under an older key. */
  readonly isSealed: boolean;
  /** False: Airtable does not hold the tokens yet. */
  readonly isInStore: boolean;
  /** False: they are held in this process's memory only. */
  readonly isSaved: boolean;
  readonly isDead: boolean;
  /** The session died because the answer that held its successor was lost. */
  readonly wasInDoubt: boolean;
  /** It is over because it proved to be another creator's. */
  readonly isOfOther: boolean;
  /** When the session died. */
  readonly diedAt: number | undefined;
  /** When somebody was found to have put a new session into the row by hand. */
  readonly changedOutsideAt: number | undefined;
  /** That keeps happening: another program renews this creator's session, too. */
  readonly isRenewedElsewhere: boolean;
  /** What stood in the row instead of the session, now or within the last day. */
  readonly rowProblem: RowProblem | undefined;
  /** Why the journal does not tell how the session stands. */
  readonly journalProblem: "unreachable" | "unreadable" | undefined;
  /** When LTK's refusal of a token last forced a grant. */
  readonly forcedAt: number | undefined;
  readonly version: number | undefined;
  /** The earlier end of the tokens at hand, epoch milliseconds; `undefined`: there are none that can be read. */
  readonly expiresAt: number | undefined;
  /** When the tokens were granted to us; `undefined`: they were read from the row. */
  readonly grantedAt: number | undefined;
}

/** Hands out tokens, and renews them so that none is ever lost (design §6). */
export interface TokenManager {
  /** Tokens for one creator; renews them first when they are due. Waits 8 s at most. */
  getValidToken(slug: Slug): Promise<Result<ValidToken, TokenError>>;
  /** Other tokens after LTK answered 401 or 403 to these (rule R8). At most one forced grant an hour and creator. */
  replaceRejected(slug: Slug, rejected: ValidToken): Promise<Result<ValidToken, TokenError>>;
  /** Renews tokens that end within `marginMs`, for the cron; waits for the grant however long it takes. */
  refreshDue(slug: Slug, marginMs: number): Promise<Result<RefreshOutcome, TokenError>>;
  /**
   * Takes over the session in a pasted text for a creator (design §8): checks all that can be checked, rotates it at once
   * and keeps what that brought.
   */
  connect(slug: Slug, text: string): Promise<Result<Connected, ConnectError>>;
  /** Takes over the session that is kept for a creator since it was pasted for another one. */
  connectOffered(slug: Slug): Promise<Result<Connected, ConnectError>>;
  /** Resolves when every write begun so far has landed or failed. */
  whenSaved(): Promise<void>;
  /** Takes in a newer reading of the whole table. */
  observe(rows: readonly Credentials[]): void;
  /**
   * The rows as some instance last saw them, without tokens, for work that goes on while Airtable is away: the journal
   * has the tokens. None without a shared store.
   */
  recall(): Promise<readonly Credentials[]>;
  /** Reads what the journal knows of these creators, so that `statusOf` tells what other instances did. */
  load(slugs: readonly Slug[]): Promise<void>;
  statusOf(slug: Slug): TokenStatus | undefined;
  /** Seals all tokens under the current key, in Airtable and in the journal. Spends nothing. */
  reseal(): Promise<Resealed>;
  /** How many creators' tokens wait to be written to Airtable, as far as this process knows. */
  backlog(): number;
}

/** What a token manager is made from. */
export interface TokenManagerOptions {
  readonly store: TokenStore;
  readonly authUrl: string;
  readonly redirectUri?: string | undefined;
  /** Used when neither the row nor the token names the client. */
  readonly clientId?: string | undefined;
  /** Stable across deployments, see `createFingerprint`. */
  readonly fingerprintKey: string | Uint8Array;
  /** False: never grants and never writes (rule R9). */
  readonly canGrant: boolean;
  readonly fetch: typeof fetch;
  readonly now: Clock;
  readonly sleep: Sleep;
  readonly random: () => number;
  readonly defer: Defer;
  readonly log: TokenLog;
  /** Where the journal and the leases live. */
  readonly kv: AtomicKv;
  /** True: instances share `kv`, and it outlives them. False: it is this process's memory. */
  readonly isKvShared: boolean;
  /** Seals the journal's entries. */
  readonly cipher: Cipher;
  /** Names the holder of a lease; never twice the same. */
  readonly newOwner: () => string;
  readonly grantTimeoutMs?: number | undefined;
  /** Where sessions go that were handed in for the wrong creator. */
  readonly offers: Offers;
  /** `iss` that pasted tokens must bear. */
  readonly issuer: string;
}

/** Makes the token manager of one process. Nothing is read or sent before the first call. */
export function createTokenManager(options: TokenManagerOptions): TokenManager {
  const kv = createWatchedKv(options);
  const context: TokenContext = {
    store: options.store,
    clientId: options.clientId,
    canGrant: options.canGrant,
    now: options.now,
    sleep: options.sleep,
    random: options.random,
    defer: options.defer,
    log: options.log,
    journal: createJournal({ kv, cipher: options.cipher, isDurable: options.isKvShared }),
    leases: createLeases({ kv, newOwner: options.newOwner }),
    requestGrant: createRequestGrant({ ...options, timeoutMs: options.grantTimeoutMs }),
    fingerprint: createFingerprint(options.fingerprintKey),
  };
  const registry = createRegistry();
  const keptRows = createKeptRows({ kv, cipher: options.cipher, now: options.now });
  const saver = createSaver(context, registry);
  const cooldown = { until: 0 };
  const parts: RefreshParts = { context, registry, saver, cooldown, offers: options.offers };
  const serve: ServeParts = {
    ...parts,
    refresh: createRefresh(parts),
    list: createList(parts),
    verify: options,
  };
  return {
    getValidToken: (slug) => getValidToken(serve, slug),
    replaceRejected: (slug, rejected) => replaceRejected(serve, slug, rejected),
    refreshDue: (slug, marginMs) => refreshDue(serve, slug, marginMs),
    connect: (slug, text) => connect(serve, slug, text),
    connectOffered: (slug) => connectOffered(serve, slug),
    whenSaved: () => saver.whenSaved(),
    observe: (rows) => {
      registry.observe(rows, context.now());
      if (options.isKvShared && options.canGrant) context.defer(() => keptRows.keep(rows));
    },
    recall: async () => {
      const rows = options.isKvShared ? await keptRows.recall() : [];
      for (const row of rows) registry.observeRow(row);
      return rows;
    },
    load: (slugs) => loadAll(parts, slugs),
    statusOf: (slug) => statusOf(parts, slug),
    reseal: () => reseal(parts),
    backlog: () =>
      registry.states().filter(({ entry }) => entry !== undefined && !entry.isInStore).length,
  };
}

/** Calls to the shared store at a time. */
const LOADS_AT_ONCE = 16;

async function loadAll({ context, registry }: RefreshParts, slugs: readonly Slug[]): Promise<void> {
  const limit = pLimit(LOADS_AT_ONCE);
  const states = slugs.flatMap((slug) => {
    const found = registry.find(slug);
    return found.kind === "found" ? [found.state] : [];
  });
  await Promise.all(
    states.map((state) =>
      limit(async () => {
        await loadEntry(context, state);
        await loadSession(context, registry, state);
      }),
    ),
  );
}

function createList({ context, registry }: RefreshParts): ServeParts["list"] {
  let listing: Promise<Result<undefined, TokenError>> | undefined;
  async function list(): Promise<Result<undefined, TokenError>> {
    const rows = await context.store.listCredentials();
    if (!rows.ok) {
      return tokenErr("airtable_unavailable", `Airtable cannot be read (${rows.error.code}).`);
    }
    registry.observe(rows.value, context.now());
    return ok(undefined);
  }
  return () => {
    listing ??= list().finally(() => {
      listing = undefined;
    });
    return listing;
  };
}

/** How long /settings tells what was found in a row and put right. */
const FINDING_MS = DAY_MS;

function statusOf({ context, registry }: RefreshParts, slug: Slug): TokenStatus | undefined {
  const found = registry.find(slug);
  if (found.kind !== "found") return undefined;
  const { entry, row, rowProblem, journalProblem, isJournaled } = found.state;
  const now = context.now();
  const fingerprint = entry?.fingerprint ?? fingerprintOf(context, row);
  const dead = entry?.dead?.fingerprint === fingerprint ? entry?.dead : undefined;
  const isRowDead = fingerprint !== undefined && row.deadFingerprint === fingerprint;
  const tokens = entry?.tokens ?? tokensOf(row);
  const { expiresAt } = judge(tokens, now);
  const isInStore = entry?.isInStore !== false;
  const finding = entry?.finding;
  const isRecent = finding !== undefined && now - finding.at < FINDING_MS;
  return {
    hasSession: entry !== undefined || (fingerprint !== undefined && rowProblem === undefined),
    isInDoubt: (entry?.intent?.lostAnswers ?? 0) > 0,
    isSealed: row.isSealed,
    isInStore,
    isSaved: isInStore || (context.journal.isDurable && isJournaled),
    isDead: dead !== undefined || isRowDead,
    wasInDoubt: dead?.wasInDoubt ?? false,
    isOfOther: dead?.error === FOREIGN_SESSION,
    diedAt: dead?.at,
    changedOutsideAt: entry?.replacedAt?.at(-1),
    isRenewedElsewhere: isRenewedElsewhere(entry, now),
    rowProblem: rowProblem ?? (isRecent ? finding.problem : undefined),
    journalProblem,
    forcedAt: entry?.forcedAt,
    version: entry?.version ?? row.tokenVersion,
    expiresAt: expiresAt === 0 ? undefined : expiresAt,
    grantedAt: tokens.grantedAt,
  };
}
