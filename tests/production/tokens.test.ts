import { afterEach, beforeEach, expect, test } from "vitest";
import { appEnv } from "../helpers/app-env";
import { type AppServer, startApp } from "../helpers/app-server";
import { sessionCookie } from "../helpers/sign-in";
import { createSandbox } from "../sandbox";
import type { Sandbox } from "../sandbox/sandbox";

let sandbox: Sandbox;
let app: AppServer;
let cookie: string;

beforeEach(async () => {
  sandbox = await createSandbox();
  app = await startApp(appEnv(sandbox));
  cookie = await sessionCookie();
});

afterEach(async () => {
  await app.close();
  await sandbox.close();
});

function get(path: string): Promise<Response> {
  return fetch(`${app.url}${path}`, { headers: { cookie }, redirect: "manual" });
}

test("50 parallel requests over a page and a route of a cold server spend one grant", async () => {
  await sandbox.expireTokens("ava-lane");
  const answers = await Promise.all(
    Array.from({ length: 50 }, (_, index) =>
      get(index % 2 === 0 ? "/creator/ava-lane" : "/api/ltk/ava-lane/hero-chart"),
    ),
  );
  expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 50 }, () => 200));
  expect(sandbox.grants("ava-lane")).toBe(1);
  expect(sandbox.reuseEvents()).toBe(0);
});

test("a page survives LTK failing once: 503, then the real answer", async () => {
  sandbox.faults.set("gateway", { kind: "status", status: 503 }, { times: 1 });
  const page = await get("/creator/ava-lane");
  expect(page.status).toBe(200);
  const html = await page.text();
  const { clicks } = sandbox.figures("ava-lane", ...lastDays(28));
  expect(html).toContain(clicks.toLocaleString("en-US"));
});

/** The first and last of the `count` complete days before today, UTC. */
function lastDays(count: number): [string, string] {
  const day = (ago: number) => new Date(Date.now() - ago * 86_400_000).toISOString().slice(0, 10);
  return [day(count), day(1)];
}

test("nothing the server wrote holds a token", async () => {
  await sandbox.expireTokens("ava-lane");
  await get("/creator/ava-lane");
  sandbox.revoke("bea-ortiz");
  await sandbox.expireTokens("bea-ortiz");
  await get("/creator/bea-ortiz");
  expect(app.output()).not.toMatch(/eyJ[\w-]+\.|v1\.[\w-]{8,}/);
});
