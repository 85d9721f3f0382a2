import { randomBytes } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { appEnv, CRON_SECRET } from "../helpers/app-env";
import { type AppServer, startApp } from "../helpers/app-server";
import { FROM_OWN_PAGE, ownForm } from "../helpers/own-page";
import { sessionCookie } from "../helpers/sign-in";
import { createSandbox } from "../sandbox";
import type { Fault, Upstream } from "../sandbox/faults";
import type { Sandbox } from "../sandbox/sandbox";

const KEY = randomBytes(32).toString("base64");
/** How a sealed cell begins: `{"rid"` in base64url. */
const SEALED = "eyJyaWQi";
const TOKEN_COLUMNS = ["Access_Token", "ID_Token", "Refresh_Token"];

let sandbox: Sandbox;
let app: AppServer;
let cookie: string;

beforeAll(async () => {
  sandbox = await createSandbox({ kv: "redis", airtableRateLimit: false });
  const env = { ...appEnv(sandbox), TOKEN_KEYS: `k1:${KEY}`, LTK_GRANTS_PER_SECOND: "10" };
  app = await startApp(env);
  cookie = await sessionCookie();
});

afterAll(async () => {
  await app.close();
  await sandbox.close();
});

function call(path: string, init: RequestInit = {}): Promise<Response> {
  return fetch(`${app.url}${path}`, { redirect: "manual", headers: { cookie }, ...init });
}

function post(headers: Readonly<Record<string, string>>, body = ownForm()): Promise<Response> {
  return call("/api/tokens/encrypt", { method: "POST", headers, body });
}

/** Every token that stands in the table, in plain text or sealed. */
function cells(): readonly string[] {
  return sandbox.creators.flatMap(({ slug }) =>
    TOKEN_COLUMNS.flatMap((column) => String(sandbox.row(slug)[column] ?? [])),
  );
}

/** A part of a token that is enough to know it by; JWTs of one kind begin alike. */
function marksOf(tokens: readonly string[]): readonly string[] {
  return tokens.map((token) => token.slice(-30));
}

test("nobody but an admin on our own page encrypts, and nothing is written for others", async () => {
  const statuses = [
    await post(FROM_OWN_PAGE),
    await post({ ...FROM_OWN_PAGE, cookie: "session=forged" }),
    await post({ cookie, "sec-fetch-site": "cross-site" }),
    await post({ cookie, origin: "https://elsewhere.example" }),
    await post({ cookie, ...FROM_OWN_PAGE }, new URLSearchParams({ csrf: "guessed" })),
    await call("/api/tokens/encrypt"),
  ].map(({ status }) => status);
  expect(statuses).toEqual([401, 401, 403, 403, 403, 405]);
  expect(sandbox.calls().airtable.update).toBe(0);
});

test("marked tokens in every page, answer, header, log line and bundle, also under faults: none", async () => {
  const marks = new Set(marksOf(cells()));
  const told: string[] = [];
  const listen = async (path: string, init?: RequestInit) => {
    const response = await call(path, init);
    told.push(`${path} ${JSON.stringify([...response.headers])} ${await response.text()}`);
  };
  const bearer = { headers: { authorization: `Bearer ${CRON_SECRET}` } };
  const everywhere = async () => {
    for (const path of ["/", "/settings", "/creator/ava-lane", "/creator/dina-moss"]) {
      await listen(path);
    }
    for (const view of ["overview", "hero-chart", "earnings", "engagement"]) {
      await listen(`/api/ltk/bea-ortiz/${view}`);
    }
    await listen("/api/health", bearer);
    await listen("/api/cron/refresh-tokens", bearer);
  };
  await everywhere();
  const faults: readonly [Upstream, Fault][] = [
    ["auth", { kind: "status", status: 403 }],
    ["auth", { kind: "commit-then-drop" }],
    ["airtable", { kind: "status", status: 422 }],
    ["kv", { kind: "refuse" }],
    ["gateway", { kind: "status", status: 401 }],
  ];
  for (const [upstream, fault] of faults) {
    for (const slug of ["ava-lane", "bea-ortiz"]) await sandbox.expireTokens(slug);
    for (const mark of marksOf(cells())) marks.add(mark);
    sandbox.faults.set(upstream, fault);
    await everywhere();
    sandbox.faults.clear();
  }
  for (const mark of marksOf(cells())) marks.add(mark);
  const texts = [...told, app.output(), ...clientBundles()];
  expect(texts.length).toBeGreaterThan(70);
  for (const text of texts) {
    for (const mark of [...marks, KEY, CRON_SECRET]) {
      expect(text.includes(mark), text.slice(0, 60)).toBe(false);
    }
  }
}, 240_000);

test("the page says how many rows are open; its button seals them, spends nothing, and the page says that", async () => {
  const before = await (await call("/settings")).text();
  expect(before).toMatch(/Set, but .*tokens in plain text or under an older key/);
  expect(before).toContain("Encrypt all now");
  const grants = () => sandbox.creators.map(({ slug }) => sandbox.grants(slug));
  const spent = grants();
  const press = async () => {
    const answer = await post({ cookie, ...FROM_OWN_PAGE });
    expect([answer.status, answer.headers.get("location")]).toEqual([
      303,
      "/settings#configuration",
    ]);
    return cells().filter((cell) => !cell.startsWith(SEALED)).length;
  };
  // The store was away a moment ago, and is left alone for five seconds.
  await expect.poll(press, { timeout: 15_000, interval: 1_000 }).toBe(0);
  expect(grants()).toEqual(spent);
  const after = await (await call("/settings")).text();
  expect(after).toContain("every token is encrypted under the first key");
  expect(after).not.toContain("Encrypt all now");
});

/** What browsers are sent: scripts and styles of the build. */
function clientBundles(): readonly string[] {
  const folder = fileURLToPath(new URL("../../.next/static", import.meta.url));
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile() && /\.(js|css)$/.test(path))
    .map((path) => readFileSync(path, "utf8"));
}
