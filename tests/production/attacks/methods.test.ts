import { afterAll, beforeAll, expect, test } from "vitest";
import { type AttackTarget, startAttackTarget } from "../../helpers/attack-target";
import { ownForm } from "../../helpers/own-page";
import { rawRequest, sendRaw } from "../../helpers/raw-request";
import { ADMIN_EMAIL, sessionCookie } from "../../helpers/sign-in";

const READS = ["/api/roster", "/api/ltk/ava-lane/overview", "/api/ltk/ava-lane/export"];
const CHANGES = [
  "/api/session",
  "/api/session/end",
  "/api/sign-in-links",
  "/api/tokens/encrypt",
  "/api/ltk/ava-lane/connect",
  "/api/ltk/ava-lane/sync",
];
const CRONS = ["/api/cron/refresh-tokens", "/api/cron/sync-analytics"];
const PAGES = ["/", "/settings", "/creator/ava-lane"];

let target: AttackTarget;
let cookie: string;

beforeAll(async () => {
  target = await startAttackTarget();
  cookie = await sessionCookie();
});

afterAll(() => target.close());

function sendLine(method: string, path: string, headers: Readonly<Record<string, string>> = {}) {
  const { host } = new URL(target.url);
  const all = { host, "content-length": "0", ...headers };
  return sendRaw(target.url, rawRequest(`${method} ${path}`, all));
}

/** Node hangs up on CONNECT, unheard. Next cannot represent TRACE and answers its bare 500 before anything of ours runs. */
const OUTSIDE_OURS: Readonly<Record<string, number>> = { CONNECT: 0, TRACE: 500 };

test.each(["PUT", "PATCH", "DELETE", "PROPFIND", "get", "GETX", ...Object.keys(OUTSIDE_OURS)])(
  "%s does nothing anywhere, for an admin neither",
  async (method) => {
    const statuses = [OUTSIDE_OURS[method] ?? 405];
    const heard = await target.repel(
      () =>
        Promise.all(
          [...READS, ...CHANGES, ...CRONS].map((path) => sendLine(method, path, { cookie })),
        ),
      { statuses },
    );
    for (const { status, body } of heard) {
      expect([400, ...statuses]).toContain(status);
      // A server that does what TRACE asks for sends the cookie back.
      expect(body).not.toContain(cookie);
    }
  },
);

test.each(["GET", "HEAD"])("%s changes nothing where only a post may", async (method) => {
  const heard = await target.repel(() =>
    Promise.all(CHANGES.map((path) => sendLine(method, path, { cookie }))),
  );
  expect(heard.map(({ status }) => status)).toEqual(CHANGES.map(() => 405));
});

test("HEAD tells a stranger no more than GET does", async () => {
  const heard = await target.repel(() =>
    Promise.all([...READS, ...CRONS, ...PAGES].map((path) => sendLine("HEAD", path))),
  );
  expect(heard.map(({ status }) => status)).toEqual([401, 401, 401, 401, 401, 307, 307, 307]);
  expect(heard.map(({ body }) => body).join("")).toBe("");
});

test("OPTIONS tells which methods there are and asks nobody", async () => {
  target.sandbox.resetCalls();
  const paths = [...READS, ...CHANGES, ...CRONS];
  await target.repel(
    () => Promise.all(paths.map((path) => sendLine("OPTIONS", path, { cookie }))),
    {
      statuses: [204],
    },
  );
  expect(target.sandbox.calls().airtable.list).toBe(0);
});

test.each([
  ["x-http-method-override", "/api/session/end"],
  ["x-http-method", "/api/session/end"],
  ["x-method-override", "/api/tokens/encrypt"],
])("a GET that calls itself a POST by %s stays a GET: 405", async (name, path) => {
  const [heard] = await target.repel(() => sendLine("GET", path, { cookie, [name]: "POST" }));
  expect(heard?.status).toBe(405);
});

test.each(["_method=DELETE", "_method=POST"])("nor does the field %s turn one", async (field) => {
  const heard = await target.repel(() =>
    Promise.all(CHANGES.map((path) => sendLine("GET", `${path}?${field}`, { cookie }))),
  );
  expect(heard.map(({ status }) => status)).toEqual(CHANGES.map(() => 405));
});

test("a server action is called on a page: there is none, 409", async () => {
  const headers = { cookie, "sec-fetch-site": "same-origin", "next-action": "a".repeat(42) };
  const init = { method: "POST", headers, body: ownForm({ everywhere: "1" }) };
  const heard = await target.repel(
    () => Promise.all(PAGES.map((path) => target.send(path, init))),
    { statuses: [409] },
  );
  expect(heard.map(({ status, body }) => [status, body])).toEqual(
    PAGES.map(() => [409, "Server Action unavailable."]),
  );
});

test("a form sent to a page is read by nobody: the page is shown, and nothing else happens", async () => {
  const headers = { cookie, "sec-fetch-site": "same-origin" };
  const init = { method: "POST", headers, body: ownForm({ everywhere: "1" }) };
  // The admin's own page names people and creators to her; what counts is that nothing was changed.
  const shown = { statuses: [200], knows: [ADMIN_EMAIL, ...peopleAndCreators()] };
  await target.repel(() => target.send("/settings", init), shown);
});

function peopleAndCreators(): readonly string[] {
  const { sandbox } = target;
  const people = sandbox.rows("Dashboard_People").flatMap(({ Email, Name }) => [Email, Name]);
  const creators = sandbox.creators.flatMap(({ name, accountId }) => [name, accountId]);
  return [...people, ...creators].map(String);
}
