import pLimit from "p-limit";
import type { Slug } from "../core/brand";
import { ok, type Result } from "../core/result";
import type { Clock, Defer, Sleep } from "../core/time";
import type { AtomicKv } from "../kv/store";
import { createRequestGrant } from "./auth0";
import type { Cipher } from "./cipher";
import { type ConnectError, type Connected, connect, connectOffered } from "./connect";
import type { TokenContext, TokenLog } from "./context";
import { createRegistry } from "./creator-state";
import { loadEntry } from "./entries";
import { createFingerprint } from "./fingerprint";
import { createJournal } from "./journal";
import { createKeptRows } from "./kept-rows";
import { createLeases } from "./lease";
import type { Offers } from "./offers";
import { createRefresh } from "./refresh";
import type { RefreshParts } from "./refresh-parts";
import { type Resealed, reseal } from "./reseal";
import { createSaver } from "./saving";
import {
  getValidToken,
  type RefreshOutcome,
  refreshDue,
  replaceRejected,
  type ServeParts,
  type ValidToken,
} from "./serve";
import { loadSession } from "./session";
import type { Credentials, TokenStore } from "./store";
import { type TokenError, tokenErr } from "./token-error";
import { statusOf, type TokenStatus } from "./token-status";
import { createWatchedKv } from "./watched-kv";

export type { ConnectError } from "./connect";
export type { RefreshOutcome, ValidToken } from "./serve";
export type { TokenError, TokenErrorCode } from "./token-error";
export type { TokenStatus } from "./token-status";

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

async function loadAll(
  { context, registry, saver }: RefreshParts,
  slugs: readonly Slug[],
): Promise<void> {
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
        saver.saveLater(state);
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
