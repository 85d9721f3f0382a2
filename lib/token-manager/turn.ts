import { err, ok, type Result } from "../core/result";
import type { TokenContext } from "./context";
import type { CreatorRegistry, CreatorState } from "./creator-state";
import { type Demand, isAnswered } from "./demand";
import type { JournalEntry } from "./journal";
import { readClaims } from "./jwt";
import type { Lease } from "./lease";
import { findObstacle, findPause, inDoubt, needsReauth } from "./obstacle";
import { ROW_AGE_MS, type Saver } from "./saving";
import { loadSession, putEntry, type Session, tokensOf } from "./session";
import { type Cooldown, settle } from "./settle";
import { type TokenError, tokenErr } from "./token-error";

/** What the parts of a refresh share. */
export interface RefreshParts {
  readonly context: TokenContext;
  readonly registry: CreatorRegistry;
  readonly saver: Saver;
  readonly cooldown: Cooldown;
}

/** One turn of a refresh, under its lease. */
export interface Turn {
  readonly state: CreatorState;
  readonly demand: Demand;
  readonly lease: Lease;
  /** A turn after another reads the row again, whatever its age. */
  readonly mustRead: boolean;
}

/** `again`: something changed (another token stands in the row, a lost answer may be repeated). */
export type TurnResult = Result<Session, TokenError> | "again";

/** Looks at the row and the journal afresh, and sends the refresh token at most once if that is still called for. */
export async function takeTurn(parts: RefreshParts, turn: Turn): Promise<TurnResult> {
  const { state, demand } = turn;
  const pause = findPause(parts, state);
  if (pause !== undefined) return err(pause);
  const looked = await look(parts, state, turn.mustRead);
  if (!looked.ok) return looked;
  const session = looked.value;
  if (isAnswered(demand, session, parts.context.now())) return ok(session);
  const obstacle = findObstacle(parts.context.canGrant, state, session);
  return obstacle === undefined ? grant(parts, turn, session) : err(obstacle);
}

/** The session after reading the row, unless it was read less than 30 s ago and nothing is in doubt (rule R1). */
export async function look(
  { context, registry }: RefreshParts,
  state: CreatorState,
  mustRead: boolean,
): Promise<Result<Session, TokenError>> {
  const age = context.now() - state.row.readAt;
  if (mustRead || age >= ROW_AGE_MS || state.entry?.intent !== undefined) {
    const read = await context.store.readCredentials(state.recordId);
    if (read.ok) {
      registry.observeRow(read.value);
    } else if (read.error.code === "not_found") {
      registry.drop(state.recordId);
      return tokenErr("unknown_creator", "The creator's row is gone from Airtable.");
    } else if (state.entry === undefined) {
      return tokenErr("airtable_unavailable", `Airtable cannot be read (${read.error.code}).`);
    }
  }
  if (context.journal.isDurable) state.isEntryLoaded = false;
  const session = await loadSession(context, registry, state);
  return session.ok ? session : tokenErr("token_wait", "The token journal cannot be reached.");
}

async function grant(parts: RefreshParts, turn: Turn, session: Session): Promise<TurnResult> {
  const { context, saver, registry } = parts;
  const { state } = turn;
  const { refreshToken } = session.tokens;
  const sent = session.fingerprint;
  if (refreshToken === undefined || sent === undefined) throw new Error("nothing to redeem");
  const clientId = clientIdOf(context, state, session);
  if (clientId === undefined) {
    return tokenErr("auth_misconfigured", "No client id is known; set LTK_CLIENT_ID.");
  }
  const home = await openHome(context, turn, session);
  if (!home.ok) return home;
  // The row may have been given a new session while its home was opened.
  if (state.entry?.fingerprint !== sent) return "again";
  const outcome = await context.requestGrant({ clientId, refreshToken });
  state.isLanding = outcome.kind === "granted" && !context.journal.isDurable;
  const settlement = await settle(parts, state, sent, outcome);
  switch (settlement.kind) {
    case "granted": {
      if (!context.journal.isDurable) await saver.saveTokens(state);
      saver.saveLater(state);
      const renewed = await loadSession(context, registry, state);
      return renewed.ok ? renewed : tokenErr("token_wait", "The token journal cannot be reached.");
    }
    case "superseded":
      return "again";
    case "refused":
      return giveUp(parts, state, sent, settlement.error);
    case "stopped":
      return tokenErr(settlement.code, settlement.message);
    case "lost":
      return replaySoon(context, state, settlement.delayMs);
  }
}

/** Proves that new tokens will have a home, and notes what is about to be sent (rule R2). */
async function openHome(
  context: TokenContext,
  { state, lease }: Turn,
  session: Session,
): Promise<Result<undefined, TokenError>> {
  if (!context.journal.isDurable) {
    const probe = await context.store.probe(state.row);
    if (!probe.ok) {
      const message = `Airtable does not take writes (${probe.error.code}), so no token is spent.`;
      return tokenErr("airtable_unavailable", message);
    }
  }
  const entry = intendedEntry(state, session, lease.owner, context.now());
  const put = await putEntry(context, state, entry);
  if (!put.ok) return tokenErr("token_wait", "The token journal does not take writes.");
  return (await lease.renew())
    ? ok(undefined)
    : tokenErr("token_wait", "Somebody else is renewing the session.");
}

/** After a refusal both are read again (rule R3): only a creator whose newest token was refused is dead. */
async function giveUp(
  parts: RefreshParts,
  state: CreatorState,
  sent: string,
  error: string,
): Promise<TurnResult> {
  const { context, saver } = parts;
  const wasInDoubt = (state.entry?.intent?.lostAnswers ?? 0) > 0;
  const looked = await look(parts, state, true);
  if (looked.ok && looked.value.fingerprint !== sent) return "again";
  const { entry } = state;
  if (entry === undefined) throw new Error("a refused grant had no intent");
  const dead = { fingerprint: sent, at: context.now(), error, wasInDoubt };
  await putEntry(context, state, { ...entry, dead, intent: undefined });
  state.isStatusDue = true;
  saver.saveLater(state);
  return err(needsReauth(state));
}

/** A first lost answer is repeated within the same refresh; later ones wait to be asked for (rule R5). */
async function replaySoon(
  context: TokenContext,
  state: CreatorState,
  delayMs: number,
): Promise<TurnResult> {
  if ((state.entry?.intent?.lostAnswers ?? 0) > 1) return err(inDoubt());
  await context.sleep(delayMs);
  state.nextReplayAt = Math.min(state.nextReplayAt, context.now());
  return "again";
}

/** The entry with the intent added; the tokens in it stay as they are. A replay keeps the count of lost answers. */
function intendedEntry(
  state: CreatorState,
  session: Session,
  owner: string,
  at: number,
): JournalEntry {
  const fingerprint = session.fingerprint ?? "";
  const entry = state.entry ?? {
    version: session.version,
    fingerprint,
    spent: [],
    tokens: tokensOf(state.row),
    isInStore: true,
    changedAt: state.row.readAt,
  };
  const lostAnswers = entry.intent?.lostAnswers ?? 0;
  return { ...entry, intent: { fingerprint: entry.fingerprint, owner, at, lostAnswers } };
}

function clientIdOf(
  context: TokenContext,
  state: CreatorState,
  session: Session,
): string | undefined {
  const { accessToken } = session.tokens;
  const named = accessToken === undefined ? undefined : readClaims(accessToken)?.clientId;
  return state.row.clientId ?? named ?? context.clientId;
}
