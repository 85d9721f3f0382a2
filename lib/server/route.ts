import "server-only";
import { unstable_rethrow } from "next/navigation";
import { type ParsedQuery, parseQuery } from "@/lib/contracts/query";
import type { Result } from "@/lib/core/result";
import { API_HEADERS, type ApiError, apiError, errorResponse } from "./api-error";
import { type Action, authorize } from "./authorize";
import { type Container, describeProblems, getContainer } from "./container";
import { type CreatorContext, findCreator } from "./creator-context";

/** What a view makes of a creator and a query. `cache` becomes the header `x-cache`. */
export interface Answer {
  readonly body: object;
  readonly cache: "hit" | "stale" | "miss";
}

/** Composes one answer for a creator. */
export type CreatorView = (
  container: Container,
  creator: CreatorContext,
  query: ParsedQuery,
) => Promise<Result<Answer, ApiError>>;

interface RouteParams {
  readonly params: Promise<{ readonly creator: string }>;
}

/**
 * Makes a GET handler under `/api/ltk/[creator]` of a view: configuration, session, scope, query, and one shape of errors.
 * Pages call the handler in process, so it never sets cookies and reads the session from the request alone.
 */
export function creatorRoute(
  action: Action,
  view: CreatorView,
): (request: Request, context: RouteParams) => Promise<Response> {
  return (request, { params }) =>
    respond(async (container) => {
      const session = await container.sessions.read(request.headers.get("cookie"));
      if (session === null) return errorResponse(apiError("signed_out", "Sign in first."));
      if (!authorize(session, action)) {
        return errorResponse(apiError("not_found", "There is no such creator."));
      }
      const creator = await findCreator(container, (await params).creator);
      if (!creator.ok) return errorResponse(creator.error);
      const query = parseQuery(new URL(request.url).searchParams, creator.value);
      if (!query.ok) return errorResponse(apiError("invalid_query", query.error));
      const answer = await view(container, creator.value, query.value);
      if (!answer.ok) return errorResponse(answer.error);
      return Response.json(answer.value.body, {
        headers: { ...API_HEADERS, "x-cache": answer.value.cache },
      });
    });
}

/** Runs a handler with the container; a missing configuration and a bug each become their error body. */
export async function respond(
  handle: (container: Container) => Promise<Response>,
): Promise<Response> {
  try {
    const configured = getContainer();
    if (!configured.ok) {
      return errorResponse(apiError("not_configured", describeProblems(configured.problems)));
    }
    return await handle(configured.container);
  } catch (error) {
    unstable_rethrow(error);
    // A bug: its text may hold anything, so only its name and stack frames leave.
    const stack = error instanceof Error ? error.stack?.split("\n").slice(1, 6).join(" ") : "";
    const name = error instanceof Error ? error.name : typeof error;
    const configured = getContainer();
    if (configured.ok) configured.container.log("error", "route_failed", { name, stack });
    return errorResponse(apiError("internal", "Something broke on our side. It has been logged."));
  }
}
