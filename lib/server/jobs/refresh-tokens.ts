import "server-only";
import type { Creator } from "@/lib/airtable/creators";
import { HOUR_MS, SECOND_MS } from "@/lib/core/time";
import type { Container } from "../container";
import type { CronJob, CronResult } from "../cron";
import { rowProblem } from "../row-problem";

/** A token that ends within this time is renewed [specification]. */
const MARGIN_MS = HOUR_MS;

/** States in which there is nothing to renew until a person acts. */
const NOT_DUE = ["needs_reauth", "paused", "not_connected", "token_refresh_off"];

/**
 * The cron `refresh-tokens`: every creator whose tokens end within the hour is renewed, oldest end first, at most
 * `LTK_GRANTS_PER_SECOND`. One creator's failure never stops the others. Answers once the writes to Airtable have landed
 * or failed.
 */
export const refreshTokens: CronJob = async (container, deadlineMs) => {
  const { snapshot, tokens, now } = container;
  const table = await snapshot.read();
  if (!table.ok) return { ok: false, code: "airtable_unavailable" };
  const { creators, find } = table.value;
  const results: Record<string, CronResult> = {};
  const usable: Usable[] = [];
  for (const creator of creators) {
    const { slug } = creator;
    if (slug === undefined || rowProblem(creator, find) !== undefined) {
      results[slug ?? creator.recordId] = { status: "skipped", code: "row_incomplete" };
    } else usable.push({ slug, expiresAt: tokens.statusOf(slug)?.expiresAt ?? 0 });
  }
  const soonestFirst = usable.toSorted((one, other) => one.expiresAt - other.expiresAt);
  // Those that are not due are asked for too: it saves what an earlier run could not.
  let place = 0;
  const running = soonestFirst.map(({ slug, expiresAt }) => {
    const isDue = expiresAt - now() <= MARGIN_MS;
    const startsAt =
      now() + (isDue ? (place++ * SECOND_MS) / container.env.LTK_GRANTS_PER_SECOND : 0);
    return renew(container, slug, { startsAt, deadlineMs });
  });
  for (const [slug, result] of await Promise.all(running)) results[slug] = result;
  await Promise.race([tokens.whenSaved(), container.sleep(Math.max(0, deadlineMs - now()))]);
  return { ok: true, results };
};

type Slug = NonNullable<Creator["slug"]>;

interface Usable {
  readonly slug: Slug;
  readonly expiresAt: number;
}

/** Renews one creator at her place of the queue, which sets the pace. */
async function renew(
  { tokens, now, sleep, log }: Container,
  slug: Slug,
  { startsAt, deadlineMs }: { readonly startsAt: number; readonly deadlineMs: number },
): Promise<readonly [string, CronResult]> {
  if (startsAt >= deadlineMs) return [slug, { status: "left", code: "out_of_time" }];
  if (startsAt > now()) await sleep(startsAt - now());
  try {
    const renewed = await tokens.refreshDue(slug, MARGIN_MS);
    if (renewed.ok) return [slug, { status: renewed.value, code: null }];
    const { code } = renewed.error;
    return [slug, { status: NOT_DUE.includes(code) ? "skipped" : "failed", code }];
  } catch (error) {
    // A bug in one creator's path must not cost the others their tokens.
    log("error", "refresh_failed", {
      creator: slug,
      name: error instanceof Error ? error.name : "",
    });
    return [slug, { status: "failed", code: "internal" }];
  }
}
