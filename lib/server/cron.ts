import "server-only";
import { createHash, timingSafeEqual } from "node:crypto";
import { apiError, errorResponse } from "./api-error";
import type { Container } from "./container";
import type { Job } from "./heartbeats";
import { respond } from "./route";

/** What became of one creator in a run. `left`: time ran out before her turn. */
export interface CronResult {
  readonly status: "refreshed" | "fresh" | "synced" | "partial" | "skipped" | "failed" | "left";
  /** Why it is not better; a failure's code. */
  readonly code: string | null;
}

/** What a run did, by slug; a row without a usable slug appears under its record id. */
export type CronResults = Readonly<Record<string, CronResult>>;

/** A cron's work. `deadlineMs` (epoch): nothing new is started after it. Fails only when nothing could be tried at all. */
export type CronJob = (
  container: Container,
  deadlineMs: number,
) => Promise<
  | { readonly ok: true; readonly results: CronResults }
  | { readonly ok: false; readonly code: string }
>;

/** Vercel ends a function after this long; the routes export the same number. */
const CRON_MAX_DURATION_S = 300;
const NO_START_LAST_MS = 40_000;

/** Compares in constant time, whatever the lengths. */
function isSame(one: string, other: string): boolean {
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(one), digest(other));
}

/** True when a request bears the crons' secret. Without one configured nobody does. */
export function hasCronSecret(container: Container, request: Request): boolean {
  const { CRON_SECRET } = container.env;
  const given = request.headers.get("authorization") ?? "";
  return CRON_SECRET !== undefined && isSame(given, `Bearer ${CRON_SECRET}`);
}

/** Makes a cron's handler: secret, run, heartbeat, report. 200 when something worked or nothing was due, else 500. */
export function cronRoute(job: Job, run: CronJob): (request: Request) => Promise<Response> {
  return (request) =>
    respond(async (container) => {
      if (container.env.CRON_SECRET === undefined) {
        const message = "CRON_SECRET is not set; set a random text of 16 characters or more.";
        return errorResponse(apiError("not_configured", message));
      }
      if (!hasCronSecret(container, request)) {
        return errorResponse(apiError("signed_out", "The bearer secret is missing or wrong."));
      }
      const startedAt = container.now();
      const deadlineMs = startedAt + CRON_MAX_DURATION_S * 1_000 - NO_START_LAST_MS;
      const outcome = await run(container, deadlineMs);
      const report = toReport(outcome);
      await container.heartbeats
        .beat(job, { isFailed: !report.ok, backlog: container.tokens.backlog() })
        .catch(() => container.log("error", "heartbeat_failed", { job }));
      const tookMs = container.now() - startedAt;
      container.log(report.ok ? "info" : "error", "cron_ran", { job, tookMs, ...report.counts });
      const body = { ...report, startedAt: new Date(startedAt).toISOString(), tookMs };
      return Response.json(body, {
        status: report.ok ? 200 : 500,
        headers: { "cache-control": "private, no-store" },
      });
    });
}

function toReport(outcome: Awaited<ReturnType<CronJob>>) {
  if (!outcome.ok) return { ok: false, code: outcome.code, results: {}, counts: {} };
  const counts: Record<string, number> = {};
  for (const { status } of Object.values(outcome.results)) {
    counts[status] = (counts[status] ?? 0) + 1;
  }
  const of = (status: CronResult["status"]) => counts[status] ?? 0;
  const due = of("refreshed") + of("synced") + of("partial") + of("failed") + of("left");
  const worked = due - of("failed") - of("left");
  return { ok: due === 0 || worked > 0, results: outcome.results, counts };
}
