import { afterAll, beforeAll, expect, test } from "vitest";
import { type AttackTarget, startAttackTarget } from "../../helpers/attack-target";
import { rawRequest, sendRaw } from "../../helpers/raw-request";
import { sessionCookie } from "../../helpers/sign-in";

/** A creator, who may see herself alone; she reaches for another. */
const AVA = { email: "ava@creators.example", role: "creator" } as const;

let target: AttackTarget;
let cookie: string;

beforeAll(async () => {
  target = await startAttackTarget();
  cookie = await sessionCookie(Date.now, AVA);
});

afterAll(() => target.close());

function send(method: string, path: string) {
  const { host } = new URL(target.url);
  const headers = { host, cookie, "content-length": "0" };
  return sendRaw(target.url, rawRequest(`${method} ${path}`, headers));
}

/** What stands where a creator's name belongs, by what the attacker hopes for. */
const SLUGS: Readonly<Record<string, string>> = {
  "another creator": "bea-ortiz",
  "another creator in capitals": "BEA-ORTIZ",
  "a way up and down": "ava-lane/../bea-ortiz",
  "a way up and down, escaped": "ava-lane%2f..%2fbea-ortiz",
  "a way up and down, escaped twice": "ava-lane%252f..%252fbea-ortiz",
  "dots escaped": "ava-lane/%2e%2e/bea-ortiz",
  "dots escaped twice": "ava-lane%2f%252e%252e%2fbea-ortiz",
  backslashes: "ava-lane\\..\\bea-ortiz",
  "backslashes, escaped": "ava-lane%5c..%5cbea-ortiz",
  "a file of the machine": "..%2f..%2f..%2f..%2fetc%2fpasswd",
  "an end of text before the rest": "bea-ortiz%00ava-lane",
  "an end of text after her own": "ava-lane%00bea-ortiz",
  "a matrix parameter": "bea-ortiz;a=b",
  "her own and a matrix parameter": "ava-lane;creator=bea-ortiz",
  "a dot at the end": "bea-ortiz.",
  "an ending": "bea-ortiz.json",
  "a blank at the end": "bea-ortiz%20",
  "a tab before": "%09bea-ortiz",
  "a line's end and a header": "bea-ortiz%0d%0aset-cookie:%20session=x",
  "a soft hyphen": "bea%C2%ADortiz",
  "a hyphen of another kind": "bea%E2%80%90ortiz",
  "a Cyrillic letter": "be%D0%B0-ortiz",
  "letters of full width": "%EF%BD%82ea-ortiz",
  "a character that is not seen": "bea-ortiz%E2%80%8B",
  "a name turned round": "%E2%80%AEbea-ortiz",
  "two creators": "ava-lane,bea-ortiz",
  everybody: "*",
  nobody: "%20",
  "a prototype": "__proto__",
  "a constructor": "constructor",
  "a method of all objects": "toString",
  "a row of Airtable": "recAAAAAAAAAAAAAA",
  "a publisher's number": "100002",
  "a formula": "'%20OR%201=1%20OR%20'",
  "a pattern of the store": "bea-*",
  "a key of the store": "ava-lane%7cbea-ortiz",
  "ten kilobytes": "a".repeat(10_240),
  "ten kilobytes of ways up": "..%2f".repeat(2_048),
};

const cases = Object.entries(SLUGS);

test.each(cases)("%s in an address of the API is nobody", async (_, slug) => {
  const heard = await target.repel(async () => [
    await send("GET", `/api/ltk/${slug}/overview`),
    await send("GET", `/api/ltk/${slug}/export?view=hero-chart`),
    await send("POST", `/api/ltk/${slug}/sync`),
    await send("POST", `/api/ltk/${slug}/connect`),
  ]);
  // 308: Next writes backslashes as slashes, and the way from there ends at the case before.
  for (const { status } of heard) expect([400, 404, 405, 308]).toContain(status);
});

test.each(cases)("%s in a page's address is nobody", async (_, slug) => {
  const [heard] = await target.repel(() => send("GET", `/creator/${slug}`), {
    // Her own page of "not found" may greet her.
    knows: [AVA.email, "Ava Lane"],
  });
  expect([400, 404, 308]).toContain(heard?.status);
});

test.each([
  "creator=bea-ortiz",
  "slug=bea-ortiz",
  "creator[]=bea-ortiz",
  "range=7d&__proto__[scope]=all",
  "timezone=../../bea-ortiz",
])("another creator in the query of her own address (%s) is not looked at", async (search) => {
  const path = `/api/ltk/ava-lane/overview?${search}`;
  const [heard] = await target.repel(() => send("GET", path));
  expect(heard?.status).toBe(400);
});

test("her own name, as it is, opens her own figures, so the refusals above are the names'", async () => {
  expect((await send("GET", "/api/ltk/ava-lane/overview")).status).toBe(200);
});
