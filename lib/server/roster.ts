import "server-only";
import { parseRosterExportQuery } from "@/lib/contracts/roster-export-query";
import { parseRosterQuery } from "@/lib/contracts/roster-query";
import { dayIn } from "@/lib/core/time";
import { API_HEADERS, apiError, errorResponse } from "./api-error";
import type { Container } from "./container";
import { csvResponse } from "./csv";
import { visitorRoute } from "./route";
import { rosterView } from "./views/roster";
import { rosterFile } from "./views/roster-file";

/** `GET /api/roster`: the visitor's own creators. */
export const rosterResponse = visitorRoute(
  "roster.read",
  async ({ container, session, request }) => {
    const query = parseRosterQuery(new URL(request.url).searchParams, todayOf(container));
    if (!query.ok) return errorResponse(apiError("invalid_query", query.error));
    const answer = await rosterView(container, session, query.value);
    if (!answer.ok) return errorResponse(answer.error);
    const { body, cache } = answer.value;
    return Response.json(body, { headers: { ...API_HEADERS, "x-cache": cache } });
  },
);

/** `GET /api/roster/export`: the table of the visitor's own creators as a file. */
export const rosterFileResponse = visitorRoute(
  "roster.export",
  async ({ container, session, request }) => {
    const query = parseRosterExportQuery(new URL(request.url).searchParams, todayOf(container));
    if (!query.ok) return errorResponse(apiError("invalid_query", query.error));
    const limited = await container.limits.take("export/person", session.email);
    if (!limited.ok) return errorResponse(limited.error);
    const answer = await rosterView(container, session, query.value.roster);
    if (!answer.ok) return errorResponse(answer.error);
    const { body, cache } = answer.value;
    const file = rosterFile(body, query.value);
    container.audit.record({ action: "export", actor: session.email, detail: file.name });
    return csvResponse(file, { ...API_HEADERS, "x-cache": cache });
  },
);

function todayOf({ env, now }: Container) {
  return dayIn(env.REPORT_TIMEZONE, now());
}
