import { ok, type Result } from "../core/result";
import type { TokenContext } from "./context";
import type { CreatorRegistry, CreatorState } from "./creator-state";
import { type JournalEntry, spend } from "./journal";
import { readClaims } from "./jwt";
import type { Lease } from "./lease";
import { describeDeath, ROW_AGE_MS, type Saver } from "./saving";
import { judge, loadSession, putEntry, type Session, tokensOf } from "./session";
import { type Cooldown, settle } from "./settle";
import { type TokenError, tokenErr } from "./token-error";

/** What a refresh is wanted for. `rejected`: LTK refused this access token, so only another one will do. */
export type Demand =
  | { readonly kind: "now" }
  | { readonly kind: "background"; readonly marginMs: number | undefined }
  | { readonly kind: "rejected"; readonly accessToken: string };

/** Refreshes a creator's tokens; at most one refresh a creator runs at a time, whoever asks. */
export type Refresh = (
  state: CreatorState,
  demand: Demand,
) => Promise<Result<Session, TokenError>>;

/** A refused token may be followed by a newer one in the row, and a lost answer by one replay. */
const MAX_ROUNDS = 4;

/** Makes the refresher: single flight → lease → re-read → intent → grant → keep → save (rules R1 to R5). */
export function createRefresh(
  context: TokenContext,
  registry: CreatorRegistry,
  saver: Saver,
): Refresh {
  const cooldown: Cooldown = { until: 0 };
  const flights = new Map<string, Promise<Result<Session, TokenError>>>();
  const turn = createTurn(context, registry, saver, cooldown);

  async function fly(state: CreatorState, demand: Demand): Promise<Result<Session, TokenError>> {
    const lease = await context.leases.acquire(state.recordId);
    if (lease === undefined) return tokenErr("token_wait", "The session is being renewed.");
    try {
      for (let round = 0; round < MAX_ROUNDS; round += 1) {
        const result = await turn({ state, demand, lease, mustRead: round > 0 });
        if (result !== "again") return result;
      }
      return tokenErr("token_wait", "The session keeps changing; try again in a moment.");
    } finally {
      await lease.release();
    }
  }

  return (state, demand) => {
    const current = flights.get(state.recordId);
    if (current !== undefined) return current;
    const flight = fly(state, demand).finally(() => flights.delete(state.recordId));
    flights.set(state.recordId, flight);
    // A visitor who hangs up must not end a grant: whoever runs this process keeps it alive until the flight lands.
    context.defer(async () => {
      await flight;
    });
    return flight;
  };
}

interface Turn {
  readonly state: CreatorState;
  readonly demand: Demand;
  readonly lease: Lease;
  readonly mustRead: boolean;
}

type TurnResult = Result<Session, TokenError> | "again";

function createTurn(
  context: TokenContext,
  registry: CreatorRegistry,
  saver: Saver,
  cooldown: Cooldown,
): (turn: Turn) => Promise<TurnResult> {
  /** The session after a fresh look at the row and the journal. */
  async function look(state: CreatorState, mustRead: boolean): Promise<Result<Session, TokenError>> {
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
    state.isEntryLoaded = !context.journal.isDurable && state.isEntryLoaded;
    const session = await loadSession(context, registry, state);
    return session.ok ? session : tokenErr("token_wait", "The token journal cannot be reached.");
  }

  function obstacle(state: CreatorState, session: Session): Result<never, TokenError> | undefined {
    const now = context.now();
    if (state.row.status === "paused") return tokenErr("paused", "The creator is paused.");
    if (session.fingerprint === undefined) {
      return tokenErr("not_connected", describeRow(state));
    }
    if (session.isDead) return needsReauth(state);
    if (!context.canGrant) {
      return tokenErr("token_refresh_off", "This deployment does not renew sessions.");
    }
    if (state.entry?.intent !== undefined && now < state.nextReplayAt) return inDoubt();
    if (now < state.cooldownUntil) {
      return tokenErr("auth_misconfigured", "The token endpoint refused our settings.");
    }
    if (now < cooldown.until) {
      return tokenErr("auth_unavailable", "The token endpoint asked us to wait.");
    }
    return undefined;
  }

  /** Proves that new tokens will have a home, and notes what is about to be sent (rule R2). */
  async function openHome(turn: Turn, session: Session): Promise<Result<undefined, TokenError>> {
    const { state, lease } = turn;
    if (!context.journal.isDurable) {
      const probe = await context.store.probe(state.row);
      if (!probe.ok) {
        const message = `Airtable does not take writes (${probe.error.code}), so no token is spent.`;
        return tokenErr("airtable_unavailable", message);
      }
    }
    const intent = intendedEntry(state, session, lease.owner, context.now());
    const put = await putEntry(context, state, intent);
    if (!put.ok) return tokenErr("token_wait", "The token journal does not take writes.");
    return (await lease.renew())
      ? ok(undefined)
      : tokenErr("token_wait", "Somebody else is renewing the session.");
  }

  async function onRefused(state: CreatorState, error: string): Promise<TurnResult> {
    const { entry } = state;
    if (entry === undefined) throw new Error("a refused grant had no intent");
    const wasInDoubt = (entry.intent?.lostAnswers ?? 0) > 0;
    const looked = await look(state, true);
    // Another token stands there by now: a sibling or a person won.
    if (looked.ok && looked.value.fingerprint !== entry.fingerprint) return "again";
    const dead = { fingerprint: entry.fingerprint, at: context.now(), error, wasInDoubt };
    await putEntry(context, state, { ...(state.entry ?? entry), dead, intent: undefined });
    state.isStatusDue = true;
    saver.saveLater(state);
    return needsReauth(state);
  }

  async function grant(turn: Turn, session: Session): Promise<TurnResult> {
    const { state } = turn;
    const clientId = clientIdOf(context, state, session);
    const { refreshToken } = session.tokens;
    if (refreshToken === undefined) throw new Error("a session without refresh token was granted");
    if (clientId === undefined) {
      return tokenErr("auth_misconfigured", "No client id is known; set LTK_CLIENT_ID.");
    }
    const home = await openHome(turn, session);
    if (!home.ok) return home;
    const outcome = await context.requestGrant({ clientId, refreshToken });
    const settlement = await settle(context, cooldown, state, outcome);
    switch (settlement.kind) {
      case "granted": {
        if (!context.journal.isDurable) await saver.saveTokens(state);
        saver.saveLater(state);
        const renewed = await loadSession(context, registry, state);
        return renewed.ok ? renewed : tokenErr("token_wait", "The token journal cannot be reached.");
      }
      case "refused":
        return onRefused(state, settlement.error);
      case "stopped":
        return tokenErr(settlement.code, settlement.message);
      case "lost":
        if ((state.entry?.intent?.lostAnswers ?? 0) > 1) return inDoubt();
        await context.sleep(settlement.delayMs);
        state.nextReplayAt = Math.min(state.nextReplayAt, context.now());
        return "again";
    }
  }

  return async (turn) => {
    const { state, demand, mustRead } = turn;
    const looked = await look(state, mustRead);
    if (!looked.ok) return looked;
    const session = looked.value;
    if (isAnswered(demand, session, context.now())) return ok(session);
    return obstacle(state, session) ?? grant(turn, session);
  };
}

function isAnswered(demand: Demand, session: Session, now: number): boolean {
  const marginMs = demand.kind === "background" ? demand.marginMs : undefined;
  const { action } = judge(session.tokens, now, marginMs);
  switch (demand.kind) {
    case "now":
      return action !== "refresh_now";
    case "background":
      return action === "use";
    case "rejected":
      return action !== "refresh_now" && session.tokens.accessToken !== demand.accessToken;
  }
}

/** The entry with the intent added; the tokens in it stay as they are. A replay keeps the count of lost answers. */
function intendedEntry(
  state: CreatorState,
  session: Session,
  owner: string,
  at: number,
): JournalEntry {
  const fingerprint = session.fingerprint ?? "";
  const known = state.entry?.fingerprint === fingerprint ? state.entry : undefined;
  const lostAnswers = known?.intent?.lostAnswers ?? 0;
  const base = known ?? {
    version: session.version,
    fingerprint,
    spent: state.entry === undefined ? [] : spend(state.entry.spent, state.entry.fingerprint),
    tokens: tokensOf(state.row),
    isInStore: true,
    changedAt: state.row.readAt,
  };
  return { ...base, intent: { fingerprint, owner, at, lostAnswers } };
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

function needsReauth(state: CreatorState): Result<never, TokenError> {
  const dead = state.entry?.dead;
  const message =
    dead === undefined
      ? "LTK ended this session. The creator has to log in again."
      : describeDeath(dead);
  return tokenErr("needs_reauth", message);
}

function inDoubt(): Result<never, TokenError> {
  const message = "The answer to the last token refresh was lost; it is being repeated.";
  return tokenErr("token_in_doubt", message);
}

function describeRow(state: CreatorState): string {
  switch (state.rowProblem) {
    case "another_row":
      return "The row holds the session of another row; this creator has to be connected.";
    case "another_creator":
      return "The row holds another creator's session; this creator has to be connected.";
    case "text":
      return "The row's Refresh_Token holds text that is no token.";
    case "blank":
    case undefined:
      return "The row has no Refresh_Token; the creator has to be connected.";
  }
}
