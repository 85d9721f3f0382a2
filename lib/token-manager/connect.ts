import type { Slug } from "../core/brand";
import { err, ok, type Result } from "../core/result";
import { SECOND_MS } from "../core/time";
import type { GrantedTokens, GrantOutcome } from "./auth0";
import type { TokenContext } from "./context";
import type { CreatorState } from "./creator-state";
import { keepEntry } from "./entries";
import { renewedTokens } from "./granted";
import { type JournalEntry, spend, type TokenSet } from "./journal-entry";
import { land } from "./landing";
import type { Lease } from "./lease";
import { kvUnavailable } from "./obstacle";
import { claimsOf, isOwn } from "./ownership";
import { type NewSession, type PasteProblem, parsePastedSession } from "./pasted-session";
import { fingerprintOf, tokensOf, versionOf } from "./row-session";
import { requireState, type ServeParts } from "./serve";
import type { Credentials } from "./store";
import type { TokenError } from "./token-error";
import { look } from "./turn";
import { findTokenProblem, type TokenProblem } from "./verify";

/** What taking over a session came to. `isSaved: false`: Airtable refused, and the tokens are held in memory only. */
export interface Connected {
  readonly isSaved: boolean;
}

/** Why a session was not taken over. In all cases but `session_of_other_creator` the creator's own session is untouched. */
export interface ConnectError {
  readonly code:
    | TokenError["code"]
    | PasteProblem
    | TokenProblem["code"]
    /** Nothing is offered to this creator (any more). */
    | "no_offer"
    /** The row holds this very session. */
    | "session_in_use"
    /** A row or journal holds or has spent this refresh token. */
    | "session_spent"
    /** Its access or id token names another account; nothing was sent. */
    | "session_names_other"
    /** Only LTK's answer told whose it is. It is kept for a day for `publisherId`'s row. */
    | "session_of_other_creator"
    | "session_refused"
    /** The answer was lost: the same session may be handed in again. */
    | "session_in_doubt";
  readonly message: string;
  /** The publisher that the session names. */
  readonly publisherId?: string | undefined;
  /** For `token_expired`: since when, milliseconds. */
  readonly agoMs?: number | undefined;
}

const LEASE_TRIES = 10;
const LEASE_WAIT_MS = 500;
const RESEND_MS = SECOND_MS;

function connectErr(
  code: ConnectError["code"],
  message: string,
  publisherId?: string,
): Result<never, ConnectError> {
  return err({ code, message, publisherId });
}

/** See `TokenManager.connect`. Checks what can be checked first, then spends the token at once. */
export async function connect(
  parts: ServeParts,
  slug: Slug,
  text: string,
): Promise<Result<Connected, ConnectError>> {
  const session = parsePastedSession(text);
  if (!session.ok) return connectErr(session.error, "The text holds no session.");
  const problem = await findTokenProblem(session.value, parts.verify);
  if (problem !== undefined) return err({ ...problem, message: "A token cannot be used." });
  return connectSession(parts, slug, session.value);
}

/** See `TokenManager.connectOffered`. */
export async function connectOffered(
  parts: ServeParts,
  slug: Slug,
): Promise<Result<Connected, ConnectError>> {
  const found = await requireState(parts, slug);
  if (!found.ok) return found;
  const { publisherIds } = found.value.row;
  const offered = await parts.offers.find(publisherIds);
  if (offered === undefined) return connectErr("no_offer", "No session is kept for this creator.");
  const connected = await connectSession(parts, slug, offered);
  // What the token endpoint has seen cannot be offered again.
  const isSpent = connected.ok || connected.error.code === "session_refused";
  if (isSpent) await parts.offers.drop(publisherIds);
  return connected;
}

async function connectSession(
  parts: ServeParts,
  slug: Slug,
  session: NewSession,
): Promise<Result<Connected, ConnectError>> {
  const { context } = parts;
  if (!context.canGrant) {
    return connectErr("token_refresh_off", "This deployment does not renew sessions.");
  }
  const found = await requireState(parts, slug);
  if (!found.ok) return found;
  const state = found.value;
  const named = claimsOf(session).publisherId;
  if (named !== undefined && !isOwn(state.row, session)) {
    return connectErr("session_names_other", "The session names another account.", named);
  }
  const lease = await acquire(parts, state);
  if (!lease.ok) return lease;
  try {
    return await takeOver(parts, { state, lease: lease.value }, session);
  } finally {
    state.isLanding = false;
    await lease.value.release();
  }
}

async function acquire(
  { context }: ServeParts,
  state: CreatorState,
): Promise<Result<Lease, ConnectError>> {
  for (let count = 0; count < LEASE_TRIES; count += 1) {
    const acquired = await context.leases.acquire(state.recordId);
    if (!acquired.ok) return err(kvUnavailable());
    if (acquired.value !== undefined) return ok(acquired.value);
    await context.sleep(LEASE_WAIT_MS);
  }
  return connectErr("token_wait", "The session is being renewed.");
}

interface Held {
  readonly state: CreatorState;
  readonly lease: Lease;
}

async function takeOver(
  parts: ServeParts,
  held: Held,
  session: NewSession,
): Promise<Result<Connected, ConnectError>> {
  const { context } = parts;
  const { state } = held;
  const looked = await look(parts, state, { mustRead: true });
  // An entry that cannot be opened any more is what a new session mends.
  if (!looked.ok && looked.error.code !== "token_unreadable") return looked;
  const known = await findKnown(parts, state, context.fingerprint(session.refreshToken));
  if (known !== undefined) return known;
  const clientId = clientIdOf(parts, state, session);
  if (clientId === undefined) {
    return connectErr("auth_misconfigured", "No client id is known; set LTK_CLIENT_ID.");
  }
  const problem = await findHomeProblem(parts, held);
  if (problem !== undefined) return err(problem);
  const outcome = await send(parts, { clientId, refreshToken: session.refreshToken });
  if (outcome.kind !== "granted") return failed(parts, state, outcome);
  return keep(parts, held, { ...session, clientId }, outcome.tokens);
}

/** Where the new tokens will go must have taken a write just now (rule R2): a renewed lease is one. */
async function findHomeProblem(
  { context }: ServeParts,
  { state, lease }: Held,
): Promise<ConnectError | undefined> {
  if (!(await lease.renew())) return kvUnavailable();
  if (context.journal.isDurable) return undefined;
  const probe = await context.store.probe(state.row);
  const message = "Airtable does not take writes just now.";
  return probe.ok ? undefined : { code: "airtable_unavailable", message };
}

/** A refresh token that any row or journal holds, current or spent, is never sent: it would end a family. */
async function findKnown(
  { context, registry, offers }: ServeParts,
  state: CreatorState,
  fingerprint: string,
): Promise<Result<never, ConnectError> | undefined> {
  const own = state.entry?.fingerprint ?? fingerprintOf(context, state.row);
  const isDead =
    state.entry?.dead?.fingerprint === fingerprint ||
    state.row.deadFingerprint === fingerprint ||
    state.row.status === "needs_reauth";
  if (fingerprint === own && !isDead) {
    return connectErr("session_in_use", "This session is in use already.");
  }
  const isInRow = registry.rows().some((row) => fingerprintOf(context, row) === fingerprint);
  const holder = await context.journal.holderOf(fingerprint);
  if (!holder.ok) return err(kvUnavailable());
  const isSpent = await offers.isSpent(fingerprint);
  return isInRow || holder.value !== undefined || isSpent
    ? connectErr("session_spent", "This session was handed in before.")
    : undefined;
}

/** Sends the token; a connection that broke is tried once more at once, inside a possible overlap (rule R5). */
async function send(
  { context }: ServeParts,
  request: { readonly clientId: string; readonly refreshToken: string },
): Promise<GrantOutcome> {
  const first = await context.requestGrant(request);
  if (first.kind !== "unknown" || first.cause === "timeout") return first;
  await context.sleep(RESEND_MS);
  return context.requestGrant(request);
}

function failed(
  { context }: ServeParts,
  state: CreatorState,
  failure: Exclude<GrantOutcome, { readonly kind: "granted" }>,
): Result<never, ConnectError> {
  context.log("warn", "connect_failed", { creator: state.row.slug, class: failure.kind });
  const { kind } = failure;
  if (kind === "refused") return connectErr("session_refused", "LTK refused the session.");
  if (kind === "unknown")
    return connectErr("session_in_doubt", "LTK's answer was lost on the way.");
  return kind === "misconfigured"
    ? connectErr("auth_misconfigured", `The token endpoint answered ${failure.error}.`)
    : connectErr("auth_unavailable", "The token endpoint cannot be reached.");
}

/** The first thing that happens to new tokens is that they are kept: for this creator, or for the one they belong to. */
async function keep(
  parts: ServeParts,
  { state, lease }: Held,
  session: NewSession & { readonly clientId: string },
  granted: GrantedTokens,
): Promise<Result<Connected, ConnectError>> {
  const { context } = parts;
  const sent = context.fingerprint(session.refreshToken);
  const refreshToken = granted.refreshToken ?? session.refreshToken;
  const named = claimsOf(granted).publisherId;
  if (named !== undefined && !isOwn(state.row, granted)) {
    await parts.offers.keep(named, { ...granted, refreshToken, clientId: session.clientId }, sent);
    context.log("warn", "connect_other_creator", { creator: state.row.slug });
    return connectErr("session_of_other_creator", "The session is another account's.", named);
  }
  const tokens = renewedTokens(granted, { ...tokensOf(state.row), refreshToken }, context.now());
  await keepEntry(context, state, (old) =>
    connectedEntry(context, state.row, old, { tokens, sent, clientId: session.clientId }),
  );
  state.isStatusDue = true;
  state.cooldownUntil = 0;
  state.rowProblem = undefined;
  context.log("info", "connected", { creator: state.row.slug, version: state.entry?.version });
  const landed = await land(parts, { state, lease });
  return ok({ isSaved: landed.isSaved });
}

/** The new session over what was there: neither the one it replaces nor the one that was sent is ever sent again. */
function connectedEntry(
  context: TokenContext,
  row: Credentials,
  old: JournalEntry | undefined,
  {
    tokens,
    sent,
    clientId,
  }: { readonly tokens: TokenSet; readonly sent: string; readonly clientId: string },
): JournalEntry {
  const now = context.now();
  const fingerprint = context.fingerprint(tokens.refreshToken ?? "");
  const replaced = old?.fingerprint ?? fingerprintOf(context, row);
  const spent = [replaced, sent]
    .filter((name) => name !== undefined && name !== fingerprint)
    .reduce<readonly string[]>((all, name) => spend(all, name ?? ""), old?.spent ?? []);
  return {
    version: Math.max(old?.version ?? 0, versionOf(row)) + 1,
    fingerprint,
    spent,
    tokens,
    isInStore: false,
    changedAt: now,
    login: { capturedAt: now, clientId },
  };
}

function clientIdOf(
  { context }: ServeParts,
  state: CreatorState,
  session: NewSession,
): string | undefined {
  const { row } = state;
  return (
    session.clientId ??
    claimsOf(session).clientId ??
    row.clientId ??
    claimsOf(row).clientId ??
    context.clientId
  );
}
