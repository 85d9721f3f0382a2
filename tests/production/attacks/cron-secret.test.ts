import { afterAll, beforeAll, expect, test } from "vitest";
import { CRON_SECRET } from "../../helpers/app-env";
import { type AttackTarget, startAttackTarget } from "../../helpers/attack-target";
import { rawRequest, sendRaw } from "../../helpers/raw-request";
import { sessionCookie } from "../../helpers/sign-in";

const CRONS = ["/api/cron/refresh-tokens", "/api/cron/sync-analytics"];
const GUESSES = 500;

let target: AttackTarget;

beforeAll(async () => {
  target = await startAttackTarget();
});

afterAll(() => target.close());

/** What the attacker writes into `Authorization`. */
const GUESSED: Readonly<Record<string, string>> = {
  "an empty bearer": "Bearer ",
  "a variable that was never set": "Bearer undefined",
  "the secret but its last character": `Bearer ${CRON_SECRET.slice(0, -1)}`,
  "the secret and one character more": `Bearer ${CRON_SECRET}x`,
  "the secret twice": `Bearer ${CRON_SECRET}, Bearer ${CRON_SECRET}`,
  "the secret in capitals": `Bearer ${CRON_SECRET.toUpperCase()}`,
  "the secret as another scheme": `Basic ${Buffer.from(`cron:${CRON_SECRET}`).toString("base64")}`,
  "the secret without a scheme": CRON_SECRET,
  "the scheme in lower case": `bearer ${CRON_SECRET}`,
  "eight kilobytes": `Bearer ${"a".repeat(8_192)}`,
};

test.each(Object.entries(GUESSED))("%s starts no cron", async (_, authorization) => {
  const headers = { authorization, cookie: await sessionCookie() };
  const heard = await target.repel(() =>
    Promise.all(CRONS.map((path) => target.send(path, { headers }))),
  );
  expect(heard.map(({ status }) => status)).toEqual([401, 401]);
});

test.each([
  ["in the query", `?secret=${encodeURIComponent(CRON_SECRET)}`, {}],
  ["in a header of Vercel's", "", { "x-vercel-cron": "1", "user-agent": "vercel-cron/1.0" }],
  ["in a cookie", "", { cookie: `CRON_SECRET=${encodeURIComponent(CRON_SECRET)}` }],
  ["in another header", "", { "x-cron-secret": CRON_SECRET }],
])("the secret %s is none", async (_, search, headers) => {
  const heard = await target.repel(() =>
    Promise.all(CRONS.map((path) => target.send(path + search, { headers }))),
  );
  expect(heard.map(({ status }) => status)).toEqual([401, 401]);
});

test("two Authorization headers, a wrong one first, are one wrong one", async () => {
  const { host } = new URL(target.url);
  const headers = { host, authorization: "Bearer wrong", Authorization: `Bearer ${CRON_SECRET}` };
  const request = rawRequest("GET /api/cron/refresh-tokens", headers);
  const [heard] = await target.repel(() => sendRaw(target.url, request));
  expect(heard?.status).toBe(401);
});

test(`${GUESSES} guesses cost neither Airtable nor LTK a call, and the real one is let in after them`, async () => {
  target.sandbox.resetCalls();
  for (let round = 0; round < GUESSES / 20; round += 1) {
    const heard = await target.repel(() =>
      Promise.all(
        Array.from({ length: 20 }, (_, index) => {
          const authorization = `Bearer a guess of ${round} and ${index}`;
          return target.send("/api/cron/refresh-tokens", { headers: { authorization } });
        }),
      ),
    );
    expect(new Set(heard.map(({ status }) => status))).toEqual(new Set([401]));
  }
  const { airtable, auth } = target.sandbox.calls();
  expect([airtable.list, auth.token]).toEqual([0, 0]);
  const headers = { authorization: `Bearer ${CRON_SECRET}` };
  expect((await target.send("/api/cron/refresh-tokens", { headers })).status).toBe(200);
}, 240_000);

test("health names nobody to a guessed secret", async () => {
  const headers = { authorization: `Bearer ${CRON_SECRET}x` };
  // Open to everybody; with the secret it names creators.
  const [heard] = await target.repel(() => target.send("/api/health", { headers }), {
    statuses: [200, 503],
  });
  for (const { slug } of target.sandbox.creators) expect(heard?.body).not.toContain(slug);
});
