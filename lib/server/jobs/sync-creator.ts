import "server-only";
import pLimit from "p-limit";
import type { Slug } from "@/lib/core/brand";
import type { Container } from "../container";
import { type CreatorContext, findCreator } from "../creator-context";
import type { CronResult } from "../cron";
import type { ReadFailure } from "../failures";
import { planSync, type SyncRead } from "./sync-plan";

/** Reads of one creator at a time; calls in flight to LTK are bounded besides. */
const CONCURRENCY = 3;

/** Failures that wait for a person: nothing to sync until then. */
const NOT_DUE = ["needs_reauth", "not_connected", "paused", "token_refresh_off"];

/** What became of a creator in a run; as a cron reports it. */
export interface SyncReport extends CronResult {
  readonly status: "synced" | "partial" | "failed" | "skipped" | "left";
}

/** What became of one read. `left`: time ran out before its turn. */
interface ReadOutcome {
  readonly endpoint: string;
  readonly code: "ok" | "left" | ReadFailure["code"];
}

/** Reads everything of one creator, found by her slug. `deadlineMs` (epoch): nothing is started after it. */
export async function syncCreator(
  container: Container,
  slug: Slug,
  deadlineMs: number,
): Promise<SyncReport> {
  const creator = await findCreator(container, slug);
  if (!creator.ok) return { status: "failed", code: creator.error.code };
  return syncFigures(container, creator.value, deadlineMs);
}

/** Reads everything of one creator: what pages show first, then what is missing of her history. Never throws. */
export async function syncFigures(
  container: Container,
  creator: CreatorContext,
  deadlineMs: number,
): Promise<SyncReport> {
  const { log, now } = container;
  const { slug, status } = creator;
  if (NOT_DUE.includes(status)) return { status: "skipped", code: status };
  if (now() >= deadlineMs) return { status: "left", code: "out_of_time" };
  try {
    const startedAt = now();
    const outcomes = await readAll(container, creator, deadlineMs);
    const result = judge(outcomes);
    const level = result.status === "synced" ? "info" : "warn";
    const tookMs = now() - startedAt;
    log(level, "creator_synced", { creator: slug, ...result, tookMs, ...byEndpoint(outcomes) });
    return result;
  } catch (error) {
    // A bug in one creator's path must not cost the others their figures.
    log("error", "sync_failed", {
      creator: slug,
      name: error instanceof Error ? error.name : "unknown",
    });
    return { status: "failed", code: "internal" };
  }
}

async function readAll(
  container: Container,
  creator: CreatorContext,
  deadlineMs: number,
): Promise<readonly ReadOutcome[]> {
  const isOver = () => container.now() >= deadlineMs;
  const { first, backfill } = await planSync(container, creator);
  const limit = pLimit(CONCURRENCY);
  const outcomes = await Promise.all(first.map((read) => limit(() => attempt(read, isOver()))));
  const history: ReadOutcome[] = [];
  for (const read of backfill) {
    // A window that failed is tried again by the next run; the older ones would most likely fail, too.
    const hasFailed = [...outcomes, ...history].some(
      ({ endpoint, code }) => endpoint === read.endpoint && code !== "ok",
    );
    history.push(await attempt(read, hasFailed || isOver()));
  }
  return [...outcomes, ...history];
}

async function attempt({ endpoint, run }: SyncRead, isLeft: boolean): Promise<ReadOutcome> {
  if (isLeft) return { endpoint, code: "left" };
  const result = await run();
  return { endpoint, code: result.ok ? "ok" : result.error.code };
}

function judge(outcomes: readonly ReadOutcome[]): SyncReport {
  const codes = outcomes.map(({ code }) => code);
  const failure = codes.find((code) => code !== "ok" && code !== "left");
  if (codes.every((code) => code === "ok")) return { status: "synced", code: null };
  if (codes.includes("ok")) return { status: "partial", code: failure ?? "out_of_time" };
  if (failure === undefined) return { status: "left", code: "out_of_time" };
  return { status: NOT_DUE.includes(failure) ? "skipped" : "failed", code: failure };
}

/** For the log: how many reads of each endpoint went how, e.g. `hero_chart: "2 ok, 3 left"`. */
function byEndpoint(outcomes: readonly ReadOutcome[]): Readonly<Record<string, string>> {
  const counts = new Map<string, Map<string, number>>();
  for (const { endpoint, code } of outcomes) {
    const ofEndpoint = counts.get(endpoint) ?? new Map<string, number>();
    ofEndpoint.set(code, (ofEndpoint.get(code) ?? 0) + 1);
    counts.set(endpoint, ofEndpoint);
  }
  return Object.fromEntries(
    [...counts].map(([endpoint, ofEndpoint]) => [
      endpoint,
      [...ofEndpoint].map(([code, count]) => `${count} ${code}`).join(", "),
    ]),
  );
}
