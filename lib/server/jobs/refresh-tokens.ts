import "server-only";
import type { Creator } from "@/lib/airtable/creators";
import { HOUR_MS, SECOND_MS } from "@/lib/core/time";
import type { Container } from "../container";
import type { CronJob, CronResult } from "../cron";

/** A token that ends within this time is renewed [specification]. */
const MARGIN_MS = HOUR_MS;

/** Nothing is due for these until a person acts. */
const WAITING = ["needs_reauth", "paused"];

/**
 * The cron `refresh-tokens`: every creator whose tokens end within the hour is renewed, oldest end first, at most
 * `LTK_GRANTS_PER_SECOND`. One creator's failure never stops the others. Answers once the writes to Airtable have landed
 * or failed.
 */
export const refreshTokens: CronJob = async (container, deadlineMs) => {
  const { env, snapshot, tokens, now } = container;
  const table = await snapshot.read();
  if (!table.ok) return { ok: false, code: "airtable_unavailable" };
  const results: Record<string, CronResult> = {};
  const candidates: Candidate[] = [];
  for (const creator of table.value.creators) {
    const { slug, recordId, status } = creator;
    const isUsable = slug !== undefined && table.value.find(slug).kind === "found";
    if (!isUsable) results[recordId] = { status: "skipped", code: "row_incomplete" };
    else if (WAITING.includes(status)) results[slug] = { status: "skipped", code: status };
    else candidates.push({ slug, expiresAt: tokens.statusOf(slug)?.expiresAt ?? 0 });
  }
  const spacingMs = SECOND_MS / env.LTK_GRANTS_PER_SECOND;
  let place = 0;
  const running = candidates
    .toSorted((one, other) => one.expiresAt - other.expiresAt)
    .map(({ slug, expiresAt }) => {
      // Those that are not due are asked for too: it saves what an earlier run could not.
      const isDue = expiresAt - now() <= MARGIN_MS;
      const startsAt = now() + (isDue ? place++ * spacingMs : 0);
      return renew(container, slug, startsAt, deadlineMs);
    });
  for (const [slug, result] of await Promise.all(running)) results[slug] = result;
  await Promise.race([tokens.whenSaved(), container.sleep(Math.max(0, deadlineMs - now()))]);
  return { ok: true, results };
};

type Slug = NonNullable<Creator["slug"]>;

interface Candidate {
  readonly slug: Slug;
  /** Epoch milliseconds; 0: there are no tokens that can be read. */
  readonly expiresAt: number;
}

/** Renews one creator when her place in the queue comes up. */
async function renew(
  { tokens, now, sleep, log }: Container,
  slug: Slug,
  startsAt: number,
  deadlineMs: number,
): Promise<readonly [string, CronResult]> {
  if (startsAt >= deadlineMs) return [slug, { status: "left", code: "out_of_time" }];
  if (startsAt > now()) await sleep(startsAt - now());
  try {
    const renewed = await tokens.refreshDue(slug, MARGIN_MS);
    if (renewed.ok) return [slug, { status: renewed.value, code: null }];
    const { code } = renewed.error;
    const isSkipped = code === "not_connected" || code === "token_refresh_off";
    return [slug, { status: isSkipped ? "skipped" : "failed", code }];
  } catch (error) {
    // A bug in one creator's path must not cost the others their tokens.
    const name = error instanceof Error ? error.name : "unknown";
    log("error", "refresh_failed", { creator: slug, name });
    return [slug, { status: "failed", code: "internal" }];
  }
}
