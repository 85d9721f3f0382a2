import "server-only";
import { parseRosterQuery } from "@/lib/contracts/roster-query";
import { dayIn } from "@/lib/core/time";
import { API_HEADERS, apiError, errorResponse } from "./api-error";
import { visitorRoute } from "./route";
import { rosterView } from "./views/roster";

/** `GET /api/roster`: the visitor's own creators. */
export const rosterResponse = visitorRoute(
  "roster.read",
  async ({ container, session, request }) => {
    const today = dayIn(container.env.REPORT_TIMEZONE, container.now());
    const query = parseRosterQuery(new URL(request.url).searchParams, today);
    if (!query.ok) return errorResponse(apiError("invalid_query", query.error));
    const answer = await rosterView(container, session, query.value);
    if (!answer.ok) return errorResponse(answer.error);
    const { body, cache } = answer.value;
    return Response.json(body, { headers: { ...API_HEADERS, "x-cache": cache } });
  },
);
