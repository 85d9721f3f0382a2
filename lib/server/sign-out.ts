import "server-only";
import { apiError, errorResponse } from "./api-error";
import { readOwnForm } from "./own-form";
import { respond } from "./route";
import { isHttps, isSameSite, signedOut } from "./same-site";

/** `POST /api/session/end`: ends the session in this browser. */
export function signOut(request: Request): Promise<Response> {
  return respond(async (container) => {
    if (!isSameSite(request)) {
      return errorResponse(apiError("forbidden", "This form was not sent by our own page."));
    }
    const { sessions } = container;
    const session = await sessions.read(request.headers.get("cookie"));
    // A session that has lapsed meanwhile is no reason to keep its cookie.
    if (session !== null) {
      const form = await readOwnForm(container, session, request);
      if (!form.ok) return errorResponse(form.error);
    }
    return signedOut("/sign-in", sessions.end(isHttps(request)));
  });
}
