import { afterAll, beforeAll, expect, test } from "vitest";
import { appEnv } from "../helpers/app-env";
import { type AppServer, startApp } from "../helpers/app-server";
import { createMovingClock, type MovingClock } from "../helpers/moving-clock";
import { FROM_OWN_PAGE } from "../helpers/own-page";
import { sessionCookie } from "../helpers/sign-in";
import { createSandbox } from "../sandbox";
import { CLIENT_ID } from "../sandbox/auth0";
import type { Sandbox } from "../sandbox/sandbox";

const HOUR_MS = 3_600_000;
/** Five sessions may be pasted in ten minutes. */
const PACE_MS = 130_000;

let clock: MovingClock;
let sandbox: Sandbox;
let app: AppServer;

beforeAll(async () => {
  clock = createMovingClock();
  sandbox = await createSandbox({ now: clock.now, airtableRateLimit: false });
  app = await startApp({ ...appEnv(sandbox), ...clock.env });
});

afterAll(async () => {
  await app.close();
  await sandbox.close();
  clock.close();
});

interface Options {
  readonly slug?: string;
  readonly headers?: Record<string, string>;
}

async function paste(text: string, { slug = "dina-moss", headers = {} }: Options = {}) {
  await clock.advance(PACE_MS);
  return pasteAtOnce(text, { slug, headers });
}

async function pasteAtOnce(text: string, { slug = "dina-moss", headers = {} }: Options = {}) {
  const response = await fetch(`${app.url}/api/ltk/${slug}/connect`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      cookie: await sessionCookie(clock.now),
      ...FROM_OWN_PAGE,
      ...headers,
    },
    body: text,
  });
  const body = await response.json();
  const message = String(body.error?.message ?? "");
  return {
    status: response.status,
    retryAfter: response.headers.get("retry-after"),
    body,
    message,
  };
}

function grants(): number {
  return sandbox.creators.reduce((sum, { slug }) => sum + sandbox.grants(slug), 0);
}

/** Runs something that must change nothing: no grant, no reuse, no session and no status of any row. */
async function untouched<T>(run: () => Promise<T>): Promise<T> {
  const rows = () =>
    sandbox.creators.map(({ slug }) => {
      // The failure count is what a write is tried out on before a token is spent.
      const { Consecutive_Failures: _, ...cells } = sandbox.row(slug);
      return JSON.stringify(cells);
    });
  const before = { rows: rows(), grants: grants(), reuses: sandbox.reuseEvents() };
  const result = await run();
  const isSame = JSON.stringify(rows()) === JSON.stringify(before.rows);
  expect({ isSame, grants: grants(), reuses: sandbox.reuseEvents() }).toEqual({
    isSame: true,
    grants: before.grants,
    reuses: before.reuses,
  });
  return result;
}

test("each thing that is no session has a sentence of its own, and nothing is sent or saved", async () => {
  const session = await sandbox.logIn("dina-moss");
  const beas = await sandbox.logIn("bea-ortiz");
  const foreign = `${session.access_token.slice(0, -8)}AAAAAAAA`;
  const expired = await sandbox.logIn("dina-moss");
  const cases: readonly (readonly [string, string, RegExp])[] = [
    ["rubbish", "hello there", /does not look like LTK's session/],
    ["an empty text", "", /does not look like LTK's session/],
    ["half a session", JSON.stringify({ id_token: session.id_token }), /refresh part is missing/],
    [
      "a cut token",
      JSON.stringify({ ...session, access_token: session.access_token.slice(0, 60) }),
      /cut off/,
    ],
    ["a forged token", JSON.stringify({ ...session, access_token: foreign }), /another site/],
    [
      "another client's",
      JSON.stringify({ ...session, client_id: "somebody-else" }),
      /another site/,
    ],
    [
      "another creator's, by its tokens",
      JSON.stringify(beas),
      /different LTK account \(••02\) than Dina Moss's \(••04\)/,
    ],
    [
      "one that is known",
      JSON.stringify({ refresh_token: sandbox.row("dina-moss")["Refresh_Token"] }),
      /handed in before/,
    ],
    [
      "another row's",
      JSON.stringify({ refresh_token: sandbox.row("cleo-park")["Refresh_Token"] }),
      /handed in before/,
    ],
  ];
  const sentences = new Set<string>();
  for (const [, text, expected] of cases) {
    const { status, message } = await untouched(() => paste(text));
    expect(message).toMatch(expected);
    expect(message).toMatch(/Nothing was saved/);
    expect(status).toBe(400);
    sentences.add(message);
  }
  expect(sentences.size).toBe(6);
  await clock.advance(11 * HOUR_MS);
  const late = await untouched(() => paste(JSON.stringify(expired)));
  expect(late.message).toMatch(/expired 1 h ago/);
});

test("megabytes are refused unread, other pages and other people are refused", async () => {
  const huge = await untouched(() => paste("x".repeat(3_000_000)));
  expect(huge.status).toBe(413);
  const session = JSON.stringify(await sandbox.logIn("dina-moss"));
  const crossSite = { headers: { "sec-fetch-site": "cross-site" } };
  expect((await untouched(() => paste(session, crossSite))).status).toBe(403);
  expect((await untouched(() => paste(session, { headers: { cookie: "" } }))).status).toBe(401);
  expect((await untouched(() => paste(session, { slug: "nobody" }))).status).toBe(404);
});

test("a session that LTK refuses, and LTK's sign-in being down, leave everything as it was", async () => {
  const dead = await sandbox.logIn("dina-moss");
  sandbox.revoke("dina-moss");
  const refused = await untouched(() => paste(JSON.stringify(dead)));
  expect([refused.status, refused.body.error.code]).toEqual([409, "needs_reauth"]);
  expect(refused.message).toMatch(/LTK refused the session/);
  sandbox.faults.set("auth", { kind: "status", status: 503 }, { route: "token" });
  const down = await untouched(async () => paste(JSON.stringify(await sandbox.logIn("dina-moss"))));
  expect([down.status, down.message]).toEqual([502, expect.stringMatching(/does not answer/)]);
  sandbox.faults.clear();
  await clock.advance(120_000);
});

test("the refresh part alone of another creator's session is rotated, kept, and offered to her row", async () => {
  const beas = await sandbox.logIn("bea-ortiz");
  const before = sandbox.row("dina-moss")["Refresh_Token"];
  const text = JSON.stringify({ refresh_token: beas.refresh_token, client_id: CLIENT_ID });
  const { status, message } = await paste(text);
  expect(status).toBe(400);
  expect(message).toMatch(/different LTK account \(••02\).*kept, encrypted, for 24 hours/);
  expect(sandbox.row("dina-moss")["Refresh_Token"]).toBe(before);
  expect((await paste(text)).message).toMatch(/handed in before/);

  const settings = await fetch(`${app.url}/settings`, {
    headers: { cookie: await sessionCookie(clock.now) },
  });
  expect((await settings.text()).includes("account was pasted for another creator")).toBe(true);
  const offered = await paste('{"offered": true}', { slug: "bea-ortiz" });
  expect(offered.body).toMatchObject({ data: { creator: "bea-ortiz", analytics: "ok" } });
  expect((await paste('{"offered": true}', { slug: "bea-ortiz" })).message).toMatch(/any more/);
  expect(sandbox.reuseEvents()).toBe(0);
});

test("a good session, as LTK's web app keeps it: rotated at once, saved, active, and the page is fresh", async () => {
  const session = await sandbox.logIn("dina-moss");
  const { id_token, ...body } = session;
  const storage = {
    [`@@auth0spajs@@::${CLIENT_ID}::https://gateway.example/v1::openid`]: JSON.stringify({
      body,
      expiresAt: 1,
    }),
    [`@@auth0spajs@@::${CLIENT_ID}::@@user@@`]: JSON.stringify({ id_token }),
  };
  const { status, body: answer } = await paste(JSON.stringify(storage));
  expect([status, answer.data]).toMatchObject([200, { analytics: "ok", saved: true }]);
  const row = sandbox.row("dina-moss");
  expect(row["Refresh_Token"]).not.toBe(session.refresh_token);
  expect(row["Status"]).toBe("active");
  expect(row["Client_ID"]).toBe(CLIENT_ID);
  expect(Date.parse(String(row["Refresh_Token_Captured_At"]))).toBeGreaterThan(
    clock.now() - HOUR_MS,
  );
  const overview = await fetch(`${app.url}/api/ltk/dina-moss/overview`, {
    headers: { cookie: await sessionCookie(clock.now) },
  });
  expect(await overview.json()).toMatchObject({
    data: { creator: { status: "active" } },
    meta: { freshness: "fresh", reason: null },
  });
});

test("the sixth session in ten minutes is refused unread, and says when the next may come", async () => {
  await clock.advance(HOUR_MS);
  for (let use = 0; use < 5; use += 1) expect((await pasteAtOnce("hello there")).status).toBe(400);
  const session = JSON.stringify(await sandbox.logIn("dina-moss"));
  const refused = await untouched(() => pasteAtOnce(session));
  expect([refused.status, refused.body.error.code]).toEqual([429, "slow_down"]);
  expect(refused.message).toMatch(/nothing was saved; try again in 10 minutes\.$/);
  expect(Number(refused.retryAfter)).toBeGreaterThan(590);
  await clock.advance(10 * 60_000);
  expect((await pasteAtOnce(session)).status).toBe(200);
});

test("no page and no answer holds a token", async () => {
  const cookie = await sessionCookie(clock.now);
  const paths = [
    "/",
    "/settings",
    "/sign-in",
    "/creator/dina-moss",
    "/api/health",
    ...["overview", "hero-chart", "earnings", "engagement"].map(
      (name) => `/api/ltk/dina-moss/${name}`,
    ),
  ];
  const marked = sandbox.creators.flatMap(({ slug }) => {
    const row = sandbox.row(slug);
    return [row["Access_Token"], row["ID_Token"], row["Refresh_Token"]].map(String);
  });
  for (const path of paths) {
    const text = await (await fetch(`${app.url}${path}`, { headers: { cookie } })).text();
    expect(text.length).toBeGreaterThan(50);
    expect(marked.filter((token) => text.includes(token))).toEqual([]);
  }
});
