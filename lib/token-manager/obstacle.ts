import type { Clock } from "../core/time";
import type { CreatorState } from "./creator-state";
import { describeDeath } from "./saving";
import type { Session } from "./session";
import type { Cooldown } from "./settle";
import type { TokenError } from "./token-error";

/** Why no grant may be sent for now; these pass by themselves, so nothing is read meanwhile. */
export function findPause(
  parts: { readonly context: { readonly now: Clock }; readonly cooldown: Cooldown },
  state: CreatorState,
): TokenError | undefined {
  const now = parts.context.now();
  if (state.entry?.intent !== undefined && now < state.nextReplayAt) return inDoubt();
  if (now < state.cooldownUntil) {
    return { code: "auth_misconfigured", message: "The token endpoint refused our settings." };
  }
  if (now < parts.cooldown.until) {
    return { code: "auth_unavailable", message: "The token endpoint asked us to wait." };
  }
  return undefined;
}

/** Why no grant may be sent for this session; these need somebody to act. */
export function findObstacle(
  canGrant: boolean,
  state: CreatorState,
  session: Session,
): TokenError | undefined {
  if (state.row.status === "paused") return { code: "paused", message: "The creator is paused." };
  if (session.fingerprint === undefined) {
    return { code: "not_connected", message: describeRow(state) };
  }
  if (session.isDead) return needsReauth(state);
  if (!canGrant) {
    return { code: "token_refresh_off", message: "This deployment does not renew sessions." };
  }
  return undefined;
}

/** The creator's refresh token was refused for good. */
export function needsReauth(state: CreatorState): TokenError {
  const dead = state.entry?.dead;
  const message =
    dead === undefined
      ? "LTK ended this session. The creator has to log in again."
      : describeDeath(dead);
  return { code: "needs_reauth", message };
}

/** An answer was lost, and the token is not sent again yet. */
export function inDoubt(): TokenError {
  const message = "The answer to the last token refresh was lost; it is being repeated.";
  return { code: "token_in_doubt", message };
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
