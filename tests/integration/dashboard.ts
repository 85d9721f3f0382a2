import { type Container, createContainer } from "@/lib/server/container";
import type { CronJob } from "@/lib/server/cron";
import { parseEnv } from "@/lib/server/env";
import { syncAnalytics } from "@/lib/server/jobs/sync-analytics";
import { appEnv } from "../helpers/app-env";
import { FROM_OWN_PAGE } from "../helpers/own-page";
import { sessionCookie } from "../helpers/sign-in";
import type { Sandbox } from "../sandbox/sandbox";

/** A clock that stands still until a test moves it. */
export interface TestClock {
  nowMs: number;
  readonly now: () => number;
}

/** Makes a clock. */
export function createTestClock(start: string): TestClock {
  const clock = { nowMs: Date.parse(start), now: () => clock.nowMs };
  return clock;
}

/** The longest that a test really waits for something that waits. */
const MAX_WAIT_MS = 1_000;

/** Long enough for any run. */
export const IN_TIME_MS = 260_000;

/**
 * One instance of the dashboard in this process, over a simulator: the production container on the test's clock.
 * `longestWaitMs`: for tests in which no call may fail because a busy machine was slow.
 */
export function startDashboard(sandbox: Sandbox, clock: TestClock, longestWaitMs = MAX_WAIT_MS) {
  const env = { ...appEnv(sandbox), TOKEN_REFRESH: "on", LTK_GRANTS_PER_SECOND: "10" };
  const parsed = parseEnv(env);
  if (!parsed.ok) throw new Error(parsed.problems.map(({ name }) => name).join());
  const deferred: Promise<void>[] = [];
  const logged: { readonly event: string; readonly [field: string]: unknown }[] = [];
  const container = createContainer(parsed.env, {
    now: clock.now,
    async sleep(ms) {
      await new Promise((resolve) => setTimeout(resolve, Math.min(ms, longestWaitMs)));
      // Else whoever waits for the clock would wait for ever.
      if (ms < MAX_WAIT_MS) clock.nowMs += ms;
    },
    random: () => 0.5,
    defer: (work) => void deferred.push(work()),
    log: (_, event, fields) => void logged.push({ ...fields, event }),
  });
  return {
    container,
    logged,
    /** Waits for what outlives the requests. */
    settle: async () => void (await Promise.all(deferred)),
    sync: (deadlineMs = clock.nowMs + IN_TIME_MS) => runJob(syncAnalytics, container, deadlineMs),
  };
}

async function runJob(job: CronJob, container: Container, deadlineMs: number) {
  const outcome = await job(container, deadlineMs);
  if (!outcome.ok) throw new Error(outcome.code);
  return outcome.results;
}

type Handler = (
  request: Request,
  context: { readonly params: Promise<{ readonly creator: string }> },
) => Promise<Response>;

/** Calls a route's real handler with the dashboard as its process's container, signed in. */
export async function callHandler(
  container: Container,
  {
    handler,
    slug,
    path,
  }: { readonly handler: Handler; readonly slug: string; readonly path: string },
  init: RequestInit = {},
): Promise<Response> {
  const registry: { [key: symbol]: unknown } = globalThis;
  registry[Symbol.for("hemline.container")] = { ok: true, container };
  const cookie = await sessionCookie(container.now);
  const request = new Request(`http://127.0.0.1/api/ltk/${slug}/${path}`, {
    ...init,
    headers: { ...FROM_OWN_PAGE, cookie, ...init.headers },
  });
  return handler(request, { params: Promise.resolve({ creator: slug }) });
}

/** Calls of LTK's gateway since the last reset, without pages of the ledger: how many those are depends on its rows. */
export function ltkCalls(sandbox: Sandbox): number {
  const { itemsSold: _, ...others } = sandbox.calls().gateway;
  return Object.values(others).reduce((sum, count) => sum + count, 0);
}
