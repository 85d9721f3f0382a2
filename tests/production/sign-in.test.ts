import { afterAll, beforeAll, expect, test } from "vitest";
import { appEnv } from "../helpers/app-env";
import { type AppServer, findFreePort, startApp } from "../helpers/app-server";
import { mailEnv } from "../helpers/mail-env";
import { ownForm } from "../helpers/own-page";
import { ADMIN_EMAIL, sessionCookie, signInLink } from "../helpers/sign-in";
import { createSandbox } from "../sandbox";
import { type MailService, startMailService } from "../sandbox/mail";
import type { Sandbox } from "../sandbox/sandbox";

const HOUR_MS = 3_600_000;
const WAIT = { timeout: 10_000, interval: 100 };

let sandbox: Sandbox;
let mail: MailService;
let app: AppServer;

beforeAll(async () => {
  [sandbox, mail] = await Promise.all([createSandbox(), startMailService()]);
  const port = await findFreePort();
  const mailing = mailEnv(mail, `http://127.0.0.1:${port}`);
  app = await startApp({ ...appEnv(sandbox), ...mailing }, port);
});

afterAll(async () => {
  await app.close();
  await Promise.all([sandbox.close(), mail.close()]);
});

function get(path: string, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`${app.url}${path}`, { headers, redirect: "manual" });
}

function post(
  path: string,
  fields: Record<string, string> | URLSearchParams,
  headers: Record<string, string> = {},
): Promise<Response> {
  return fetch(`${app.url}${path}`, {
    method: "POST",
    body: new URLSearchParams(fields),
    headers: { origin: app.url, ...headers },
    redirect: "manual",
  });
}

async function newToken(): Promise<string> {
  return (await signInLink(app.url)).split("#token=")[1] ?? "";
}

function pairOf(response: Response): string {
  return response.headers.get("set-cookie")?.split(";")[0] ?? "";
}

test.each([
  [{}, /^session=[\w.-]+; Path=\/; HttpOnly; SameSite=Lax; Max-Age=43200$/],
  [
    { "x-forwarded-proto": "https" },
    /^__Host-session=[\w.-]+; Path=\/; HttpOnly; SameSite=Lax; Max-Age=43200; Secure$/,
  ],
])("a link's token becomes a session: 303 and a cookie (%j)", async (headers, cookie) => {
  const response = await post("/api/session", { token: await newToken() }, headers);
  expect(response.status).toBe(303);
  expect(response.headers.get("location")).toBe("/");
  expect(response.headers.get("cache-control")).toContain("no-store");
  expect(response.headers.get("set-cookie")).toMatch(cookie);
  expect((await get("/creator/ava-lane", { cookie: pairOf(response) })).status).toBe(200);
});

test("opening a link, by GET or HEAD, uses nothing up", async () => {
  const token = await newToken();
  for (const method of ["GET", "HEAD"]) {
    await fetch(`${app.url}/sign-in`, { method });
    expect((await fetch(`${app.url}/api/session?token=${token}`, { method })).status).toBe(405);
  }
  expect((await post("/api/session", { token })).headers.get("location")).toBe("/");
});

test.each([
  ["used", "This link was used already."],
  ["expired", "This link is too old."],
  ["invalid", "This is not a sign-in link of this dashboard"],
  ["not-allowed", "This address may not sign in."],
  ["removed", "Your access was removed."],
  ["unavailable", "Who may sign in stands in Airtable, which does not answer."],
  ["unchecked", "cannot be checked right now."],
  ["slow-down", "That was tried too often."],
  ["no-email", "That is not an e-mail address."],
  ["only-here", "You are signed out in this browser only"],
])("the page says %s in the HTML, to whoever is signed in as well", async (problem, words) => {
  for (const headers of [{}, { cookie: await sessionCookie() }]) {
    const response = await get(`/sign-in?problem=${problem}`, headers);
    expect(response.status).toBe(200);
    expect(await response.text()).toContain(words);
  }
});

test("a session in use past half of its life is renewed by a page, and by nothing else", async () => {
  const [fresh, old] = await Promise.all([
    sessionCookie(),
    sessionCookie(() => Date.now() - 7 * HOUR_MS),
  ]);
  expect((await get("/", { cookie: fresh })).headers.get("set-cookie")).toBeNull();
  expect((await get("/api/roster", { cookie: old })).headers.get("set-cookie")).toBeNull();
  const prefetch = { cookie: old, "next-router-prefetch": "1" };
  expect((await get("/", prefetch)).headers.get("set-cookie")).toBeNull();
  const page = await get("/", { cookie: old });
  expect(page.headers.get("set-cookie")).toMatch(/^session=[\w.-]+; .*Max-Age=432\d\d$/);
  expect((await get("/creator/ava-lane", { cookie: pairOf(page) })).status).toBe(200);
});

test("no cookie, however broken, is more than no session", async () => {
  const good = await sessionCookie();
  for (const cookie of ["session=", "session=a.b.c.d.e", `${good}; ${good}`, "__Host-session=x"]) {
    const response = await get("/", { cookie });
    expect(response.status).toBe(307);
    expect(response.headers.get("location")).toMatch(/\/sign-in$/);
    expect(response.headers.get("set-cookie")).toBeNull();
  }
});

test("a link asked for by mail arrives and signs in; a stranger's request looks the same and sends none", async () => {
  const [known, stranger] = [
    await post("/api/sign-in-links", { email: ADMIN_EMAIL }),
    await post("/api/sign-in-links", { email: "eve@else.example" }),
  ];
  for (const response of [known, stranger]) {
    expect(response.status).toBe(303);
    expect(response.headers.get("location")).toBe("/sign-in?notice=mailed");
  }
  await expect.poll(() => mail.sent.length, WAIT).toBe(1);
  const token = /#token=([\w.-]+)/.exec(mail.sent[0]?.text ?? "")?.[1] ?? "";
  expect((await post("/api/session", { token })).headers.get("location")).toBe("/");
  mail.answerWith(500);
  await post("/api/sign-in-links", { email: ADMIN_EMAIL });
  await expect.poll(() => app.output(), WAIT).toContain("sign_in_mail_failed");
  mail.answerWith(200);
  expect(mail.calls()).toBe(2);
  expect(app.output()).not.toContain(token);
  expect(app.output()).not.toMatch(/studio\.example|else\.example|re_sandbox/);
});

test("signing out everywhere ends the sessions of other browsers and what is renewed of them", async () => {
  const [one, other] = [
    pairOf(await post("/api/session", { token: await newToken() })),
    await sessionCookie(() => Date.now() - 7 * HOUR_MS),
  ];
  expect((await get("/", { cookie: other })).status).toBe(200);
  const response = await post("/api/session/end", ownForm({ everywhere: "1" }), { cookie: one });
  expect(response.headers.get("location")).toBe("/sign-in?notice=everywhere");
  expect(response.headers.get("set-cookie")).toMatch(/^session=; .*Max-Age=0$/);
  for (const cookie of [one, other]) {
    expect((await get("/", { cookie })).status).toBe(307);
    expect((await get("/api/roster", { cookie })).status).toBe(401);
  }
  const renewed = await get("/", { cookie: other });
  expect(renewed.status).toBe(307);
  expect((await get("/", { cookie: pairOf(renewed) || other })).status).toBe(307);
  const later = pairOf(await post("/api/session", { token: await newToken() }));
  expect((await get("/", { cookie: later })).status).toBe(200);
});
