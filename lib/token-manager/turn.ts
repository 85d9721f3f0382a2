import { err, ok, type Result } from "../core/result";
import type { TokenContext } from "./context";
import type { CreatorState } from "./creator-state";
import { type Demand, isAnswered } from "./demand";
import { keepEntry, loadEntry } from "./entries";
import { openHome } from "./home";
import { readClaims } from "./jwt";
import { land } from "./landing";
import {
  findDoubt,
  findObstacle,
  findPause,
  inDoubt,
  journalObstacle,
  kvUnavailable,
  needsReauth,
} from "./obstacle";
import type { RefreshParts, Turn, TurnResult } from "./refresh-parts";
import { ROW_AGE_MS } from "./saving";
import { loadSession, type Session } from "./session";
import { settle } from "./settle";
import { type TokenError, tokenErr } from "./token-error";

/** Looks at the journal and the row afresh, and sends the refresh token at most once if that is still called for. */
export async function takeTurn(parts: RefreshParts, turn: Turn): Promise<TurnResult> {
  const { context } = parts;
  const { state, demand } = turn;
  const pause = turn.isReplay ? undefined : findPause(parts, state);
  if (pause !== undefined) return err(pause);
  const looked = await look(parts, state, turn);
  if (!looked.ok) return looked;
  const session = looked.value;
  if (isAnswered(demand, session, context.now())) return ok(session);
  const obstacle =
    findObstacle({ canGrant: context.canGrant, now: context.now() }, turn, session) ??
    (turn.isReplay ? undefined : findDoubt(state, context.now()));
  return obstacle === undefined ? grant(parts, turn, session) : err(obstacle);
}

/**
 * The session after reading the journal, and the row unless it was read less than 30 s ago and nothing is in doubt
 * (rule R1). What the journal answers already needs no row: whoever waited for the lease leaves Airtable alone.
 */
export async function look(
  { context, registry }: RefreshParts,
  state: CreatorState,
  { mustRead, demand }: { readonly mustRead: boolean; readonly demand?: Demand },
): Promise<Result<Session, TokenError>> {
  await loadEntry(context, state);
  const known = await loadSession(context, registry, state);
  if (state.journalProblem === "unreachable") return err(kvUnavailable());
  const isKnown = state.journalProblem === undefined && demand !== undefined;
  if (isKnown && !mustRead && isAnswered(demand, known, context.now())) return ok(known);
  const age = context.now() - state.row.readAt;
  if (mustRead || age >= ROW_AGE_MS || state.entry?.intent !== undefined) {
    const problem = await readRow({ context, registry }, state);
    if (problem !== undefined) return err(problem);
  }
  // Who holds the row's token is asked anew, too: it may have been spent for another row since.
  state.holder = undefined;
  const session = await loadSession(context, registry, state);
  const obstacle = journalObstacle(state);
  return obstacle === undefined ? ok(session) : err(obstacle);
}

/** Reads the row anew; where Airtable does not answer, the journal alone decides, if there is an entry. */
async function readRow(
  { context, registry }: Pick<RefreshParts, "context" | "registry">,
  state: CreatorState,
): Promise<TokenError | undefined> {
  const read = await context.store.readCredentials(state.recordId);
  if (read.ok) {
    registry.observeRow(read.value);
    return undefined;
  }
  if (read.error.code === "not_found") {
    registry.drop(state.recordId);
    return { code: "unknown_creator", message: "The creator's row is gone from Airtable." };
  }
  const message = `Airtable cannot be read (${read.error.code}).`;
  return state.entry === undefined ? { code: "airtable_unavailable", message } : undefined;
}

async function grant(parts: RefreshParts, turn: Turn, session: Session): Promise<TurnResult> {
  const { context } = parts;
  const { state, demand, lease } = turn;
  const { refreshToken } = session.tokens;
  const sent = session.fingerprint;
  if (refreshToken === undefined || sent === undefined) throw new Error("nothing to redeem");
  const clientId = clientIdOf(context, state, session);
  if (clientId === undefined) {
    return tokenErr("auth_misconfigured", "No client id is known; set LTK_CLIENT_ID.");
  }
  const home = await openHome(context, turn, session, sent);
  if (home !== "open") return home;
  const outcome = await context.requestGrant({ clientId, refreshToken });
  state.isLanding = outcome.kind === "granted" && !context.journal.isDurable;
  const isForced = demand.kind === "rejected";
  const settlement = await settle(parts, { state, sent, owner: lease.owner, isForced }, outcome);
  switch (settlement.kind) {
    case "granted":
      return ok(await land(parts, turn));
    case "superseded":
      return "again";
    case "misplaced":
      state.isStatusDue = true;
      state.toldDeath = sent;
      parts.saver.saveLater(state);
      return err(needsReauth(state));
    case "refused":
      return giveUp(parts, state, sent, settlement.error);
    case "stopped":
      return tokenErr(settlement.code, settlement.message);
    case "lost":
      return replaySoon(context, turn, settlement.delayMs);
  }
}

/** After a refusal both are read again (rule R3): only a creator whose newest token was refused is dead. */
async function giveUp(
  parts: RefreshParts,
  state: CreatorState,
  sent: string,
  error: string,
): Promise<TurnResult> {
  const { context, saver } = parts;
  const looked = await look(parts, state, { mustRead: true });
  if (looked.ok && looked.value.fingerprint !== sent) return "again";
  const changed = await keepEntry(context, state, (entry) => {
    if (entry === undefined || entry.fingerprint !== sent) return undefined;
    const wasInDoubt = (entry.intent?.lostAnswers ?? 0) > 0;
    const dead = { fingerprint: sent, at: context.now(), error, wasInDoubt };
    return { ...entry, dead, intent: undefined };
  });
  if (changed === "unchanged") return "again";
  context.log("warn", "token_dead", { creator: state.row.slug, error });
  state.isStatusDue = true;
  state.toldDeath = sent;
  saver.saveLater(state);
  return err(needsReauth(state));
}

/** A first lost answer is asked for again within the same refresh; later ones wait to be asked for (rule R5). */
async function replaySoon(
  context: TokenContext,
  { state, lease }: Turn,
  delayMs: number,
): Promise<TurnResult> {
  const isFirst = (state.entry?.intent?.lostAnswers ?? 0) <= 1;
  if (!isFirst || !(await lease.renew())) return err(inDoubt());
  await context.sleep(delayMs);
  return "replay";
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
