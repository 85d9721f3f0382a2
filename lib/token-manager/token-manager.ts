import type { Slug } from "../core/brand";
import { ok, type Result } from "../core/result";
import { type Clock, type Defer, HOUR_MS, MINUTE_MS, SECOND_MS, type Sleep } from "../core/time";
import { createRequestGrant } from "./auth0";
import type { TokenContext, TokenLog } from "./context";
import { type CreatorState, createRegistry } from "./creator-state";
import { createFingerprint } from "./fingerprint";
import { createMemoryJournal, type Journal } from "./journal";
import { createProcessLeases, type Leases } from "./lease";
import type { RowProblem } from "./lineage";
import { createRefresh, type Demand } from "./refresh";
import { createSaver } from "./saving";
import { judge, loadSession, type Session } from "./session";
import type { Credentials, TokenStore } from "./store";
import { type TokenError, tokenErr } from "./token-error";

export type { TokenError, TokenErrorCode } from "./token-error";

/** Tokens that may be sent to LTK. `saved: false`: they exist in this process only, until Airtable takes writes again. */
export interface ValidToken {
  readonly accessToken: string;
  readonly idToken: string;
  /** The earlier end of both, epoch milliseconds. */
  readonly expiresAt: number;
  readonly version: number;
  readonly saved: boolean;
}

/** What this process knows of a creator's session beyond her row, for /settings and health. Names no token. */
export interface TokenStatus {
  /** The answer to a refresh was lost, and the same token will be sent again. */
  readonly isInDoubt: boolean;
  /** New tokens are held in memory only. */
  readonly isSaved: boolean;
  readonly isDead: boolean;
  /** The session died because the answer that held its successor was lost. */
  readonly wasInDoubt: boolean;
  /** When somebody put a new session into the row by hand. */
  readonly changedOutsideAt: number | undefined;
  /** What stood in the row instead of a session, and was or will be replaced. */
  readonly rowProblem: RowProblem | undefined;
  /** LTK refused even a freshly granted token at this time. */
  readonly forcedAt: number | undefined;
  readonly version: number | undefined;
}

/** Hands out tokens, and renews them so that none is ever lost. */
export interface TokenManager {
  /** Tokens for one creator; renews them first when they are due. Waits 8 s at most. */
  getValidToken(slug: Slug): Promise<Result<ValidToken, TokenError>>;
  /** Other tokens after LTK answered 401 or 403 to these (rule R8). At most one forced grant an hour and creator. */
  replaceRejected(slug: Slug, rejected: ValidToken): Promise<Result<ValidToken, TokenError>>;
  /** Takes in a newer reading of the whole table. */
  observe(rows: readonly Credentials[]): void;
  statusOf(slug: Slug): TokenStatus | undefined;
}

/** What a token manager is made from. */
export interface TokenManagerOptions {
  readonly store: TokenStore;
  readonly authUrl: string;
  readonly redirectUri?: string | undefined;
  readonly clientId?: string | undefined;
  readonly fingerprintKey: string | Uint8Array;
  readonly canGrant: boolean;
  readonly fetch: typeof fetch;
  readonly now: Clock;
  readonly sleep: Sleep;
  readonly random: () => number;
  readonly defer: Defer;
  readonly log: TokenLog;
  /** Default: as long as the process. */
  readonly journal?: Journal | undefined;
  /** Default: among the managers of this process that share it. */
  readonly leases?: Leases | undefined;
  readonly grantTimeoutMs?: number | undefined;
}

/** How long a visitor waits for a refresh before she gets cached data instead (rule R6). */
export const MAX_WAIT_MS = 8 * SECOND_MS;
const FORCED_PAUSE_MS = HOUR_MS;
const OBSERVED_FOR_MS = MINUTE_MS;

/** Makes the token manager of one process. Nothing is read or sent before the first call. */
export function createTokenManager(options: TokenManagerOptions): TokenManager {
  const context: TokenContext = {
    ...options,
    clientId: options.clientId,
    journal: options.journal ?? createMemoryJournal(),
    leases: options.leases ?? createProcessLeases(options),
    requestGrant: createRequestGrant({ ...options, timeoutMs: options.grantTimeoutMs }),
    fingerprint: createFingerprint(options.fingerprintKey),
  };
  const registry = createRegistry();
  const saver = createSaver(context, registry);
  const refresh = createRefresh(context, registry, saver);
  const { now } = context;
  let listing: Promise<Result<undefined, TokenError>> | undefined;

  async function list(): Promise<Result<undefined, TokenError>> {
    const rows = await context.store.listCredentials();
    if (!rows.ok) {
      return tokenErr("airtable_unavailable", `Airtable cannot be read (${rows.error.code}).`);
    }
    registry.observe(rows.value, now());
    return ok(undefined);
  }

  async function requireState(slug: Slug): Promise<Result<CreatorState, TokenError>> {
    const isStale = now() - (registry.observedAt() ?? -Infinity) >= OBSERVED_FOR_MS;
    if (registry.find(slug).kind === "none" && isStale) {
      listing ??= list().finally(() => {
        listing = undefined;
      });
      const listed = await listing;
      if (!listed.ok) return listed;
    }
    const found = registry.find(slug);
    if (found.kind === "none") return tokenErr("unknown_creator", "There is no such creator.");
    if (found.kind === "duplicate") {
      const names = found.names.join(" and ");
      return tokenErr("unknown_creator", `${names} share one slug; each row needs its own.`);
    }
    if (found.state.row.status === "paused") return tokenErr("paused", "The creator is paused.");
    return ok(found.state);
  }

  async function load(state: CreatorState): Promise<Result<Session, TokenError>> {
    const session = await loadSession(context, registry, state);
    if (!session.ok) return tokenErr("token_wait", "The token journal cannot be reached.");
    saver.saveLater(state);
    return session;
  }

  /** The refreshed session, or the present one while it lasts, or why there is none. */
  async function refreshed(
    state: CreatorState,
    demand: Demand,
  ): Promise<Result<ValidToken, TokenError>> {
    const landed = refresh(state, demand);
    const result = await Promise.race([landed, context.sleep(MAX_WAIT_MS).then(() => undefined)]);
    if (result?.ok) {
      const token = toValidToken(result.value, now());
      if (token !== undefined) return ok(token);
    }
    const present = demand.kind === "rejected" ? undefined : await load(state);
    const token = present?.ok ? toValidToken(present.value, now()) : undefined;
    if (token !== undefined) return ok(token);
    if (result?.ok === false) return result;
    return (state.entry?.intent?.lostAnswers ?? 0) > 0
      ? tokenErr("token_in_doubt", "The answer to a token refresh was lost; it is being repeated.")
      : tokenErr("token_wait", "The session is being renewed; try again in a moment.");
  }

  async function getValidToken(slug: Slug): Promise<Result<ValidToken, TokenError>> {
    const found = await requireState(slug);
    if (!found.ok) return found;
    const state = found.value;
    const session = await load(state);
    if (!session.ok) return session;
    const { action } = judge(session.value.tokens, now());
    const token = action === "refresh_now" ? undefined : toValidToken(session.value, now());
    if (token === undefined) return refreshed(state, { kind: "now" });
    if (action === "refresh_background" && context.canGrant && !session.value.isDead) {
      context.defer(async () => {
        await refresh(state, { kind: "background", marginMs: undefined });
      });
    }
    return ok(token);
  }

  async function replaceRejected(
    slug: Slug,
    rejected: ValidToken,
  ): Promise<Result<ValidToken, TokenError>> {
    const found = await requireState(slug);
    if (!found.ok) return found;
    const state = found.value;
    const present = await load(state);
    if (!present.ok) return present;
    const other = otherThan(rejected, present.value, now());
    if (other !== undefined) return ok(other);
    if (state.forcedAt !== undefined && now() - state.forcedAt < FORCED_PAUSE_MS) {
      return tokenErr("ltk_forbidden", "LTK refuses even a new session of this creator.");
    }
    const demand: Demand = { kind: "rejected", accessToken: rejected.accessToken };
    const result = await refreshed(state, demand);
    if (result.ok && result.value.accessToken !== rejected.accessToken) state.forcedAt = now();
    return result.ok && result.value.accessToken === rejected.accessToken
      ? tokenErr("ltk_forbidden", "LTK refuses this session.")
      : result;
  }

  function statusOf(slug: Slug): TokenStatus | undefined {
    const found = registry.find(slug);
    if (found.kind !== "found") return undefined;
    const { entry, row, rowProblem, changedOutsideAt, forcedAt } = found.state;
    const dead = entry?.dead?.fingerprint === entry?.fingerprint ? entry?.dead : undefined;
    return {
      isInDoubt: (entry?.intent?.lostAnswers ?? 0) > 0,
      isSaved: entry?.isInStore !== false,
      isDead: dead !== undefined || (entry === undefined && row.deadFingerprint !== undefined),
      wasInDoubt: dead?.wasInDoubt ?? false,
      changedOutsideAt,
      rowProblem,
      forcedAt,
      version: entry?.version ?? row.tokenVersion,
    };
  }

  return {
    getValidToken,
    replaceRejected,
    observe: (rows) => registry.observe(rows, now()),
    statusOf,
  };
}

/** The session as tokens that may be sent; `undefined` when they have ended or one is missing. */
function toValidToken(session: Session, now: number): ValidToken | undefined {
  const { accessToken, idToken, isIdRenewed } = session.tokens;
  const { action, expiresAt } = judge(session.tokens, now);
  if (accessToken === undefined || (idToken === undefined && isIdRenewed)) return undefined;
  if (expiresAt <= now && action !== "use") return undefined;
  const { version, isSaved } = session;
  return { accessToken, idToken: idToken ?? "", expiresAt, version, saved: isSaved };
}

function otherThan(
  rejected: ValidToken,
  session: Session,
  now: number,
): ValidToken | undefined {
  const { action } = judge(session.tokens, now);
  const token = action === "refresh_now" ? undefined : toValidToken(session, now);
  return token?.accessToken === rejected.accessToken ? undefined : token;
}
