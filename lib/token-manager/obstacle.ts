import { type Clock, HOUR_MS, MINUTE_MS } from "../core/time";
import type { CreatorState } from "./creator-state";
import type { Demand } from "./demand";
import type { Cooldown } from "./refresh-parts";
import { describeDeath } from "./row-writes";
import type { Session } from "./session";
import type { TokenError } from "./token-error";

/** A token whose answer was lost is sent again at most once in this time (rule R5). */
const REPLAY_AGAIN_MS = MINUTE_MS;

/** Why no grant may be sent for now; these pass by themselves, so nothing is read meanwhile. */
export function findPause(
  parts: { readonly context: { readonly now: Clock }; readonly cooldown: Cooldown },
  state: CreatorState,
): TokenError | undefined {
  const now = parts.context.now();
  const doubt = findDoubt(state, now);
  if (doubt !== undefined) return doubt;
  if (now < state.cooldownUntil) {
    return { code: "auth_misconfigured", message: "The token endpoint refused our settings." };
  }
  if (now < parts.cooldown.until) {
    return { code: "auth_unavailable", message: "The token endpoint asked us to wait." };
  }
  return undefined;
}

/** An answer was lost, and it is too early to send the token again. A holder that died may be followed at once. */
export function findDoubt({ entry }: CreatorState, now: number): TokenError | undefined {
  const { intent } = entry ?? {};
  const isEarly =
    intent !== undefined && intent.lostAnswers > 0 && now < intent.at + REPLAY_AGAIN_MS;
  return isEarly ? inDoubt() : undefined;
}

/** At most one forced grant a creator in this time (rule R8): if its tokens are refused too, it is not the session. */
const FORCED_PAUSE_MS = HOUR_MS;

/** True when LTK's refusal has forced a grant within the last hour, in whatever process. */
export function wasForced({ entry }: CreatorState, now: number): boolean {
  return entry?.forcedAt !== undefined && now - entry.forcedAt < FORCED_PAUSE_MS;
}

/** Why the journal does not allow a grant: what it holds is not known. */
export function journalObstacle({ journalProblem }: CreatorState): TokenError | undefined {
  switch (journalProblem) {
    case undefined:
      return undefined;
    case "unreachable":
      return kvUnavailable();
    case "unreadable":
      return {
        code: "token_unreadable",
        message:
          "The journal's entry is sealed under another key. Put the former key into TOKEN_KEYS, or the former SESSION_SECRET back.",
      };
  }
}

/** The store that instances share does not answer; without it nobody may grant (rule R1). */
export function kvUnavailable(): TokenError {
  return { code: "kv_unavailable", message: "The shared store does not answer." };
}

/** Why no grant may be sent for this session; these need somebody to act. */
export function findObstacle(
  { canGrant, now }: { readonly canGrant: boolean; readonly now: number },
  { state, demand }: { readonly state: CreatorState; readonly demand: Demand },
  session: Session,
): TokenError | undefined {
  if (state.row.status === "paused") return { code: "paused", message: "The creator is paused." };
  if (session.fingerprint === undefined) {
    const code = state.rowProblem === "unreadable" ? "token_unreadable" : "not_connected";
    return { code, message: describeRow(state) };
  }
  if (session.isDead) return needsReauth(state);
  if (demand.kind === "rejected" && wasForced(state, now)) {
    const message = "LTK refuses even a new session of this creator.";
    return { code: "ltk_forbidden", message };
  }
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
    case "unreadable":
      return "The row's tokens are sealed under a key that is not in TOKEN_KEYS.";
    case "text":
      return "The row's Refresh_Token holds text that is no token.";
    case "blank":
    case "spent":
    case "version":
    case undefined:
      return "The row has no Refresh_Token; the creator has to be connected.";
  }
}
