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

/** The run that a creator is read in, epoch milliseconds: nothing is started after its deadline. */
export interface Run {
  readonly beganAtMs: number;
  readonly deadlineMs: number;
}

/** Reads everything of one creator, found by her slug, within some milliseconds. */
export async function syncCreator(
  container: Container,
  slug: Slug,
  withinMs: number,
): Promise<SyncReport> {
  const creator = await findCreator(container, slug);
  if (!creator.ok) return { status: "failed", code: creator.error.code };
  const beganAtMs = container.now();
  return syncFigures(container, creator.value, { beganAtMs, deadlineMs: beganAtMs + withinMs });
}

/**
 * Reads everything of one creator: what pages show first, then what is missing of her history. One run at a time, among
 * all processes: the others skip her (`sync_running`, or `just_synced` by a run that began later). Never throws.
 */
export async function syncFigures(
  container: Container,
  creator: CreatorContext,
  run: Run,
): Promise<SyncReport> {
  const { slug, status } = creator;
  if (NOT_DUE.includes(status)) return { status: "skipped", code: status };
  if (container.now() >= run.deadlineMs) return { status: "left", code: "out_of_time" };
  const turn = await container.syncLeases.take(slug, run.beganAtMs);
  if (turn.kind === "taken") return { status: "skipped", code: "sync_running" };
  if (turn.kind === "done") return { status: "skipped", code: "just_synced" };
  const isOver = async () => container.now() >= run.deadlineMs || !(await turn.renew());
  const report = await readInTurn(container, creator, isOver);
  await turn.end(report.status === "synced");
  return report;
}

/** True when nothing more is to be started. */
type IsOver = () => Promise<boolean>;

async function readInTurn(
  container: Container,
  creator: CreatorContext,
  isOver: IsOver,
): Promise<SyncReport> {
  const { log, now } = container;
  const { slug } = creator;
  try {
    const startedAt = now();
    const outcomes = await readAll(container, creator, isOver);
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
  isOver: IsOver,
): Promise<readonly ReadOutcome[]> {
  const { first, backfill } = await planSync(container, creator);
  const limit = pLimit(CONCURRENCY);
  const outcomes = await Promise.all(
    first.map((read) => limit(async () => attempt(read, await isOver()))),
  );
  const history: ReadOutcome[] = [];
  for (const read of backfill) {
    // A window that failed is tried again by the next run; the older ones would most likely fail, too.
    const hasFailed = [...outcomes, ...history].some(
      ({ endpoint, code }) => endpoint === read.endpoint && code !== "ok",
    );
    history.push(await attempt(read, hasFailed || (await isOver())));
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
