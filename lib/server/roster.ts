import "server-only";
import { parseRosterQuery } from "@/lib/contracts/roster-query";
import { dayIn } from "@/lib/core/time";
import { API_HEADERS, apiError, errorResponse } from "./api-error";
import { authorize } from "./authorize";
import { respond } from "./route";
import { rosterView } from "./views/roster";

/** Handles `GET /api/roster`: session, query, view. */
export function rosterResponse(request: Request): Promise<Response> {
  return respond(async (container) => {
    const session = await container.sessions.read(request.headers.get("cookie"));
    if (session === null) return errorResponse(apiError("signed_out", "Sign in first."));
    if (!authorize(session, "creators.list")) {
      return errorResponse(apiError("forbidden", "Your role has no roster."));
    }
    const today = dayIn(container.env.REPORT_TIMEZONE, container.now());
    const query = parseRosterQuery(new URL(request.url).searchParams, today);
    if (!query.ok) return errorResponse(apiError("invalid_query", query.error));
    const answer = await rosterView(container, query.value);
    if (!answer.ok) return errorResponse(answer.error);
    const { body, cache } = answer.value;
    return Response.json(body, { headers: { ...API_HEADERS, "x-cache": cache } });
  });
}
