import { expect, test } from "vitest";
import { startBuiltApp } from "../helpers/built-app";
import { FROM_OWN_PAGE } from "../helpers/own-page";
import { Health } from "../helpers/schemas";
import { signInLink } from "../helpers/sign-in";

const { sandbox, app, cookie } = await startBuiltApp();

function get(path: string, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`${app.url}${path}`, { headers, redirect: "manual" });
}

test("a thousand polls of health cost one read of the table a minute, and ask nobody else", async () => {
  sandbox.resetCalls();
  const startedAt = Date.now();
  for (let poll = 0; poll < 1_000; poll += 1) await get("/api/health");
  const minutes = Math.ceil((Date.now() - startedAt) / 60_000);
  expect(sandbox.calls().airtable.list).toBeLessThanOrEqual(minutes);
  expect(sandbox.calls().auth.token).toBe(0);
  expect(Object.values(sandbox.calls().gateway)).toEqual(
    Object.values(sandbox.calls().gateway).map(() => 0),
  );
});

test.each(["/", "/creator/ava-lane", "/creator/nobody", "/no/such/page"])(
  "a signed-out visitor of %s is sent to the sign-in page with 307",
  async (path) => {
    const response = await get(path);
    expect(response.status).toBe(307);
    expect(new URL(response.headers.get("location") ?? "", app.url).pathname).toBe("/sign-in");
  },
);

test.each(["/", "/creator/ava-lane"])("a forged cookie does not open %s: 307", async (path) => {
  const response = await get(path, { cookie: "session=forged" });
  expect(response.status).toBe(307);
});

test("an unknown creator is 404 as a page and as a route", async () => {
  for (const slug of ["nobody", "Ava%20Lane", "..%2Fetc"]) {
    expect((await get(`/creator/${slug}`, { cookie })).status).toBe(404);
    const route = await get(`/api/ltk/${slug}/overview`, { cookie });
    expect(route.status).toBe(404);
    expect(await route.json()).toEqual({
      error: { code: "not_found", message: "There is no such creator." },
    });
  }
});

test.each(["overview", "hero-chart"])("%s answers nobody without a session", async (name) => {
  const response = await get(`/api/ltk/ava-lane/${name}`);
  expect(response.status).toBe(401);
  expect(response.headers.get("cache-control")).toBe("private, no-store");
  expect(await response.json()).toEqual({
    error: { code: "signed_out", message: "Sign in first." },
  });
});

test.each([
  [
    "range=yesterday",
    "range is not valid: allowed are 28d, 7d, 90d, mtd, last-month, ytd, 12m or YYYY-MM-DD..YYYY-MM-DD.",
  ],
  ["compare=always", "compare is not valid: allowed are none, prev, yoy."],
  ["interval=hour", "interval is not valid: allowed are day, week, month."],
  ["timezone=Asia/Tokyo", "timezone is not valid: this creator's days are kept in UTC."],
  ["rang=7d", "rang is not known here: allowed are range, compare, interval, timezone."],
  ["range=7d&range=28d", "range is given twice: once is allowed."],
])("%s is 400 and says what is allowed", async (search, message) => {
  const response = await get(`/api/ltk/ava-lane/hero-chart?${search}`, { cookie });
  expect(response.status).toBe(400);
  expect(await response.json()).toEqual({ error: { code: "invalid_query", message } });
});

test("a sign-in link works once, through the form's route alone", async () => {
  const token = (await signInLink(app.url)).split("#token=")[1] ?? "";
  const post = (fields: Record<string, string>, headers: Record<string, string> = {}) =>
    fetch(`${app.url}/api/session`, {
      method: "POST",
      body: new URLSearchParams(fields),
      headers: { ...FROM_OWN_PAGE, ...headers },
      redirect: "manual",
    });
  const foreign = await post({ token }, { "sec-fetch-site": "cross-site" });
  expect(foreign.status).toBe(403);
  expect((await post({})).status).toBe(400);
  expect((await post({ token: "x".repeat(20_000) })).status).toBe(413);
  expect((await post({ token: "rubbish" })).headers.get("location")).toBe(
    "/sign-in?problem=invalid",
  );
  const first = await post({ token });
  expect(first.status).toBe(303);
  expect(first.headers.get("location")).toBe("/");
  const session = first.headers.get("set-cookie")?.split(";")[0] ?? "";
  expect((await get("/", { cookie: session })).status).toBe(200);
  expect((await post({ token })).headers.get("location")).toBe("/sign-in?problem=used");
});

test("health answers without a session and names nobody", async () => {
  const response = await get("/api/health");
  expect(response.status).toBe(200);
  expect(response.headers.get("content-type")).toContain("application/health+json");
  const text = await response.text();
  expect(Health.parse(JSON.parse(text)).status).toBe("warn");
  for (const { slug, name } of sandbox.creators) {
    expect(text).not.toContain(slug);
    expect(text).not.toContain(name);
  }
  expect((await fetch(`${app.url}/api/health`, { method: "HEAD" })).status).toBe(200);
});
