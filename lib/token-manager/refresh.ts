import type { Result } from "../core/result";
import type { CreatorState } from "./creator-state";
import type { Demand } from "./demand";
import type { Session } from "./session";
import { type TokenError, tokenErr } from "./token-error";
import { type RefreshParts, takeTurn } from "./turn";

/** Refreshes a creator's tokens; at most one refresh a creator runs at a time, whoever asks. */
export type Refresh = (state: CreatorState, demand: Demand) => Promise<Result<Session, TokenError>>;

/** A refused token may be followed by a newer one in the row, and a lost answer by one replay. */
const MAX_TURNS = 4;

/** Makes the refresher: single flight → lease → re-read → intent → grant → keep → save (rules R1 to R5). */
export function createRefresh(parts: RefreshParts): Refresh {
  const flights = new Map<string, Promise<Result<Session, TokenError>>>();

  return (state, demand) => {
    const current = flights.get(state.recordId);
    if (current !== undefined) return current;
    const flight = fly(parts, state, demand).finally(() => flights.delete(state.recordId));
    flights.set(state.recordId, flight);
    // A visitor who hangs up must not end a grant: whoever runs this process keeps it alive until the flight lands.
    parts.context.defer(async () => {
      await flight;
    });
    return flight;
  };
}

async function fly(
  parts: RefreshParts,
  state: CreatorState,
  demand: Demand,
): Promise<Result<Session, TokenError>> {
  const lease = await parts.context.leases.acquire(state.recordId);
  if (lease === undefined) return tokenErr("token_wait", "The session is being renewed.");
  try {
    for (let count = 0; count < MAX_TURNS; count += 1) {
      const result = await takeTurn(parts, { state, demand, lease, mustRead: count > 0 });
      if (result !== "again") return result;
    }
    return tokenErr("token_wait", "The session keeps changing; try again in a moment.");
  } finally {
    state.isLanding = false;
    await lease.release();
  }
}
