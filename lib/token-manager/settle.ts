import { MINUTE_MS, SECOND_MS } from "../core/time";
import type { GrantedTokens, GrantOutcome } from "./auth0";
import type { TokenContext } from "./context";
import type { CreatorState } from "./creator-state";
import { changeEntry, keepEntry } from "./entries";
import type { GrantFailure } from "./failure";
import { FOREIGN_SESSION, type JournalEntry, spend, type TokenSet } from "./journal";
import { claimsOf, otherOwner } from "./ownership";
import type { RefreshParts } from "./refresh-parts";
import type { TokenErrorCode } from "./token-error";

/** What follows from a grant's outcome. */
export type Settlement =
  /** While the answer was under way somebody put a new session into the row, and that one holds. */
  | { readonly kind: "superseded" }
  /** New tokens are held; they are to be saved and served. */
  | { readonly kind: "granted" }
  /** They are another creator's, whose session had been put into this row. They are kept for her. */
  | { readonly kind: "misplaced" }
  /** Auth0 refused the token; another one may stand in the row by now. */
  | { readonly kind: "refused"; readonly error: string }
  /** No tokens, and no more sending for now. */
  | { readonly kind: "stopped"; readonly code: TokenErrorCode; readonly message: string }
  /** The answer was lost: the same token is to be sent again after `delayMs` (rule R5). */
  | { readonly kind: "lost"; readonly delayMs: number };

/** What was sent for whom. */
export interface Sent {
  readonly state: CreatorState;
  /** Fingerprint of the token that was sent. */
  readonly sent: string;
  /** The lease under which it was sent. */
  readonly owner: string;
  /** LTK had refused the access token, so that a new one was wanted before its time. */
  readonly isForced: boolean;
}

/** Failures that prove the token unspent. */
type Unsent = Exclude<GrantFailure, { readonly kind: "unknown" | "refused" }>;

const DEFAULT_WAIT_MS = 30 * SECOND_MS;
const MAX_WAIT_MS = 15 * MINUTE_MS;
const UNSENT_WAIT_MS = 5 * SECOND_MS;
const MISCONFIGURED_WAIT_MS = MINUTE_MS;
const REPLAY_RESET_MS = SECOND_MS;
const REPLAY_TIMEOUT_MS = 30 * SECOND_MS;

/** Takes the outcome of sending a token into the journal. The first thing that happens to new tokens is that they are kept. */
export async function settle(
  parts: Pick<RefreshParts, "context" | "cooldown" | "registry" | "offers">,
  grant: Sent,
  outcome: GrantOutcome,
): Promise<Settlement> {
  const { context } = parts;
  if (outcome.kind === "granted") {
    const { row } = grant.state;
    const owner = otherOwner(row, outcome.tokens, parts.registry.rows());
    return owner === undefined
      ? keepTokens(context, grant, outcome.tokens)
      : keepForOwner(parts, grant, owner, outcome.tokens);
  }
  const { state, sent } = grant;
  context.log("warn", "token_grant_failed", { creator: state.row.slug, ...describe(outcome) });
  if (state.entry?.fingerprint !== sent) return { kind: "superseded" };
  if (outcome.kind === "refused") return { kind: "refused", error: outcome.error };
  if (outcome.kind === "unknown") return noteLost(context, grant, outcome.cause);
  await changeEntry(context, state, (entry) => withoutIntent(entry, sent));
  return pause(parts, state, outcome);
}

async function keepTokens(
  context: TokenContext,
  grant: Sent,
  granted: GrantedTokens,
): Promise<Settlement> {
  const { state, isForced } = grant;
  let isSuperseded = false;
  await keepEntry(context, state, (entry) => {
    if (entry === undefined) throw new Error("a grant was settled without an intent");
    const rank = rankOf(entry, grant);
    isSuperseded = rank === "superseded";
    if (isSuperseded) return { ...entry, spent: spentBy(context, entry, granted) };
    const intent = rank === "overtaken" ? entry.intent : undefined;
    const next = { ...grantedEntry(context, entry, granted), intent };
    return isForced ? { ...next, forcedAt: context.now() } : next;
  });
  if (isSuperseded) {
    context.log("warn", "token_grant_superseded", { creator: state.row.slug });
    return { kind: "superseded" };
  }
  noteSuccess(context, state);
  return { kind: "granted" };
}

/**
 * Only now it shows whose session the row held: a refresh token does not say. It is kept for its owner, as a pasted one
 * would be, and never used for this creator, who has to be connected.
 */
async function keepForOwner(
  { context, offers }: Pick<RefreshParts, "context" | "offers">,
  { state, sent }: Sent,
  owner: string,
  granted: GrantedTokens,
): Promise<Settlement> {
  const refreshToken = granted.refreshToken ?? state.entry?.tokens.refreshToken ?? "";
  const { accessToken, idToken } = granted;
  const { clientId } = claimsOf(granted);
  await offers.keep(owner, { accessToken, idToken, refreshToken, clientId }, sent);
  await keepEntry(context, state, (entry) => {
    if (entry === undefined || entry.fingerprint !== sent) return undefined;
    const dead = {
      fingerprint: sent,
      at: context.now(),
      error: FOREIGN_SESSION,
      wasInDoubt: false,
    };
    return { ...entry, dead, intent: undefined };
  });
  context.log("error", "token_of_other_creator", { creator: state.row.slug });
  return { kind: "misplaced" };
}

/**
 * How a grant stands to what the journal holds by now. A holder that slept has a successor, which has sent the same token
 * after it: whatever that one gets is newer. `overtaken`: its answer is not there yet, so ours is kept for as long, and
 * its intent with it, by which it knows its place.
 */
function rankOf(entry: JournalEntry, { sent, owner }: Sent): "newest" | "overtaken" | "superseded" {
  const isSentLast = entry.intent?.fingerprint === sent && entry.intent.owner === owner;
  if (isSentLast) return "newest";
  return entry.fingerprint === sent ? "overtaken" : "superseded";
}

/** Tokens of a session that was replaced meanwhile are not used, but never mistaken for a new session either. */
function spentBy(
  context: TokenContext,
  entry: JournalEntry,
  { refreshToken }: GrantedTokens,
): readonly string[] {
  return refreshToken === undefined
    ? entry.spent
    : spend(entry.spent, context.fingerprint(refreshToken));
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
    forcedAt: entry.forcedAt,
    replacedAt: entry.replacedAt,
    finding: entry.finding,
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

/** A failure that proves this sending unspent says nothing of an earlier one whose answer was lost. */
function withoutIntent(entry: JournalEntry | undefined, sent: string): JournalEntry | undefined {
  const { intent } = entry ?? {};
  const isDoubtless = intent !== undefined && intent.lostAnswers === 0;
  return entry?.fingerprint === sent && isDoubtless ? { ...entry, intent: undefined } : undefined;
}

async function noteLost(
  context: TokenContext,
  { state, sent }: Sent,
  cause: "reset" | "timeout" | "server_error" | "unreadable",
): Promise<Settlement> {
  const changed = await changeEntry(context, state, (entry) =>
    entry?.intent === undefined || entry.fingerprint !== sent
      ? undefined
      : { ...entry, intent: { ...entry.intent, lostAnswers: entry.intent.lostAnswers + 1 } },
  );
  if (changed === "unchanged") return { kind: "superseded" };
  return { kind: "lost", delayMs: cause === "timeout" ? REPLAY_TIMEOUT_MS : REPLAY_RESET_MS };
}

function pause(
  { context, cooldown }: Pick<RefreshParts, "context" | "cooldown">,
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
