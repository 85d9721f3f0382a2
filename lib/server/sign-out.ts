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
  const cookie = sessions.end(isHttps(request));
  const session = await sessions.read(request.headers.get("cookie"));
  // One that has lapsed meanwhile ends nothing for anybody, and is no reason to keep its cookie.
  if (session === null) return seeOther("/sign-in", cookie);
  const form = await readForm(request);
  if (!form.ok || !form.value.has("everywhere")) return seeOther("/sign-in", cookie);
  const isTold = await sessions.endSessions(session.email);
  return seeOther(isTold ? "/sign-in?notice=everywhere" : "/sign-in?problem=only-here", cookie);
}
