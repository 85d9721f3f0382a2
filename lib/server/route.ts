import "server-only";
import { unstable_rethrow } from "next/navigation";
import { type ParsedQuery, parseQuery } from "@/lib/contracts/query";
import { err, type Result } from "@/lib/core/result";
import { API_HEADERS, type ApiError, apiError, errorResponse } from "./api-error";
import type { AuditEvent } from "./audit";
import { authorize, type CreatorAction, type GeneralAction, type Session } from "./authorize";
import { type Container, describeProblems, getContainer } from "./container";
import { type CreatorContext, findCreator } from "./creator-context";
import type { RateLimitName } from "./rate-limit";
import { framesOf, nameOf } from "./request-error";
import { isFormBody, isSameSite } from "./same-site";
import { requireVisitor } from "./visitor";

/** What a view makes of a creator and a query. `cache` becomes the header `x-cache`. */
export interface Answer<Body extends object = object> {
  readonly body: Body;
  readonly cache: "hit" | "stale" | "miss";
}

/** Composes one answer for a creator. */
export type CreatorView<Body extends object = object, Query = ParsedQuery> = (
  container: Container,
  creator: CreatorContext,
  query: Query,
) => Promise<Result<Answer<Body>, ApiError>>;

interface RouteParams {
  readonly params: Promise<{ readonly creator: string }>;
}

type CreatorHandler = (request: Request, context: RouteParams) => Promise<Response>;

/** A request of somebody who may make it. */
export interface Visit {
  readonly container: Container;
  readonly session: Session;
  readonly request: Request;
}

/** A request about a creator who is in the visitor's scope. */
export interface CreatorVisit extends Visit {
  readonly creator: CreatorContext;
}

/** Makes a handler for signed-in people whose role has the action. */
export function visitorRoute(
  action: GeneralAction,
  handle: (visit: Visit) => Promise<Response>,
): (request: Request) => Promise<Response> {
  return (request) =>
    respond(async (container) => {
      const session = await enter(container, request);
      if (!session.ok) return errorResponse(session.error);
      const allowed = authorize(session.value, action);
      if (!allowed.ok) return errorResponse(allowed.error);
      return handle({ container, session: session.value, request });
    });
}

/** Makes a handler under `/api/ltk/[creator]` for those who may do this with this creator. What it changes is asked for in JSON. */
export function creatorRoute(
  action: CreatorAction,
  handle: (visit: CreatorVisit) => Promise<Response>,
): CreatorHandler {
  return (request, { params }) =>
    respond(async (container) => {
      const session = await enter(container, request);
      if (!session.ok) return errorResponse(session.error);
      if (!isRead(request) && isFormBody(request)) {
        const message = "Send JSON, with content-type: application/json.";
        return errorResponse(apiError("invalid_query", message));
      }
      const slug = (await params).creator;
      const allowed = authorize(session.value, action, slug);
      if (!allowed.ok) return errorResponse(allowed.error);
      const creator = await findCreator(container, slug);
      if (!creator.ok) return errorResponse(creator.error);
      return handle({ container, session: session.value, request, creator: creator.value });
    });
}

/** Whoever sends this is signed in, and what changes something comes from one of our own pages. */
async function enter(container: Container, request: Request): Promise<Result<Session, ApiError>> {
  if (!isRead(request) && !isSameSite(request)) {
    return err(apiError("forbidden", "This was not sent by our own page."));
  }
  return requireVisitor(container, request);
}

function isRead({ method }: Request): boolean {
  return method === "GET" || method === "HEAD";
}

/** A route whose query or answer is its own. */
interface CreatorRoute<Body extends object, Query> {
  readonly action: CreatorAction;
  /** Errors: a sentence that names the parameter and what is allowed. */
  readonly readQuery: (search: URLSearchParams, creator: CreatorContext) => Result<Query, string>;
  readonly view: CreatorView<Body, Query>;
  /** Taken once a request, for the person. */
  readonly limit?: RateLimitName;
  /** What the audit trail says of an answer; left out: it says nothing. */
  readonly record?: (body: Body) => Pick<AuditEvent, "action" | "detail">;
  /** Left out: the body as JSON. */
  readonly write?: (body: Body, headers: Readonly<Record<string, string>>) => Response;
}

/** Makes a GET handler under `/api/ltk/[creator]` of a view that takes the common query and answers JSON. */
export function viewRoute(action: CreatorAction, view: CreatorView): CreatorHandler {
  return customViewRoute({ action, readQuery: parseQuery, view });
}

/**
 * Makes a GET handler under `/api/ltk/[creator]`: configuration, session, scope, query, and one shape of errors. Pages
 * call the handler in process, so it never sets cookies and reads the session from the request alone.
 */
export function customViewRoute<Body extends object, Query>(
  route: CreatorRoute<Body, Query>,
): CreatorHandler {
  const { action, readQuery, view, limit, record, write = writeJson } = route;
  return creatorRoute(action, async ({ container, session, request, creator }) => {
    const query = readQuery(new URL(request.url).searchParams, creator);
    if (!query.ok) return errorResponse(apiError("invalid_query", query.error));
    const limited = limit && (await container.limits.take(limit, session.email));
    if (limited?.ok === false) return errorResponse(limited.error);
    const answer = await view(container, creator, query.value);
    if (!answer.ok) return errorResponse(answer.error);
    if (record !== undefined) {
      const event = record(answer.value.body);
      container.audit.record({ ...event, actor: session.email, creator: creator.slug });
    }
    return write(answer.value.body, { ...API_HEADERS, "x-cache": answer.value.cache });
  });
}

function writeJson(body: object, headers: Readonly<Record<string, string>>): Response {
  return Response.json(body, { headers });
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
    const configured = getContainer();
    const fields = { name: nameOf(error), frames: framesOf(error) };
    if (configured.ok) configured.container.log("error", "route_failed", fields);
    return errorResponse(apiError("internal", "Something broke on our side. It has been logged."));
  }
}
