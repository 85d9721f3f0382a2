import "server-only";
import { apiError, errorResponse } from "./api-error";
import type { Container } from "./container";
import { readOwnForm } from "./own-form";
import { isHttps, isSameSite, signedOut } from "./same-site";

/** Signs out: this browser, or with the field `everywhere` all of a person's. */
export async function signOut(container: Container, request: Request): Promise<Response> {
  if (!isSameSite(request)) {
    return errorResponse(apiError("forbidden", "This form was not sent by our own page."));
  }
  const { sessions, audit } = container;
  const session = await sessions.read(request.headers.get("cookie"));
  const cookie = sessions.end(isHttps(request));
  // A session that has lapsed meanwhile is no reason to keep its cookie.
  if (session === null) return signedOut("/sign-in", cookie);
  const form = await readOwnForm(container, session, request);
  if (!form.ok) return errorResponse(form.error);
  if (!form.value.has("everywhere")) return signedOut("/sign-in", cookie);
  const isTold = await sessions.endSessions(session.email);
  audit.record({ actor: session.email, action: "sign-out-everywhere" });
  return signedOut(isTold ? "/sign-in?notice=everywhere" : "/sign-in?problem=only-here", cookie);
}
