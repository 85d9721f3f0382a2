import "server-only";
import { apiError, errorResponse } from "./api-error";
import { readOwnForm } from "./own-form";
import { visitorRoute } from "./route";
import { seeOther } from "./same-site";

/** Where the page tells how many rows are encrypted by now. */
const RESULT = "/settings#configuration";

/** `POST /api/tokens/encrypt`: the sweep behind the button on /settings. Spends no token; may be repeated at will. */
export const encryptTokensResponse = visitorRoute(
  "tokens.encrypt",
  async ({ container, session, request }) => {
    const form = await readOwnForm(container, session, request);
    if (!form.ok) return errorResponse(form.error);
    const { snapshot, tokens, audit, log } = container;
    const table = await snapshot.read();
    if (!table.ok) {
      return errorResponse(apiError("airtable_unavailable", "Airtable did not answer; try again."));
    }
    const { sealed, left } = await tokens.reseal();
    snapshot.expire();
    log("info", "tokens_encrypted", { sealed, left: left.length });
    const detail = `${sealed} sealed, ${left.length} left`;
    audit.record({ actor: session.email, action: "tokens-encrypted", detail });
    return seeOther(RESULT);
  },
);
