import "server-only";
import type { ConnectAnswer } from "@/lib/contracts/connect";
import { err, ok, type Result } from "@/lib/core/result";
import { addDays, SECOND_MS } from "@/lib/core/time";
import { API_HEADERS, type ApiError, apiError, errorResponse } from "./api-error";
import { readBounded } from "./body";
import { connectErrorWords } from "./connect-words";
import type { Container } from "./container";
import type { CreatorContext } from "./creator-context";
import { syncCreator } from "./jobs/sync-creator";
import { creatorRoute } from "./route";

/** A pasted session has some thousand characters; a body far beyond that is refused unread. */
const MAX_BODY_BYTES = 16 * 1024;
/** How long the answer waits for Airtable to take the new status. */
const SAVE_WAIT_MS = 8 * SECOND_MS;
/** How long after the answer her figures may still be asked for; what is left is the next run's. */
const SYNC_WITHIN_MS = 40 * SECOND_MS;

/** `POST …/connect`: takes over a session for a creator. The body is never logged, echoed or kept. */
export const connectResponse = creatorRoute(
  "creator.connect",
  async ({ container, session, creator, request }) => {
    const limited = await container.limits.take("connect/person", session.email);
    if (!limited.ok) return errorResponse(limited.error);
    const body = await readBounded(request, { maxBytes: MAX_BODY_BYTES });
    if (!body.ok) {
      return errorResponse(apiError(body.error.code, `${body.error.message} Nothing was saved.`));
    }
    const answer = await connect(container, creator, new TextDecoder().decode(body.value));
    if (!answer.ok) return errorResponse(answer.error);
    container.audit.record({
      actor: session.email,
      action: "connect",
      creator: creator.slug,
      detail: `analytics ${answer.value.data.analytics}`,
    });
    return Response.json(answer.value, { headers: API_HEADERS });
  },
);

async function connect(
  container: Container,
  creator: CreatorContext,
  text: string,
): Promise<Result<ConnectAnswer, ApiError>> {
  const { tokens } = container;
  const connected = isForOffer(text)
    ? await tokens.connectOffered(creator.slug)
    : await tokens.connect(creator.slug, text);
  if (!connected.ok) return err(connectErrorWords(connected.error, creator));
  const analytics = await probe(container, creator);
  // Pages read the snapshot: it must know of the new session before they are asked again.
  await Promise.race([tokens.whenSaved(), container.sleep(SAVE_WAIT_MS)]);
  container.snapshot.expire();
  container.defer(async () => {
    await syncCreator(container, creator.slug, SYNC_WITHIN_MS);
  });
  const saved = tokens.statusOf(creator.slug)?.isSaved !== false;
  const data = { creator: creator.slug, analytics, saved, message: words(analytics, saved) };
  return ok({ data });
}

function isForOffer(text: string): boolean {
  return /^\s*\{\s*"offered"\s*:\s*true\s*\}\s*$/.test(text);
}

/** One cheap read with the new session: yesterday's totals. */
async function probe(
  { reads }: Container,
  creator: CreatorContext,
): Promise<ConnectAnswer["data"]["analytics"]> {
  const yesterday = addDays(creator.today, -1);
  const read = await reads.performanceSummary.refresh({
    ...creator,
    from: yesterday,
    to: yesterday,
  });
  if (read.ok) return "ok";
  return ["ltk_forbidden", "ltk_unauthorised"].includes(read.error.code) ? "denied" : "unknown";
}

function words(analytics: ConnectAnswer["data"]["analytics"], isSaved: boolean): string {
  const connected = {
    ok: "Reconnected; her figures are being read now.",
    denied: "Connected, but LTK denies analytics for this account; check its Publisher_ID.",
    unknown: "Connected, but LTK does not answer just now; figures follow by themselves.",
  }[analytics];
  return isSaved
    ? connected
    : `${connected} Airtable does not take the tokens yet: they are held in memory and saved as soon as it does.`;
}
