import { afterEach, beforeEach, expect, test } from "vitest";
import { z } from "zod";
import { appEnv, CRON_SECRET } from "../helpers/app-env";
import { type AppServer, startApp } from "../helpers/app-server";
import { sessionCookie } from "../helpers/sign-in";
import { createSandbox } from "../sandbox";
import type { Sandbox } from "../sandbox/sandbox";

const Report = z.strictObject({
  ok: z.boolean(),
  code: z.string().optional(),
  startedAt: z.iso.datetime(),
  tookMs: z.number(),
  results: z.record(
    z.string(),
    z.strictObject({
      status: z.enum(["refreshed", "fresh", "synced", "partial", "skipped", "failed", "left"]),
      code: z.string().nullable(),
    }),
  ),
  counts: z.record(z.string(), z.int()),
});

let sandbox: Sandbox;
let app: AppServer;

beforeEach(async () => {
  sandbox = await createSandbox({ airtableRateLimit: false });
  app = await startApp({ ...appEnv(sandbox), LTK_GRANTS_PER_SECOND: "10" });
});

afterEach(async () => {
  await app.close();
  await sandbox.close();
});

function call(path: string, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`${app.url}${path}`, { headers, redirect: "manual" });
}

async function run(name: string, status = 200) {
  const response = await call(`/api/cron/${name}`, { authorization: `Bearer ${CRON_SECRET}` });
  expect(response.status).toBe(status);
  return Report.parse(await response.json());
}

test.each([
  ["no header", undefined],
  ["an empty one", ""],
  ["an empty bearer", "Bearer "],
  ["what an unset variable becomes", "Bearer undefined"],
  ["another scheme", `Basic ${CRON_SECRET}`],
  ["a prefix", `Bearer ${CRON_SECRET.slice(0, -1)}`],
  ["something longer", `Bearer ${CRON_SECRET}x`],
])("the crons give nothing to %s", async (_, authorization) => {
  for (const name of ["refresh-tokens", "sync-analytics"]) {
    const headers = authorization === undefined ? {} : { authorization };
    const response = await call(`/api/cron/${name}`, {
      ...headers,
      cookie: await sessionCookie(),
    });
    expect(response.status).toBe(401);
    expect(await response.json()).toMatchObject({ error: { code: "signed_out" } });
  }
  expect(sandbox.calls().airtable.list).toBe(0);
});

test("without CRON_SECRET the crons stay closed, and health says so", async () => {
  await app.close();
  app = await startApp({ ...appEnv(sandbox), CRON_SECRET: "" });
  for (const authorization of ["Bearer ", "Bearer undefined", `Bearer ${CRON_SECRET}`]) {
    const response = await call("/api/cron/refresh-tokens", { authorization });
    expect(response.status).toBe(503);
    expect(await response.text()).toContain("CRON_SECRET is not set");
  }
  const health = await call("/api/health");
  expect(health.status).toBe(503);
  expect(await health.text()).toContain("not_configured: CRON_SECRET is not set");
});

test("refresh-tokens renews what is due, saves it before it answers, and reports each creator", async () => {
  await sandbox.expireTokens("ava-lane");
  await sandbox.expireTokens("bea-ortiz");
  sandbox.setRow("kit-larsen", { Status: "paused" });
  sandbox.setRow("lola-quinn", { Slug: null });
  const before = sandbox.row("ava-lane")["Refresh_Token"];
  const { ok, results, counts } = await run("refresh-tokens");
  expect(ok).toBe(true);
  expect(results["ava-lane"]).toEqual({ status: "refreshed", code: null });
  expect(results["cleo-park"]).toEqual({ status: "fresh", code: null });
  expect(results["dina-moss"]).toEqual({ status: "skipped", code: "needs_reauth" });
  expect(results["kit-larsen"]).toEqual({ status: "skipped", code: "paused" });
  expect(counts).toEqual({ refreshed: 2, fresh: 7, skipped: 3 });
  expect(sandbox.row("ava-lane")["Refresh_Token"]).not.toBe(before);
  const grants = sandbox.creators.map(({ slug }) =>
    slug === "lola-quinn" ? 0 : sandbox.grants(slug),
  );
  expect(grants.reduce((sum, count) => sum + count, 0)).toBe(2);
});

test("a run delivered twice at once grants each creator once", async () => {
  await sandbox.expireTokens("ava-lane");
  await sandbox.expireTokens("bea-ortiz");
  await Promise.all([run("refresh-tokens"), run("refresh-tokens"), run("refresh-tokens")]);
  expect([sandbox.grants("ava-lane"), sandbox.grants("bea-ortiz")]).toEqual([1, 1]);
  expect(sandbox.reuseEvents()).toBe(0);
});

test("one creator's dead session stops nobody, and is told", async () => {
  await sandbox.expireTokens("ava-lane");
  await sandbox.expireTokens("bea-ortiz");
  sandbox.revoke("ava-lane");
  const { results } = await run("refresh-tokens");
  expect(results["ava-lane"]).toEqual({ status: "failed", code: "needs_reauth" });
  expect(results["bea-ortiz"]).toEqual({ status: "refreshed", code: null });
  expect(sandbox.row("ava-lane")["Status"]).toBe("needs_reauth");
});

test("a run in which all that was due failed is reported as failed, there and on health", async () => {
  for (const { slug } of sandbox.creators) await sandbox.expireTokens(slug);
  sandbox.faults.set("auth", { kind: "status", status: 503 });
  const { ok, results } = await run("refresh-tokens", 500);
  expect(ok).toBe(false);
  expect(results["ava-lane"]).toEqual({ status: "failed", code: "auth_unavailable" });
  const health = await call("/api/health");
  expect(await health.json()).toMatchObject({ checks: { "cron:refresh": [{ status: "warn" }] } });
});

test("with Airtable down from the start both crons fail, and say why", async () => {
  sandbox.faults.set("airtable", { kind: "status", status: 503 });
  for (const name of ["refresh-tokens", "sync-analytics"]) {
    expect(await run(name, 500)).toMatchObject({ ok: false, code: "airtable_unavailable" });
  }
});

test("sync-analytics fills the cache: the pages then ask LTK for nothing", async () => {
  const { ok, results, counts } = await run("sync-analytics");
  expect(ok).toBe(true);
  expect(results["ava-lane"]).toEqual({ status: "synced", code: null });
  expect(results["dina-moss"]).toEqual({ status: "skipped", code: "needs_reauth" });
  expect(counts).toEqual({ synced: 11, skipped: 1 });
  sandbox.resetCalls();
  const cookie = await sessionCookie();
  for (const path of ["/", "/creator/ava-lane"]) {
    expect((await call(path, { cookie })).status).toBe(200);
  }
  const asked = Object.values(sandbox.calls().gateway).reduce((sum, count) => sum + count, 0);
  expect(asked).toBe(0);
});

test("sync-analytics with LTK down is reported as failed, and some failing as partial", async () => {
  sandbox.faults.set("gateway", { kind: "html-502" }, { route: "performanceSummary" });
  const partial = await run("sync-analytics");
  expect(partial.results["ava-lane"]).toEqual({ status: "partial", code: "ltk_unavailable" });
  sandbox.faults.set("gateway", { kind: "refuse" });
  const failed = await run("sync-analytics", 500);
  expect(failed.results["ava-lane"]).toEqual({ status: "failed", code: "ltk_unavailable" });
});
