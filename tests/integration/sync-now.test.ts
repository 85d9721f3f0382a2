import { afterEach, beforeEach, expect, test } from "vitest";
import { z } from "zod";
import { SyncAnswer } from "@/lib/contracts/sync";
import { POST } from "../../app/api/ltk/[creator]/sync/route";
import { createSandbox } from "../sandbox";
import type { Sandbox } from "../sandbox/sandbox";
import {
  callHandler,
  createTestClock,
  ltkCalls,
  startDashboard,
  type TestClock,
} from "./dashboard";

/** Thirteen months in 5 calls, three windows of rates and engagement, the balances, and three top lists of two periods. */
const CALLS_OF_A_COLD_SYNC = 18;

let clock: TestClock;
let sandbox: Sandbox;

beforeEach(async () => {
  clock = createTestClock("2026-11-24T12:00:00Z");
  sandbox = await createSandbox({
    now: clock.now,
    airtableRateLimit: false,
    kv: "redis",
    isLedgerEmpty: true,
  });
});
afterEach(() => sandbox.close());

type Dashboard = ReturnType<typeof startDashboard>;

async function post({ container }: Dashboard, slug: string, headers: Record<string, string> = {}) {
  const call = { handler: POST, slug, path: "sync" };
  const response = await callHandler(container, call, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
  });
  const body: unknown = await response.json();
  return { status: response.status, body };
}

test("a creator is read now, and the answer is her report", async () => {
  const { status, body } = await post(startDashboard(sandbox, clock), "ava-lane");
  expect(status).toBe(200);
  expect(SyncAnswer.parse(body).data).toEqual({
    creator: "ava-lane",
    status: "synced",
    code: null,
  });
  expect(ltkCalls(sandbox)).toBe(CALLS_OF_A_COLD_SYNC);
});

test("once a minute, whoever asks and on whatever instance; other creators have a minute of their own", async () => {
  const [one, other] = [startDashboard(sandbox, clock), startDashboard(sandbox, clock)];
  const answers = await Promise.all([one, other, one, other].map((each) => post(each, "ava-lane")));
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 429, 429, 429]);
  expect(answers.find(({ status }) => status === 429)?.body).toMatchObject({
    error: { code: "slow_down" },
  });
  expect(ltkCalls(sandbox)).toBe(CALLS_OF_A_COLD_SYNC);
  const [avas = ""] = z.array(z.string()).parse(await sandbox.kv(["KEYS", "limit/v1|sync/*"]));
  await sandbox.kv(["PEXPIRE", avas, "1"]);
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect((await post(other, "ava-lane")).status).toBe(200);
  expect((await post(other, "bea-ortiz")).status).toBe(200);
});

test("while the store is away each process has a minute of its own", async () => {
  sandbox.faults.set("kv", { kind: "refuse" });
  const dashboard = startDashboard(sandbox, clock);
  expect((await post(dashboard, "ava-lane")).status).toBe(200);
  expect((await post(dashboard, "ava-lane")).status).toBe(429);
  clock.nowMs += 60_001;
  expect((await post(dashboard, "ava-lane")).status).toBe(200);
});

test("when nothing could be read, it is an error", async () => {
  sandbox.faults.set("gateway", { kind: "status", status: 503 });
  expect(await post(startDashboard(sandbox, clock), "ava-lane")).toMatchObject({
    status: 502,
    body: { error: { code: "upstream_unavailable" } },
  });
});

test("some failing is partial, and a creator who waits for a person is skipped", async () => {
  sandbox.faults.set("gateway", { kind: "drift" }, { route: "commissionsSummary" });
  const dashboard = startDashboard(sandbox, clock);
  expect((await post(dashboard, "ava-lane")).body).toEqual({
    data: { creator: "ava-lane", status: "partial", code: "ltk_bad_shape" },
  });
  expect((await post(dashboard, "dina-moss")).body).toEqual({
    data: { creator: "dina-moss", status: "skipped", code: "needs_reauth" },
  });
});

test.each([
  ["another site", { "sec-fetch-site": "cross-site" }, 403, "forbidden"],
  ["a form", { "content-type": "text/plain" }, 400, "invalid_query"],
  ["nobody who is signed in", { cookie: "" }, 401, "signed_out"],
])("%s gets nothing, and nothing is asked", async (_, headers, status, code) => {
  const answer = await post(startDashboard(sandbox, clock), "ava-lane", headers);
  expect(answer).toMatchObject({ status, body: { error: { code } } });
  expect(ltkCalls(sandbox)).toBe(0);
});

test("an unknown creator is not found", async () => {
  expect((await post(startDashboard(sandbox, clock), "nobody")).status).toBe(404);
});
