import "server-only";
import type { SyncAnswer } from "@/lib/contracts/sync";
import { SECOND_MS } from "@/lib/core/time";
import { API_HEADERS, apiError, errorResponse } from "../api-error";
import type { Container } from "../container";
import type { CreatorContext } from "../creator-context";
import { creatorRoute } from "../route";
import { syncFigures } from "./sync-creator";

/** How long a person waits for it; what is left of her history is the next run's. */
const WITHIN_MS = 20 * SECOND_MS;

/** `POST …/sync`: one creator's figures now, at most once a minute on all instances together. */
export const syncNowResponse = creatorRoute(
  "creator.sync",
  async ({ container, creator, session }) => {
    const limited = await container.limits.take("sync/creator", creator.slug);
    if (!limited.ok) return errorResponse(limited.error);
    container.audit.record({ actor: session.email, action: "sync", creator: creator.slug });
    return syncNow(container, creator);
  },
);

async function syncNow(container: Container, creator: CreatorContext): Promise<Response> {
  const beganAtMs = container.now();
  const run = { beganAtMs, deadlineMs: beganAtMs + WITHIN_MS };
  const { status, code } = await syncFigures(container, creator, run);
  if (status === "failed") {
    const message = `None of her figures could be read (${code}).`;
    return errorResponse(apiError("upstream_unavailable", message));
  }
  const body: SyncAnswer = { data: { creator: creator.slug, status, code } };
  return Response.json(body, { headers: API_HEADERS });
}
