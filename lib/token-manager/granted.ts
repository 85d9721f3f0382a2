import type { GrantedTokens } from "./auth0";
import type { TokenContext } from "./context";
import type { CreatorState } from "./creator-state";
import { keepEntry } from "./entries";
import { FOREIGN_SESSION, type JournalEntry, spend, type TokenSet } from "./journal-entry";
import { claimsOf } from "./ownership";
import type { RefreshParts, Sent, Settlement } from "./refresh-parts";

/** Takes new tokens into the journal; nothing comes between their arrival and that. */
export async function keepTokens(
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
export async function keepForOwner(
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
