import { connect } from "node:net";
import { expect, test } from "vitest";
import { startBuiltApp } from "../helpers/built-app";
import { FROM_OWN_PAGE } from "../helpers/own-page";

const { sandbox, app, cookie } = await startBuiltApp({ airtableRateLimit: false });

/** Sends a request line as it stands, which `fetch` would tidy up first; answers the status. */
function rawStatus(
  target: string,
  { method = "GET", lines = "", body = "" } = {},
): Promise<number> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(app.url);
    let heard = "";
    const socket = connect(Number(port), hostname, () => {
      const head = `${method} ${target} HTTP/1.1\r\nhost: ${hostname}:${port}\r\ncookie: ${cookie}\r\n`;
      socket.write(`${head}${lines}connection: close\r\n\r\n${body}`);
    });
    socket.on("data", (chunk) => {
      heard += String(chunk);
      const status = /^HTTP\/1\.1 (\d{3})/.exec(heard)?.[1];
      if (status === undefined) return;
      socket.destroy();
      resolve(Number(status));
    });
    socket.on("error", reject);
  });
}

const SLUGS = [
  "Ava-Lane",
  "AVA-LANE",
  "ava_lane",
  "ava--lane",
  "-ava-lane",
  "ava-lane-",
  "ava-lane%20",
  "ava%2Flane",
  "..%2Fava-lane",
  "..%2f..%2fetc%2fpasswd",
  "%2e%2e%2fava-lane",
  "ava-lane%00",
  "%00",
  "ava-lane%0d%0aset-cookie:x",
  "ava.lane",
  "ava-lane.json",
  "ava%5Clane",
  "%D0%B0va-lane",
  "ava%E2%80%8B-lane",
  "%F0%9F%92%80",
  "ava-lane;a=b",
  "ava-lane,bea-ortiz",
  "*",
  "a".repeat(65),
  "a".repeat(4_000),
];

test.each(SLUGS)("the creator %j is 404 without asking Airtable", async (slug) => {
  sandbox.resetCalls();
  expect(await rawStatus(`/api/ltk/${slug}/overview`)).toBe(404);
  expect(sandbox.calls().airtable.list).toBe(0);
});

test.each(["%", "%zz", "%C0%AF", "%E0%80"])(
  "the malformed escape %s gets Next's own bare error, and nobody is asked",
  async (slug) => {
    sandbox.resetCalls();
    for (const path of [`/api/ltk/${slug}/overview`, `/creator/${slug}`]) {
      const response = await fetch(`${app.url}${path}`, { headers: { cookie } });
      // Meant as 400 by Next, which cannot render that and falls back.
      expect(response.status).toBe(500);
      expect(await response.text()).toBe("Internal Server Error");
    }
    expect(sandbox.calls().airtable.list).toBe(0);
  },
);

test.each(["Ava-Lane", "..%2Fava-lane", "ava-lane%00", "%F0%9F%92%80", "a".repeat(4_000)])(
  "as a page, %j is 404",
  async (slug) => {
    expect(await rawStatus(`/creator/${slug}`)).toBe(404);
  },
);

test("an address of another host in the request line leads nowhere else", async () => {
  const location = async (path: string) =>
    (await fetch(`${app.url}${path}`, { redirect: "manual" })).headers.get("location") ?? "";
  for (const path of ["//evil.example", "//evil.example/%2e%2e", "/\\evil.example"]) {
    const target = new URL(await location(path), app.url);
    expect(["127.0.0.1", "localhost"]).toContain(target.hostname);
  }
});

test.each([
  ["/api/roster?range=7d&range=28d", "range is given twice: once is allowed."],
  ["/api/roster?since=1", "since is not known here: allowed are range, compare, timezone."],
  [
    "/api/ltk/ava-lane/items-sold?page=2",
    "page is not known here: allowed are range, compare, interval, timezone, limit, cursor.",
  ],
  [
    "/api/ltk/ava-lane/export?view=items-sold&viwe=x",
    "viwe is not known here: allowed are range, compare, interval, timezone, limit, cursor, view.",
  ],
  [
    "/api/ltk/ava-lane/top-performers?limit=51",
    "limit is not valid: allowed are whole numbers from 1 to 50.",
  ],
  [
    "/api/ltk/ava-lane/items-sold?limit=501",
    "limit is not valid: allowed are whole numbers from 1 to 500.",
  ],
  [
    `/api/ltk/ava-lane/items-sold?cursor=${"9".repeat(1_000)}`,
    "cursor is not valid: allowed is the nextCursor of the page before.",
  ],
  [
    `/api/ltk/ava-lane/hero-chart?range=${"9".repeat(4_000)}`,
    "The query is too long: it may have 2048 characters at most.",
  ],
])("%s is 400 and says which parameter", async (path, message) => {
  const response = await fetch(`${app.url}${path}`, { headers: { cookie } });
  expect(response.status).toBe(400);
  expect(await response.json()).toEqual({ error: { code: "invalid_query", message } });
});

function connectBody(body: string, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`${app.url}/api/ltk/dina-moss/connect`, {
    method: "POST",
    headers: { cookie, ...FROM_OWN_PAGE, "content-type": "application/json", ...headers },
    body,
  });
}

test("JSON nested as deep as a body may be long is 400 like any other text", async () => {
  for (const body of [
    "[".repeat(16_000),
    '{"a":'.repeat(3_000),
    `${"[".repeat(8_000)}${"]".repeat(8_000)}`,
  ]) {
    const response = await connectBody(body);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({
      error: { message: expect.stringMatching(/Nothing was saved/) },
    });
  }
});

test.each(["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"])(
  "what a form of another site can send (%s) is no JSON: 400",
  async (type) => {
    const response = await connectBody("{}", { "content-type": type });
    expect(response.status).toBe(400);
    expect(await response.json()).toEqual({
      error: { code: "invalid_query", message: "Send JSON, with content-type: application/json." },
    });
  },
);

test("a body that trickles in is answered after ten seconds, not waited for", async () => {
  const lines =
    "sec-fetch-site: same-origin\r\ncontent-type: application/x-www-form-urlencoded\r\ncontent-length: 1000\r\n";
  const startedAt = Date.now();
  expect(await rawStatus("/api/session", { method: "POST", lines, body: "token=" })).toBe(400);
  const tookMs = Date.now() - startedAt;
  expect(tookMs).toBeGreaterThan(9_000);
  expect(tookMs).toBeLessThan(20_000);
});

test("headers of sixteen kilobytes and more are refused by the server itself", async () => {
  const lines = `x-long: ${"a".repeat(20_000)}\r\n`;
  expect(await rawStatus("/api/health", { lines })).toBe(431);
});
