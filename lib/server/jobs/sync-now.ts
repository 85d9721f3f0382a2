import "server-only";
import type { SyncAnswer } from "@/lib/contracts/sync";
import { SECOND_MS } from "@/lib/core/time";
import { API_HEADERS, apiError, errorResponse } from "../api-error";
import { authorize } from "../authorize";
import type { Container } from "../container";
import { type CreatorContext, findCreator } from "../creator-context";
import { respond } from "../route";
import { isSameSite } from "../same-site";
import { syncFigures } from "./sync-creator";

/** How long a person waits for it; what is left of her history is the next run's. */
const WITHIN_MS = 20 * SECOND_MS;

interface RouteParams {
  readonly params: Promise<{ readonly creator: string }>;
}

/** `POST …/sync`: one creator's figures now, at most once a minute on all instances together. */
export function syncNowResponse(request: Request, { params }: RouteParams): Promise<Response> {
  return respond(async (container) => {
    if (!isSameSite(request)) {
      return errorResponse(apiError("forbidden", "This was not sent by our own page."));
    }
    const session = await container.sessions.read(request.headers.get("cookie"));
    if (session === null) return errorResponse(apiError("signed_out", "Sign in first."));
    if (!authorize(session, "creator.sync")) {
      return errorResponse(apiError("not_found", "There is no such creator."));
    }
    const creator = await findCreator(container, (await params).creator);
    if (!creator.ok) return errorResponse(creator.error);
    const limited = await container.limits.take("sync/creator", creator.value.slug);
    if (!limited.ok) return errorResponse(limited.error);
    return syncNow(container, creator.value);
  });
}

async function syncNow(container: Container, creator: CreatorContext): Promise<Response> {
  const { status, code } = await syncFigures(container, creator, container.now() + WITHIN_MS);
  if (status === "failed") {
    const message = `None of her figures could be read (${code}).`;
    return errorResponse(apiError("upstream_unavailable", message));
  }
  const body: SyncAnswer = { data: { creator: creator.slug, status, code } };
  return Response.json(body, { headers: API_HEADERS });
}
