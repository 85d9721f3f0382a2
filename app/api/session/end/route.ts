import { apiError, errorResponse } from "@/lib/server/api-error";
import { respond } from "@/lib/server/route";
import { isHttps, isSameSite, seeOther } from "@/lib/server/same-site";

/** Signs out. */
export function POST(request: Request): Promise<Response> {
  return respond(async (container) => {
    if (!isSameSite(request)) {
      return errorResponse(apiError("forbidden", "This form was not sent by our own page."));
    }
    return seeOther("/sign-in", container.sessions.end(isHttps(request)));
  });
}
