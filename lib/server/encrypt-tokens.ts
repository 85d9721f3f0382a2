import "server-only";
import { apiError, errorResponse } from "./api-error";
import { authorize } from "./authorize";
import { respond } from "./route";
import { isSameSite, seeOther } from "./same-site";

/** Where the page tells how many rows are encrypted by now. */
const RESULT = "/settings#configuration";

/** `POST /api/tokens/encrypt`: the sweep behind the button on /settings. Spends no token; may be repeated at will. */
export function encryptTokensResponse(request: Request): Promise<Response> {
  return respond(async ({ sessions, snapshot, tokens, log }) => {
    if (!isSameSite(request)) {
      return errorResponse(apiError("forbidden", "This form was not sent by our own page."));
    }
    const session = await sessions.read(request.headers.get("cookie"));
    if (session === null) return errorResponse(apiError("signed_out", "Sign in first."));
    if (!authorize(session, "tokens.encrypt")) {
      return errorResponse(apiError("forbidden", "Only an admin may do that."));
    }
    const table = await snapshot.read();
    if (!table.ok) {
      return errorResponse(apiError("airtable_unavailable", "Airtable did not answer; try again."));
    }
    const { sealed, left } = await tokens.reseal();
    snapshot.expire();
    log("info", "tokens_encrypted", { sealed, left: left.length });
    return seeOther(RESULT);
  });
}
