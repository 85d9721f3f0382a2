import { expect, test } from "vitest";
import { CRON_SECRET } from "../helpers/app-env";
import { startBuiltApp } from "../helpers/built-app";
import { FROM_OWN_PAGE, ownForm } from "../helpers/own-page";

const { app, cookie } = await startBuiltApp();

function ask(path: string, init: RequestInit & { headers?: Record<string, string> } = {}) {
  const headers = { cookie, ...init.headers };
  return fetch(`${app.url}${path}`, { redirect: "manual", ...init, headers });
}

async function script(): Promise<string> {
  const html = await (await ask("/sign-in")).text();
  const path = /\/_next\/static\/[^"]+\.js/.exec(html)?.[0];
  if (path === undefined) throw new Error("the page has no script");
  return path;
}

interface Kind {
  readonly status: number;
  readonly path: string | (() => Promise<string>);
  readonly init?: Parameters<typeof ask>[1];
}

/** One of each kind of answer. */
const KINDS: Readonly<Record<string, Kind>> = {
  "the overview": { status: 200, path: "/" },
  "a creator's page": { status: 200, path: "/creator/ava-lane" },
  settings: { status: 200, path: "/settings" },
  "the sign-in page": { status: 200, path: "/sign-in" },
  "a page that is not there": { status: 404, path: "/no/such/page" },
  "a creator who is not there": { status: 404, path: "/creator/nobody" },
  "a redirect to the sign-in page": { status: 307, path: "/", init: { headers: { cookie: "" } } },
  figures: { status: 200, path: "/api/ltk/ava-lane/overview" },
  "a file": { status: 200, path: "/api/ltk/ava-lane/export?view=hero-chart" },
  "a refusal": { status: 401, path: "/api/roster", init: { headers: { cookie: "" } } },
  "a bad query": { status: 400, path: "/api/roster?range=never" },
  health: { status: 200, path: "/api/health" },
  "a cron": {
    status: 200,
    path: "/api/cron/refresh-tokens",
    init: { headers: { authorization: `Bearer ${CRON_SECRET}` } },
  },
  "a wrong method": { status: 405, path: "/api/roster", init: { method: "DELETE" } },
  "a route that is not there": { status: 404, path: "/api/no/such/route" },
  "a sign-out": {
    status: 303,
    path: "/api/session/end",
    init: { method: "POST", headers: FROM_OWN_PAGE, body: ownForm() },
  },
  "a script": { status: 200, path: script },
  "the icon": { status: 200, path: "/icon.svg" },
  "the old icon": { status: 200, path: "/favicon.ico" },
};

const kinds = Object.entries(KINDS);
const isFile = (name: string) => ["a script", "the icon", "the old icon"].includes(name);
const isPage = (path: Kind["path"]) => typeof path === "string" && !path.startsWith("/api");

async function fetchKind({ path, init, status }: Kind, headers: Record<string, string> = {}) {
  const response = await ask(typeof path === "string" ? path : await path(), {
    ...init,
    headers: { ...init?.headers, ...headers },
  });
  expect(response.status).toBe(status);
  return response.headers;
}

test.each(kinds)("%s has every header that all answers have", async (_, kind) => {
  const headers = await fetchKind(kind);
  expect(Object.fromEntries(headers)).toMatchObject({
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": expect.stringMatching(/^(same-origin|no-referrer)$/),
    "permissions-policy": expect.stringMatching(
      /camera=\(\).*geolocation=\(\).*microphone=\(\).*payment=\(\).*usb=\(\)/,
    ),
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-embedder-policy": "require-corp",
    "cross-origin-resource-policy": "same-origin",
    "x-permitted-cross-domain-policies": "none",
  });
  for (const name of ["server", "x-powered-by", "strict-transport-security", "x-aspnet-version"]) {
    expect(headers.get(name)).toBeNull();
  }
});

test.each(kinds.filter(([name]) => !isFile(name)))(
  "%s is kept by nobody on the way",
  async (_, kind) => {
    expect((await fetchKind(kind)).get("cache-control")).toMatch(/^(?=.*private)(?=.*no-store)/);
  },
);

test.each(kinds.filter(([name, { status }]) => !isFile(name) && status !== 307))(
  "%s has a policy that lets nobody frame it and no inline script run",
  async (_, kind) => {
    const policy = (await fetchKind(kind)).get("content-security-policy") ?? "";
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toMatch(/script-src[^;]*'unsafe-inline'|unsafe-eval|upgrade-insecure/);
    if (isPage(kind.path)) expect(policy).toMatch(/script-src 'self' 'nonce-[\w+/=]{20,}'/);
    else expect(policy).toContain("default-src 'none'");
  },
);

test.each(kinds)("over https %s asks for https from then on", async (_, kind) => {
  const headers = await fetchKind(kind, { "x-forwarded-proto": "https" });
  expect(headers.get("strict-transport-security")).toBe("max-age=63072000; includeSubDomains");
});

test("over https a page's policy upgrades what is asked for over http", async () => {
  const headers = await fetchKind(KINDS["the sign-in page"] ?? { status: 0, path: "" }, {
    "x-forwarded-proto": "https",
  });
  expect(headers.get("content-security-policy")).toMatch(/; upgrade-insecure-requests$/);
});

test("every page has a nonce of its own", async () => {
  const nonces = await Promise.all(
    Array.from({ length: 5 }, async () =>
      (await ask("/sign-in")).headers.get("content-security-policy"),
    ),
  );
  expect(new Set(nonces).size).toBe(5);
});

test("scripts may be kept for good, and have no map", async () => {
  const response = await ask(await script());
  expect(response.headers.get("cache-control")).toContain("immutable");
  expect(await response.text()).not.toContain("sourceMappingURL");
});

test("signing out clears what the browser keeps, on its own page and with its own proof alone", async () => {
  const end = (headers: Record<string, string>, body = ownForm()) =>
    ask("/api/session/end", { method: "POST", headers, body });
  const out = await end(FROM_OWN_PAGE);
  expect(out.headers.get("location")).toBe("/sign-in");
  expect(out.headers.get("set-cookie")).toMatch(/^session=; .*Max-Age=0/);
  expect(out.headers.get("clear-site-data")).toBe('"cache", "storage"');
  for (const refused of [
    await end({ "sec-fetch-site": "cross-site" }),
    await end({ origin: "https://evil.example" }),
    await end(FROM_OWN_PAGE, new URLSearchParams({ csrf: "guessed" })),
    await end(FROM_OWN_PAGE, ownForm({}, "ava@studio.example")),
  ]) {
    expect(refused.status).toBe(403);
    expect(refused.headers.get("set-cookie")).toBeNull();
  }
});
