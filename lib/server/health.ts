import "server-only";
import { parseSlug } from "@/lib/core/brand";
import { HOUR_MS, MINUTE_MS } from "@/lib/core/time";
import { authorize } from "./authorize";
import { type Container, describeProblems, getContainer } from "./container";
import { statusOf } from "./creator-context";
import { hasCronSecret } from "./cron";
import type { Heartbeat, Job } from "./heartbeats";
import { readVisitor } from "./visitor";

type Status = "pass" | "warn" | "fail";

interface Check {
  readonly status: Status;
  readonly time: string;
  readonly output?: string;
}

interface TokenStanding {
  readonly creator: string;
  readonly name: string;
  readonly status: string;
  readonly expiresAt: string | null;
}

/** The health of this deployment, as `application/health+json`. Asks neither LTK nor Auth0 and refreshes nothing. */
export interface Health {
  readonly status: Status;
  readonly output?: string;
  readonly checks: Readonly<Record<string, readonly Check[]>>;
  /** How many creators stand how; absent while that is not known. */
  readonly creators?: Readonly<Record<string, number>>;
  /** Each creator's standing; only for an admin or a bearer of the crons' secret. */
  readonly tokens?: readonly TokenStanding[];
}

/** How old a cron's last good run may be. Refresh runs at :00 and :45, sync every four hours. */
export const CRON_LIMITS: Readonly<
  Record<Job, { readonly warnMs: number; readonly failMs: number }>
> = {
  refresh: { warnMs: 105 * MINUTE_MS, failMs: 3 * HOUR_MS },
  sync: { warnMs: 9 * HOUR_MS, failMs: 24 * HOUR_MS },
};
/** How long a new deployment may go without a first run. */
const FIRST_RUN_MS = 2 * HOUR_MS;

/** Creators that stand like this need nobody. */
const WELL = ["active", "expiring", "paused"];

type Snapshot = Extract<Awaited<ReturnType<Container["snapshot"]["read"]>>, { ok: true }>["value"];

/** Answers an uptime monitor: 200 for `pass` and `warn`, 503 for `fail`. Names nobody without authorisation. */
export async function healthResponse(request: Request): Promise<Response> {
  const configured = getContainer();
  const health = configured.ok
    ? await judge(configured.container, await mayNameCreators(configured.container, request))
    : notConfigured(describeProblems(configured.problems));
  return new Response(JSON.stringify(health), {
    status: health.status === "fail" ? 503 : 200,
    headers: { "content-type": "application/health+json", "cache-control": "private, no-store" },
  });
}

function notConfigured(problems: string): Health {
  return { status: "fail", output: `not_configured: ${problems}`, checks: {} };
}

async function mayNameCreators(container: Container, request: Request): Promise<boolean> {
  if (hasCronSecret(container, request)) return true;
  const visitor = await readVisitor(container, request.headers.get("cookie"));
  return visitor.kind === "signed_in" && authorize(visitor.session, "health.details").ok;
}

async function judge(container: Container, isDetailed: boolean): Promise<Health> {
  const time = new Date(container.now()).toISOString();
  const [table, kv, refresh, sync] = await Promise.all([
    container.snapshot.read(),
    checkStore(container, time),
    checkJob(container, "refresh", time),
    checkJob(container, "sync", time),
  ]);
  const snapshot = table.ok ? table.value : undefined;
  const checks = {
    airtable: [checkAirtable(snapshot, time)],
    kv: [kv],
    journal: [await checkJournal(container, snapshot, time)],
    "cron:refresh": [refresh],
    "cron:sync": [sync],
  };
  const creators = snapshot === undefined ? undefined : countStandings(snapshot);
  const needsSomebody = Object.keys(creators ?? {}).some((standing) => !WELL.includes(standing));
  const isUnconfigured = container.env.CRON_SECRET === undefined;
  const worst = worstOf(Object.values(checks).flat());
  return {
    status: isUnconfigured ? "fail" : worst === "pass" && needsSomebody ? "warn" : worst,
    ...(isUnconfigured
      ? { output: "not_configured: CRON_SECRET is not set; no cron can run. Set a random text." }
      : {}),
    checks,
    ...(creators === undefined ? {} : { creators }),
    ...(isDetailed && snapshot !== undefined ? { tokens: listStandings(container, snapshot) } : {}),
  };
}

function worstOf(checks: readonly Check[]): Status {
  if (checks.some(({ status }) => status === "fail")) return "fail";
  return checks.some(({ status }) => status === "warn") ? "warn" : "pass";
}

function checkAirtable(snapshot: Snapshot | undefined, time: string): Check {
  if (snapshot === undefined) {
    const output = "Airtable has not answered since this instance started; nothing is known.";
    return { status: "fail", time, output };
  }
  const readAt = new Date(snapshot.readAt).toISOString();
  return snapshot.isStale
    ? { status: "warn", time: readAt, output: "Airtable does not answer; these are older facts." }
    : { status: "pass", time: readAt };
}

async function checkStore({ heartbeats }: Container, time: string): Promise<Check> {
  if (!heartbeats.isShared) {
    const output = "memory: no store is shared, so each instance knows only itself.";
    return { status: "warn", time, output };
  }
  return (await heartbeats.isReachable())
    ? { status: "pass", time, output: "shared" }
    : { status: "fail", time, output: "The shared store does not answer." };
}

/** What this instance knows, and what the last refresh run left. */
async function checkJournal(
  container: Container,
  snapshot: Snapshot | undefined,
  time: string,
): Promise<Check> {
  const { tokens, heartbeats } = container;
  const standings = (snapshot?.creators ?? []).flatMap(({ slug }) =>
    slug === undefined ? [] : (tokens.statusOf(slug) ?? []),
  );
  const unsaved = standings.filter(({ isSaved }) => !isSaved).length;
  if (unsaved > 0) {
    const output = `${unsaved} renewed sessions are held in memory only and wait to be saved.`;
    return { status: "warn", time, output };
  }
  const left = (await heartbeats.read("refresh"))?.backlog ?? 0;
  const backlog = Math.max(tokens.backlog(), left);
  if (backlog === 0) {
    const output = "Nothing waits to be saved, as far as this instance knows.";
    return { status: "pass", time, output };
  }
  const output = `${backlog} renewed sessions wait for Airtable; the journal holds them.`;
  // A batch waits for company; what a whole run could not write is another matter.
  return { status: left > 0 ? "warn" : "pass", time, output };
}

async function checkJob({ heartbeats, now }: Container, job: Job, time: string): Promise<Check> {
  const beat = await heartbeats.read(job);
  if (!heartbeats.isShared) {
    const seen = beat?.lastOkAt === undefined ? "" : `; last seen ${toIso(beat.lastOkAt)}`;
    return { status: "warn", time, output: `unknown on this instance${seen}` };
  }
  if (!(await heartbeats.isReachable())) return { status: "warn", time, output: "unknown" };
  return judgeBeat(beat, CRON_LIMITS[job], now(), await heartbeats.firstStartAt(), time);
}

function judgeBeat(
  beat: Heartbeat | undefined,
  { warnMs, failMs }: (typeof CRON_LIMITS)[Job],
  nowMs: number,
  firstStartAt: number | undefined,
  time: string,
): Check {
  const lastOkAt = beat?.lastOkAt;
  if (lastOkAt === undefined) {
    const isNew = firstStartAt === undefined || nowMs - firstStartAt <= FIRST_RUN_MS;
    const output = beat?.isLastFailed === true ? "last run failed" : "no run yet";
    return { status: isNew ? "warn" : "fail", time, output };
  }
  const ageMs = nowMs - lastOkAt;
  const at = toIso(lastOkAt);
  if (ageMs > failMs) return { status: "fail", time: at, output: "overdue" };
  if (beat?.isLastFailed === true) return { status: "warn", time: at, output: "last run failed" };
  return ageMs > warnMs
    ? { status: "warn", time: at, output: "late" }
    : { status: "pass", time: at };
}

function toIso(ms: number): string {
  return new Date(ms).toISOString();
}

function countStandings(snapshot: Snapshot): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const creator of snapshot.creators) {
    const standing = statusOf(creator);
    counts[standing] = (counts[standing] ?? 0) + 1;
  }
  return counts;
}

function listStandings(container: Container, snapshot: Snapshot): readonly TokenStanding[] {
  return snapshot.creators.map((creator) => {
    const slug = parseSlug(creator.slug ?? "");
    const expiresAt = slug === undefined ? undefined : container.tokens.statusOf(slug)?.expiresAt;
    return {
      creator: creator.slug ?? creator.recordId,
      name: creator.name,
      status: statusOf(creator),
      expiresAt: expiresAt === undefined ? null : toIso(expiresAt),
    };
  });
}
