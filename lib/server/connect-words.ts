import "server-only";
import { formatAge } from "@/lib/analytics/format-age";
import type { ConnectError } from "@/lib/token-manager/token-manager";
import { type ApiError, apiError } from "./api-error";
import type { CreatorContext } from "./creator-context";
import { shortId } from "./short-id";

const NOTHING_SAVED = "Nothing was saved, and no session was touched.";
const AGAIN = "Log in again in a private window and copy the new session.";

function namedId(id: string | undefined): string {
  return id === undefined ? "unknown" : shortId(id);
}

function refused(sentence: string): ApiError {
  return apiError("invalid_query", `${sentence} ${NOTHING_SAVED}`);
}

/** What is said when a session was not taken over. */
export function connectErrorWords(error: ConnectError, creator: CreatorContext): ApiError {
  const { name, publisherIds } = creator;
  const own = publisherIds.map(shortId).join(", ");
  switch (error.code) {
    case "paste_no_json":
      return refused("That does not look like LTK's session: it should begin with {.");
    case "paste_no_refresh_token":
      return refused("The refresh part is missing. Reload LTK in the private window, copy again.");
    case "token_no_jwt":
      return refused("The session is cut off: one of its tokens is not whole. Copy it again.");
    case "token_foreign":
      return refused("These tokens are from another site, not from LTK.");
    case "token_from_the_future":
      return refused("These tokens are dated in the future; check this server's clock.");
    case "token_expired":
      return refused(`This session expired ${formatAge(0, error.agoMs ?? 0)}. ${AGAIN}`);
    case "no_offer":
      return refused("No session is kept for this creator any more.");
    case "session_in_use":
      return refused(`This is the session ${name} is using now.`);
    case "session_spent":
      return refused(`This session was handed in before, and a session works once. ${AGAIN}`);
    case "session_names_other":
      return refused(
        `This is a different LTK account (${namedId(error.publisherId)}) than ${name}'s (${own}).`,
      );
    case "session_of_other_creator":
      return apiError(
        "invalid_query",
        `This session is of a different LTK account (${namedId(error.publisherId)}) than ${name}'s (${own}). It is kept, encrypted, for 24 hours and offered to the creator it belongs to; ${name}'s own session was not touched.`,
      );
    case "session_refused":
      return apiError(
        "needs_reauth",
        `LTK refused the session: it was used already, or has ended. ${AGAIN} ${NOTHING_SAVED}`,
      );
    case "session_in_doubt":
      return apiError(
        "upstream_unavailable",
        "LTK's answer was lost on the way. Paste the same session once more in a minute; nothing else was touched.",
      );
    case "auth_unavailable":
      return apiError(
        "upstream_unavailable",
        `LTK's sign-in service does not answer. Try again in a minute. ${NOTHING_SAVED}`,
      );
    case "auth_misconfigured":
      return apiError(
        "not_configured",
        `LTK's sign-in service does not accept our settings; check LTK_CLIENT_ID. ${NOTHING_SAVED}`,
      );
    case "token_refresh_off":
      return apiError(
        "not_configured",
        `This deployment does not renew sessions: TOKEN_REFRESH is off. ${NOTHING_SAVED}`,
      );
    case "airtable_unavailable":
      return apiError(
        "airtable_unavailable",
        "Airtable does not take writes just now, so the session was not spent. Try again in a minute.",
      );
    case "kv_unavailable":
      return apiError(
        "upstream_unavailable",
        "The shared store does not answer just now, so the session was not spent. Try again in a minute.",
      );
    case "paused":
      return refused(`${name} is paused; set her Status in Airtable to active first.`);
    case "unknown_creator":
      return apiError("not_found", "There is no such creator.");
    case "token_wait":
    case "token_in_doubt":
    case "token_unreadable":
    case "needs_reauth":
    case "not_connected":
    case "ltk_forbidden":
      return apiError(
        "upstream_unavailable",
        `${name}'s session is being renewed just now. Try again in a minute. ${NOTHING_SAVED}`,
      );
  }
}
