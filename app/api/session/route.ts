import { apiError, errorResponse } from "@/lib/server/api-error";
import { readField } from "@/lib/server/form";
import { respond } from "@/lib/server/route";
import { isHttps, isSameSite, seeOther } from "@/lib/server/same-site";

/** Signs in with the token of a sign-in link. */
export function POST(request: Request): Promise<Response> {
  return respond(async (container) => {
    if (!isSameSite(request)) {
      return errorResponse(apiError("forbidden", "This form was not sent by our own page."));
    }
    const token = await readField(request, "token");
    if (!token.ok) return errorResponse(token.error);
    const email = await container.signInLinks.redeem(token.value);
    if (!email.ok) return seeOther(`/sign-in?problem=${email.error}`);
    return seeOther("/", await container.sessions.create(email.value, isHttps(request)));
  });
}
