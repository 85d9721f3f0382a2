import { err, ok, type Result } from "../core/result";
import { SECOND_MS } from "../core/time";
import type { CreatorState } from "./creator-state";
import { type Demand, isAnswered } from "./demand";
import { loadEntry } from "./entries";
import { LEASE_MS, type Lease } from "./lease";
import { findPause, kvUnavailable } from "./obstacle";
import type { RefreshParts } from "./refresh-parts";
import { loadSession, type Session } from "./session";
import { type TokenError, tokenErr } from "./token-error";
import { takeTurn } from "./turn";

/** Refreshes a creator's tokens; at most one refresh a creator runs at a time, whoever asks, in whatever process. */
export type Refresh = (state: CreatorState, demand: Demand) => Promise<Result<Session, TokenError>>;

/** A refused token may be followed by a newer one in the row, and a lost answer by one replay. */
const MAX_TURNS = 4;
/** A holder that died lets its lease lapse within this time; then whoever waits takes over. */
const MAX_QUEUE_MS = LEASE_MS + 10 * SECOND_MS;
/** How often the journal is looked into while another process holds the lease. */
const FIRST_LOOK_MS = 60;
const MAX_LOOK_MS = SECOND_MS;

/** Makes the refresher: single flight → lease → re-read → intent → grant → keep → save (rules R1 to R5). */
export function createRefresh(parts: RefreshParts): Refresh {
  const { context } = parts;
  const flights = new Map<string, Promise<Result<Session, TokenError>>>();

  async function refresh(
    state: CreatorState,
    demand: Demand,
  ): Promise<Result<Session, TokenError>> {
    const current = flights.get(state.recordId);
    if (current === undefined) return start(state, demand);
    const result = await current;
    // It was begun for somebody who may have wanted less.
    const isEnough = !result.ok || isAnswered(demand, result.value, context.now());
    return isEnough ? result : refresh(state, demand);
  }

  function start(state: CreatorState, demand: Demand): Promise<Result<Session, TokenError>> {
    const flight = fly(parts, state, demand).finally(() => flights.delete(state.recordId));
    flights.set(state.recordId, flight);
    // A visitor who hangs up must not end a grant: whoever runs this process keeps it alive until the flight lands.
    context.defer(async () => {
      await flight;
    });
    return flight;
  }

  return refresh;
}

async function fly(
  parts: RefreshParts,
  state: CreatorState,
  demand: Demand,
): Promise<Result<Session, TokenError>> {
  const { context, registry } = parts;
  const until = context.now() + MAX_QUEUE_MS;
  if (state.entry?.intent !== undefined) await loadEntry(context, state);
  for (let round = 0; ; round += 1) {
    const pause = findPause(parts, state);
    if (pause !== undefined) return err(pause);
    const acquired = await context.leases.acquire(state.recordId);
    if (!acquired.ok) return err(kvUnavailable());
    if (acquired.value !== undefined) return underLease(parts, state, demand, acquired.value);
    if (context.now() >= until) return tokenErr("token_wait", "The session is being renewed.");
    await context.sleep(lookAfterMs(round, context.random()));
    await loadEntry(context, state);
    const session = await loadSession(context, registry, state);
    if (isAnswered(demand, session, context.now())) return ok(session);
  }
}

function lookAfterMs(round: number, chance: number): number {
  return Math.min(FIRST_LOOK_MS * 1.5 ** round, MAX_LOOK_MS) * (0.5 + chance);
}

async function underLease(
  parts: RefreshParts,
  state: CreatorState,
  demand: Demand,
  lease: Lease,
): Promise<Result<Session, TokenError>> {
  try {
    let isReplay = false;
    for (let count = 0; count < MAX_TURNS; count += 1) {
      const turn = { state, demand, lease, mustRead: count > 0, isReplay };
      const result = await takeTurn(parts, turn);
      if (result !== "again" && result !== "replay") return result;
      isReplay = result === "replay";
    }
    return tokenErr("token_wait", "The session keeps changing; try again in a moment.");
  } finally {
    state.isLanding = false;
    await lease.release();
  }
}
