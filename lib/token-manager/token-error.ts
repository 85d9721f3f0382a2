import { err } from "../core/result";

/** Every way in which a creator has no token to offer. */
export type TokenErrorCode =
  | "needs_reauth"
  | "not_connected"
  | "paused"
  | "token_wait"
  | "token_in_doubt"
  | "token_refresh_off"
  | "auth_unavailable"
  | "auth_misconfigured"
  | "airtable_unavailable"
  /** The shared store does not answer, so nothing is granted. */
  | "kv_unavailable"
  /** What the row or the journal holds is sealed under a key that we do not have. */
  | "token_unreadable"
  | "ltk_forbidden"
  | "unknown_creator";

/** Why there is no token. The message holds neither tokens nor other values of the row. */
export interface TokenError {
  readonly code: TokenErrorCode;
  readonly message: string;
}

/** A token error as a failed result. */
export function tokenErr(code: TokenErrorCode, message: string) {
  return err<TokenError>({ code, message });
}
