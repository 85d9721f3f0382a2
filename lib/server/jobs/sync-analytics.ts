import "server-only";
import pLimit from "p-limit";
import type { Container } from "../container";
import { type CreatorContext, findCreator } from "../creator-context";
import type { CronJob, CronResult } from "../cron";
import { rowProblem } from "../row-problem";
import { lastReading } from "../series/window-state";
import { syncFigures } from "./sync-creator";

/** Creators at a time. */
const CONCURRENCY = 4;

/**
 * The cron `sync-analytics`: hero_chart, earnings and engagement of every creator, for the windows the pages show first, and
 * what is missing of her history. Doubled, each creator is read by one of the runs; interrupted, the next one goes on. One
 * creator's failure never stops the others; whose turn did not come is the first of the next run.
 */
export const syncAnalytics: CronJob = async (container, deadlineMs) => {
  const beganAtMs = container.now();
  const table = await container.snapshot.read();
  if (!table.ok) return { ok: false, code: "airtable_unavailable" };
  const { creators, find } = table.value;
  const results: Record<string, CronResult> = {};
  const due: CreatorContext[] = [];
  for (const row of creators) {
    const { slug, recordId } = row;
    const creator =
      slug === undefined || rowProblem(row, find) !== undefined
        ? undefined
        : await findCreator(container, slug);
    if (creator?.ok === true) due.push(creator.value);
    else results[slug ?? recordId] = { status: "skipped", code: "row_incomplete" };
  }
  const limit = pLimit(CONCURRENCY);
  const running = (await longestUnreadFirst(container, due)).map((creator) =>
    limit(async () => {
      results[creator.slug] = await syncFigures(container, creator, { beganAtMs, deadlineMs });
    }),
  );
  await Promise.all(running);
  return { ok: true, results };
};

/** Without the store nobody knows, and the table's order does. */
async function longestUnreadFirst(
  { dailySeries }: Container,
  creators: readonly CreatorContext[],
): Promise<readonly CreatorContext[]> {
  const limit = pLimit(CONCURRENCY);
  const reads = await Promise.all(
    creators.map((creator) => limit(() => dailySeries.known(creator))),
  );
  const lastReadMs = new Map(
    creators.map((creator, index) => [creator, lastReading(reads[index]?.series ?? new Map())]),
  );
  return creators.toSorted(
    (one, other) => (lastReadMs.get(one) ?? 0) - (lastReadMs.get(other) ?? 0),
  );
}
