import { afterEach, beforeEach, expect, test } from "vitest";
import { appEnv, CRON_SECRET } from "../helpers/app-env";
import { type AppServer, startApp } from "../helpers/app-server";
import { Health } from "../helpers/schemas";
import { sessionCookie } from "../helpers/sign-in";
import { createSandbox } from "../sandbox";
import type { Sandbox } from "../sandbox/sandbox";

let sandbox: Sandbox;
let instances: AppServer[];
let cookie: string;

beforeEach(async () => {
  sandbox = await createSandbox({ kv: "redis", airtableRateLimit: false });
  instances = await Promise.all([startApp(appEnv(sandbox)), startApp(appEnv(sandbox))]);
  cookie = await sessionCookie();
});

afterEach(async () => {
  await Promise.all(instances.map((instance) => instance.close()));
  await sandbox.close();
});

function call(index: number, path: string, headers: Record<string, string> = { cookie }) {
  return fetch(`${instances[index]?.url ?? ""}${path}`, { headers });
}

function run(index: number, name: string): Promise<Response> {
  return call(index, `/api/cron/${name}`, { authorization: `Bearer ${CRON_SECRET}` });
}

function ltkCalls(): number {
  return Object.values(sandbox.calls().gateway).reduce((sum, count) => sum + count, 0);
}

test("one instance's runs are seen by the other: health passes, and its pages ask LTK for nothing", async () => {
  const before = Health.parse(await (await call(1, "/api/health")).json());
  expect(before.checks["cron:sync"]).toMatchObject([{ status: "warn", output: "no run yet" }]);
  expect((await run(0, "refresh-tokens")).status).toBe(200);
  expect((await run(0, "sync-analytics")).status).toBe(200);
  sandbox.resetCalls();
  expect((await call(1, "/creator/ava-lane")).status).toBe(200);
  expect(ltkCalls()).toBe(0);
  // Health remembers the store's answers for ten seconds.
  await expect
    .poll(async () => Health.parse(await (await call(1, "/api/health")).json()).checks, {
      timeout: 15_000,
      interval: 1_000,
    })
    .toMatchObject({
      kv: [{ status: "pass" }],
      "cron:refresh": [{ status: "pass" }],
      "cron:sync": [{ status: "pass" }],
    });
});

test.each([
  { kind: "refuse" },
  { kind: "hang" },
  { kind: "invalid-json" },
  { kind: "status", status: 500 },
] as const)("a store that fails ($kind) never breaks a page, and health says so", async (fault) => {
  sandbox.faults.set("kv", fault);
  const page = await call(0, "/creator/ava-lane");
  expect(page.status).toBe(200);
  expect((await page.text()).includes("hero-svg")).toBe(true);
  const health = await call(0, "/api/health");
  expect(health.status).toBe(503);
  expect(Health.parse(await health.json()).checks["kv"]).toMatchObject([{ status: "fail" }]);
  expect(instances[0]?.output()).not.toMatch(/kv-sandbox-token|eyJ[\w-]+\.|v1\.[\w-]{8,}/);
});
