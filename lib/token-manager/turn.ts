import { err, ok, type Result } from "../core/result";
import type { TokenContext } from "./context";
import type { CreatorRegistry, CreatorState } from "./creator-state";
import { type Demand, isAnswered } from "./demand";
import { keepEntry, loadEntry } from "./entries";
import { openHome } from "./home";
import { readClaims } from "./jwt";
import { land } from "./landing";
import type { Lease } from "./lease";
import {
  findDoubt,
  findObstacle,
  findPause,
  inDoubt,
  journalObstacle,
  needsReauth,
} from "./obstacle";
import { ROW_AGE_MS, type Saver } from "./saving";
import { loadSession, type Session } from "./session";
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
  /** The turn before lost its answer, and this one repeats it after the pause that this takes. */
  readonly isReplay: boolean;
}

/** `again`: something changed, such as another token in the row. `replay`: a lost answer may be asked for again. */
export type TurnResult = Result<Session, TokenError> | "again" | "replay";

/** Looks at the journal and the row afresh, and sends the refresh token at most once if that is still called for. */
export async function takeTurn(parts: RefreshParts, turn: Turn): Promise<TurnResult> {
  const { context } = parts;
  const { state, demand } = turn;
  const pause = turn.isReplay ? undefined : findPause(parts, state);
  if (pause !== undefined) return err(pause);
  const looked = await look(parts, state, turn.mustRead);
  if (!looked.ok) return looked;
  const session = looked.value;
  if (isAnswered(demand, session, context.now())) return ok(session);
  const obstacle =
    findObstacle({ canGrant: context.canGrant, now: context.now() }, turn, session) ??
    (turn.isReplay ? undefined : findDoubt(state, context.now()));
  return obstacle === undefined ? grant(parts, turn, session) : err(obstacle);
}

/** The session after reading the journal, and the row unless it was read less than 30 s ago and nothing is in doubt (R1). */
export async function look(
  { context, registry }: RefreshParts,
  state: CreatorState,
  mustRead: boolean,
): Promise<Result<Session, TokenError>> {
  await loadEntry(context, state);
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
  // Who holds the row's token is asked anew, too: it may have been spent for another row since.
  state.holder = undefined;
  const session = await loadSession(context, registry, state);
  const obstacle = journalObstacle(state);
  return obstacle === undefined ? ok(session) : err(obstacle);
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
  const looked = await look(parts, state, true);
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
