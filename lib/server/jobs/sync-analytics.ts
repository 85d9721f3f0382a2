import "server-only";
import pLimit from "p-limit";
import type { Slug } from "@/lib/core/brand";
import { comparisonRange, type DayRange, parseRange } from "@/lib/core/range";
import { listMonths } from "@/lib/core/time";
import type { Container } from "../container";
import { type CreatorContext, findCreator } from "../creator-context";
import type { CronJob, CronResult } from "../cron";
import type { ReadFailure } from "../failures";
import { rowProblem } from "../row-problem";
import { monthOf } from "../views/daily-series";

/** Creators at a time; calls in flight to LTK are bounded besides. */
const CONCURRENCY = 4;

/** Failures that wait for a person: nothing to sync until then. */
const NOT_DUE = ["needs_reauth", "not_connected", "paused", "token_refresh_off"];

/**
 * The cron `sync-analytics`: hero_chart, earnings and engagement of every creator into the cache, for the windows the
 * pages show first. Doubled or interrupted, it stores the same answers. One creator's failure never stops the others.
 */
export const syncAnalytics: CronJob = async (container, deadlineMs) => {
  const table = await container.snapshot.read();
  if (!table.ok) return { ok: false, code: "airtable_unavailable" };
  const { creators, find } = table.value;
  const limit = pLimit(CONCURRENCY);
  const running = creators.map((creator) =>
    limit(async (): Promise<readonly [string, CronResult]> => {
      const { slug } = creator;
      if (slug === undefined || rowProblem(creator, find) !== undefined) {
        return [slug ?? creator.recordId, { status: "skipped", code: "row_incomplete" }];
      }
      if (container.now() >= deadlineMs) return [slug, { status: "left", code: "out_of_time" }];
      return [slug, await syncCreator(container, slug)];
    }),
  );
  return { ok: true, results: Object.fromEntries(await Promise.all(running)) };
};

/** Reads everything of one creator into the cache. */
export async function syncCreator(container: Container, slug: Slug): Promise<CronResult> {
  try {
    const creator = await findCreator(container, slug);
    if (!creator.ok) return { status: "failed", code: creator.error.code };
    if (NOT_DUE.includes(creator.value.status)) {
      return { status: "skipped", code: creator.value.status };
    }
    return judge(await readAll(container, creator.value));
  } catch (error) {
    // A bug in one creator's path must not cost the others their figures.
    const name = error instanceof Error ? error.name : "unknown";
    container.log("error", "sync_failed", { creator: slug, name });
    return { status: "failed", code: "internal" };
  }
}

function judge(failures: readonly (ReadFailure | null)[]): CronResult {
  const failed = failures.filter((failure) => failure !== null);
  const code = failed.at(0)?.code ?? null;
  if (code === null) return { status: "synced", code };
  if (failed.length < failures.length) return { status: "partial", code };
  return { status: NOT_DUE.includes(code) ? "skipped" : "failed", code };
}

/** The windows the pages show first: 28 days, the 28 before, and the month so far. */
function windowsOf({ today }: CreatorContext): readonly DayRange[] {
  const parsed = ["28d", "mtd"].flatMap((name) => {
    const range = parseRange(name, today);
    return range.ok ? [range.value] : [];
  });
  const [first] = parsed;
  const before = first === undefined ? null : comparisonRange(first, "prev");
  return before === null ? parsed : [...parsed, before];
}

/** Reads everything once; a failure, or `null`, for each read. */
async function readAll(
  { reads }: Container,
  creator: CreatorContext,
): Promise<readonly (ReadFailure | null)[]> {
  const windows = windowsOf(creator).map(({ from, to }) => ({ ...creator, from, to }));
  const firstDay = windows.map(({ from }) => from).toSorted()[0] ?? creator.today;
  const months = listMonths(firstDay, creator.today);
  const results = await Promise.all([
    ...months.map((month) => reads.heroChart.refresh(monthOf(creator, month))),
    ...windows.flatMap((window) => [
      reads.performanceSummary.refresh(window),
      reads.performanceStats.refresh(window),
    ]),
    reads.commissionsSummary.refresh(creator),
  ]);
  return results.map((result) => (result.ok ? null : result.error));
}
