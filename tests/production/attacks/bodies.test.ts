import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type AttackTarget, startAttackTarget } from "../../helpers/attack-target";
import { FROM_OWN_PAGE } from "../../helpers/own-page";
import { rawRequest, sendRaw } from "../../helpers/raw-request";
import { sessionCookie } from "../../helpers/sign-in";

const FORM = "application/x-www-form-urlencoded";
const JSON_TYPE = "application/json";
const SMUGGLED = "GET /api/roster HTTP/1.1\r\nhost: x\r\n\r\n";

let target: AttackTarget;
let cookie: string;

beforeAll(async () => {
  target = await startAttackTarget();
  cookie = await sessionCookie();
});

afterAll(() => target.close());

/** Every route that reads a body, and the kind it reads. */
const ROUTES: readonly (readonly [path: string, type: string])[] = [
  ["/api/session", FORM],
  ["/api/sign-in-links", FORM],
  ["/api/session/end", FORM],
  ["/api/tokens/encrypt", FORM],
  ["/api/ltk/dina-moss/connect", JSON_TYPE],
];

/** What is sent, and with which other headers. Each is too much, or not what it says. */
const BODIES: Readonly<
  Record<string, { readonly body: () => string; readonly headers?: Record<string, string> }>
> = {
  "a megabyte": { body: () => `x=${"a".repeat(1_000_000)}` },
  "a megabyte of JSON": { body: () => JSON.stringify(Array(100_000).fill("token")) },
  "brackets, as deep as they go": { body: () => "[".repeat(8_000) },
  "objects, as deep as they go": { body: () => '{"a":'.repeat(1_600) },
  "a thousand fields": {
    body: () => Array.from({ length: 1_000 }, (_, at) => `f${at}=1`).join("&"),
  },
  "a field a thousand times": { body: () => "token=x&".repeat(1_000) },
  "fields named like parts of every object": {
    body: () => "__proto__=1&constructor=1&toString=1&__proto__[isAdmin]=1",
  },
  "JSON with a prototype": {
    body: () => '{"__proto__":{"role":"admin"},"constructor":{"prototype":{"role":"admin"}}}',
  },
  "a megabyte, packed into a kilobyte": {
    body: () => gzipSync("a".repeat(1_000_000)).toString("latin1"),
    headers: { "content-encoding": "gzip" },
  },
  "a kind of packing nobody knows": {
    body: () => "token=x",
    headers: { "content-encoding": "br, gzip, deflate, x" },
  },
  "text that is no text": { body: () => "token=\u00ff\u00fe\u0000%zz%C0%AF" },
  nothing: { body: () => "" },
};

const cases = ROUTES.flatMap(([path, type]) =>
  Object.entries(BODIES).map(([name, { body, headers = {} }]) => ({
    ...{ path, type, name, body, headers },
  })),
);

test.each(cases)("$name, sent to $path, is refused", async ({ path, type, body, headers }) => {
  const init = {
    method: "POST",
    headers: { cookie, ...FROM_OWN_PAGE, "content-type": type, ...from(), ...headers },
    body: Buffer.from(body(), "latin1"),
  };
  const startedAt = Date.now();
  await target.repel(() => target.send(path, init));
  expect(Date.now() - startedAt).toBeLessThan(5_000);
});

let visitors = 0;

/** Another network each time, so that no limit answers instead. */
function from(): Record<string, string> {
  visitors += 1;
  return { "x-forwarded-for": `203.0.113.${visitors}` };
}

/** Requests whose headers do not say how long the body is, or say it twice. Node's own parser stands before ours. */
const LENGTHS: Readonly<Record<string, { headers: Record<string, string>; body: string }>> = {
  "a length and chunks at once": {
    headers: { "content-length": "5", "transfer-encoding": "chunked" },
    body: `0\r\n\r\n${SMUGGLED}`,
  },
  "two lengths": {
    headers: { "content-length": "0", "Content-Length": String(SMUGGLED.length) },
    body: SMUGGLED,
  },
  "a length below nothing": { headers: { "content-length": "-1" }, body: "x" },
  "a length in words": { headers: { "content-length": "many" }, body: "x" },
  "a length beyond all numbers": { headers: { "content-length": "9".repeat(40) }, body: "x" },
  "a body longer than it says": { headers: { "content-length": "3" }, body: `x=1${SMUGGLED}` },
  "chunks of a size that is none": {
    headers: { "transfer-encoding": "chunked" },
    body: `zz\r\nx\r\n0\r\n\r\n${SMUGGLED}`,
  },
  "an encoding nobody knows": { headers: { "transfer-encoding": "chunked, x" }, body: SMUGGLED },
};

test.each(Object.entries(LENGTHS))("%s: refused, and nothing rides along", async (_, attack) => {
  const { host } = new URL(target.url);
  const headers = { host, ...FROM_OWN_PAGE, "content-type": FORM, ...attack.headers };
  const request = rawRequest("POST /api/session", headers, attack.body);
  const [heard] = await target.repel(() => sendRaw(target.url, request));
  // One answer: what was hidden in the body was not taken for a second request.
  expect(heard && (heard.head + heard.body).match(/HTTP\/1\.1 \d/g)).toHaveLength(1);
});

test.each(["a".repeat(20_000), `${"a=b; ".repeat(4_000)}`])(
  "twenty kilobytes of one header are refused by the server itself: 431",
  async (value) => {
    const { host } = new URL(target.url);
    const request = rawRequest("GET /api/roster", { host, cookie: value });
    const [heard] = await target.repel(() => sendRaw(target.url, request));
    expect(heard?.status).toBe(431);
  },
);
