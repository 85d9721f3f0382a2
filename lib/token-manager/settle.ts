import { MINUTE_MS, SECOND_MS } from "../core/time";
import type { GrantedTokens, GrantOutcome } from "./auth0";
import type { TokenContext } from "./context";
import type { CreatorState } from "./creator-state";
import type { GrantFailure } from "./failure";
import { type JournalEntry, spend, type TokenSet } from "./journal";
import { putEntry } from "./session";
import type { TokenErrorCode } from "./token-error";

/** What follows from a grant's outcome. */
export type Settlement =
  /** While the answer was under way somebody put a new session into the row, and that one holds. */
  | { readonly kind: "superseded" }
  /** New tokens are held; they are to be saved and served. */
  | { readonly kind: "granted" }
  /** Auth0 refused the token; another one may stand in the row by now. */
  | { readonly kind: "refused"; readonly error: string }
  /** No tokens, and no more sending for now. */
  | { readonly kind: "stopped"; readonly code: TokenErrorCode; readonly message: string }
  /** The answer was lost: the same token is to be sent again after `delayMs` (rule R5). */
  | { readonly kind: "lost"; readonly delayMs: number };

/** Failures that prove the token unspent. */
type Unsent = Exclude<GrantFailure, { readonly kind: "unknown" | "refused" }>;

/** Pause for all creators after the token endpoint asked for one. Shared, since its limits are by client and address. */
export interface Cooldown {
  until: number;
}

const DEFAULT_WAIT_MS = 30 * SECOND_MS;
const MAX_WAIT_MS = 15 * MINUTE_MS;
const UNSENT_WAIT_MS = 5 * SECOND_MS;
const MISCONFIGURED_WAIT_MS = MINUTE_MS;
const REPLAY_RESET_MS = SECOND_MS;
const REPLAY_TIMEOUT_MS = 30 * SECOND_MS;
const REPLAY_AGAIN_MS = MINUTE_MS;

/**
 * Takes the outcome of sending the token `sent` (a fingerprint) into the journal. The first thing that happens to new
 * tokens is that they are kept.
 */
export async function settle(
  parts: { readonly context: TokenContext; readonly cooldown: Cooldown },
  state: CreatorState,
  sent: string,
  outcome: GrantOutcome,
): Promise<Settlement> {
  const { context, cooldown } = parts;
  const { entry } = state;
  if (entry === undefined) throw new Error("a grant was settled without an intent");
  if (entry.fingerprint !== sent) {
    const spent = spentBy(context, entry, outcome);
    await putEntry(context, state, { ...entry, spent });
    return { kind: "superseded" };
  }
  if (outcome.kind === "granted") {
    await putEntry(context, state, grantedEntry(context, entry, outcome.tokens));
    noteSuccess(context, state);
    return { kind: "granted" };
  }
  context.log("warn", "token_grant_failed", { creator: state.row.slug, ...describe(outcome) });
  if (outcome.kind === "unknown") return noteLost(context, state, entry, outcome.cause);
  if (outcome.kind === "refused") return { kind: "refused", error: outcome.error };
  await putEntry(context, state, { ...entry, intent: undefined });
  return pause(context, cooldown, state, outcome);
}

/** Tokens of a session that was replaced meanwhile are not used, but never mistaken for a new session either. */
function spentBy(
  context: TokenContext,
  entry: JournalEntry,
  outcome: GrantOutcome,
): readonly string[] {
  const token = outcome.kind === "granted" ? outcome.tokens.refreshToken : undefined;
  return token === undefined ? entry.spent : spend(entry.spent, context.fingerprint(token));
}

function grantedEntry(
  context: TokenContext,
  entry: JournalEntry,
  granted: GrantedTokens,
): JournalEntry {
  const now = context.now();
  const old = entry.tokens;
  const fingerprint =
    granted.refreshToken === undefined
      ? entry.fingerprint
      : context.fingerprint(granted.refreshToken);
  const isRotated = fingerprint !== entry.fingerprint;
  return {
    version: entry.version + 1,
    fingerprint,
    spent: isRotated ? spend(entry.spent, entry.fingerprint) : entry.spent,
    tokens: renewedTokens(granted, old, now),
    isInStore: false,
    changedAt: now,
    login: entry.login,
  };
}

/** What a grant brought, over what was there before: Auth0 may leave any token but the access token out. */
export function renewedTokens(granted: GrantedTokens, old: TokenSet, now: number): TokenSet {
  return {
    accessToken: granted.accessToken ?? old.accessToken,
    idToken: granted.idToken ?? old.idToken,
    refreshToken: granted.refreshToken ?? old.refreshToken,
    isIdRenewed: granted.idToken !== undefined || !granted.isWhole,
    grantedAt: granted.isWhole ? now : undefined,
  };
}

function noteSuccess(context: TokenContext, state: CreatorState): void {
  const { status, errorMessage, consecutiveFailures } = state.row;
  const isClean =
    status === "active" && errorMessage === undefined && (consecutiveFailures ?? 0) === 0;
  state.isStatusDue = !isClean;
  state.cooldownUntil = 0;
  context.log("info", "token_granted", {
    creator: state.row.slug,
    version: state.entry?.version,
    fingerprint: state.entry?.fingerprint.slice(0, 8),
  });
}

async function noteLost(
  context: TokenContext,
  state: CreatorState,
  entry: JournalEntry,
  cause: "reset" | "timeout" | "server_error" | "unreadable",
): Promise<Settlement> {
  const { intent } = entry;
  if (intent === undefined) throw new Error("a grant was sent without an intent");
  const lostAnswers = intent.lostAnswers + 1;
  const firstDelayMs = cause === "timeout" ? REPLAY_TIMEOUT_MS : REPLAY_RESET_MS;
  const delayMs = lostAnswers === 1 ? firstDelayMs : REPLAY_AGAIN_MS;
  state.nextReplayAt = context.now() + delayMs;
  await putEntry(context, state, { ...entry, intent: { ...intent, lostAnswers } });
  return { kind: "lost", delayMs };
}

function pause(
  context: TokenContext,
  cooldown: Cooldown,
  state: CreatorState,
  failure: Unsent,
): Settlement {
  const now = context.now();
  if (failure.kind === "misconfigured") {
    state.cooldownUntil = now + MISCONFIGURED_WAIT_MS;
    return stopped("auth_misconfigured", `The token endpoint answered ${failure.error}.`);
  }
  if (failure.kind === "never_sent") {
    cooldown.until = now + UNSENT_WAIT_MS;
    return stopped("auth_unavailable", "The token endpoint cannot be reached.");
  }
  const waitMs = Math.min(failure.retryAfterMs ?? DEFAULT_WAIT_MS, MAX_WAIT_MS);
  cooldown.until = now + waitMs + context.random() * SECOND_MS;
  return stopped("auth_unavailable", "The token endpoint asks to wait.");
}

function stopped(code: TokenErrorCode, message: string): Settlement {
  return { kind: "stopped", code, message };
}

function describe(failure: GrantFailure): Readonly<Record<string, string>> {
  const fields = { class: failure.kind };
  if ("error" in failure) return { ...fields, error: failure.error };
  return "cause" in failure ? { ...fields, cause: failure.cause } : fields;
}
