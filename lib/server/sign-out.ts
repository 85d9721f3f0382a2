import "server-only";
import { apiError, errorResponse } from "./api-error";
import type { Container } from "./container";
import { readForm } from "./form";
import { isHttps, isSameSite, seeOther } from "./same-site";

/** Signs out: this browser, or with the field `everywhere` all of a person's. */
export async function signOut(container: Container, request: Request): Promise<Response> {
  if (!isSameSite(request)) {
    return errorResponse(apiError("forbidden", "This form was not sent by our own page."));
  }
  const { sessions } = container;
  // Read first: a session that has lapsed meanwhile is signed out all the same, but ends nothing for anybody.
  const session = await sessions.read(request.headers.get("cookie"));
  const form = await readForm(request);
  const isEverywhere = form.ok && form.value.has("everywhere");
  const cookie = sessions.end(isHttps(request));
  if (!isEverywhere || session === null) return seeOther("/sign-in", cookie);
  const isTold = await sessions.endSessions(session.email);
  return seeOther(isTold ? "/sign-in?notice=everywhere" : "/sign-in?problem=only-here", cookie);
}
