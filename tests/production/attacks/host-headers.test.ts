import { afterAll, beforeAll, expect, test } from "vitest";
import { type AttackTarget, startAttackTarget } from "../../helpers/attack-target";
import { FROM_OWN_PAGE } from "../../helpers/own-page";
import { headerOf, rawRequest, sendRaw } from "../../helpers/raw-request";
import { ADMIN_EMAIL, sessionCookie } from "../../helpers/sign-in";

const EVIL = "evil.example";

let target: AttackTarget;

beforeAll(async () => {
  target = await startAttackTarget();
});

afterAll(() => target.close());

function ourHost(): string {
  return new URL(target.url).host;
}

/** Headers by which a request claims to have been sent to another host, or to another page than its line says. */
const CLAIMS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  Host: { host: EVIL },
  "a Host with markup": { host: `${EVIL}/?<script>alert(1)</script>` },
  "a Host with a user": { host: `dashboard@${EVIL}` },
  "X-Forwarded-Host": { "x-forwarded-host": EVIL },
  "Forwarded and X-Host": { forwarded: `for=1;host=${EVIL};proto=https`, "x-host": EVIL },
  "a scheme that is a script": { "x-forwarded-proto": "javascript", "x-forwarded-host": EVIL },
  "X-Original-URL": { "x-original-url": "/settings", "x-rewrite-url": "/settings" },
  "a header inside Next that once skipped its checks": {
    "x-middleware-subrequest": "proxy:proxy:proxy:proxy:proxy",
  },
  "headers of Next's own": {
    "x-middleware-next": "1",
    "x-middleware-rewrite": `http://${EVIL}/settings`,
    "x-invoke-path": "/settings",
    "x-matched-path": "/settings",
    "x-now-route-matches": "1=settings",
  },
  "a prefetch, which the proxy lets pass": { "next-router-prefetch": "1", rsc: "1" },
};

test.each(Object.entries(CLAIMS))(
  "%s leads nobody to another host, into no page, and is in no answer",
  async (_, claim) => {
    const paths = ["/", "/settings", "/creator/ava-lane", "/api/roster", "/sign-in?next=/settings"];
    // A prefetch of a page answers in Next's own format, with the same redirect inside.
    const statuses = { statuses: [200] };
    const heard = await target.repel(
      () =>
        Promise.all(
          paths.flatMap((path) =>
            ["", "session=forged"].map((cookie) => {
              const headers = { host: ourHost(), ...claim, ...(cookie === "" ? {} : { cookie }) };
              return sendRaw(target.url, rawRequest(`GET ${path}`, headers));
            }),
          ),
        ),
      statuses,
    );
    for (const answer of heard) {
      expect(answer.head + answer.body).not.toContain(EVIL);
      const location = headerOf(answer, "location");
      if (location !== undefined) {
        // `_rsc` is what Next adds to the address of whoever asks for its own format.
        expect(location).toMatch(/^\/(sign-in(\?problem=\w+)?|[\w/-]*\?(.+&)?_rsc=[\w-]+)$/);
      }
    }
  },
);

test("two Host headers, or none, open nothing", async () => {
  const line = "GET /settings HTTP/1.1\r\n";
  const end = "connection: close\r\n\r\n";
  const requests = [
    `${line}host: ${ourHost()}\r\nhost: ${EVIL}\r\n${end}`,
    `${line}host: ${EVIL}\r\nhost: ${ourHost()}\r\n${end}`,
    `${line}${end}`,
  ];
  const heard = await target.repel(() =>
    Promise.all(requests.map((request) => sendRaw(target.url, request))),
  );
  for (const { head, body } of heard) expect(head + body).not.toContain(EVIL);
});

test("a link mailed at the request of a forged Host leads to APP_URL", async () => {
  const body = new URLSearchParams({ email: ADMIN_EMAIL }).toString();
  const headers = {
    host: EVIL,
    "x-forwarded-host": EVIL,
    "x-forwarded-proto": "https",
    "sec-fetch-site": "same-origin",
    "content-type": "application/x-www-form-urlencoded",
    "content-length": String(body.length),
  };
  const heard = await sendRaw(target.url, rawRequest("POST /api/sign-in-links", headers, body));
  expect(headerOf(heard, "location")).toBe("/sign-in?notice=mailed");
  await expect.poll(() => target.mail.sent.length, { timeout: 10_000 }).toBe(1);
  const [mail] = target.mail.sent;
  const text = `${mail?.text} ${mail?.html}`;
  expect(text).toContain(`${target.url}/sign-in#token=`);
  expect(text).not.toContain(EVIL);
  const audited = () => target.sandbox.rows("Dashboard_Audit").length;
  await expect.poll(audited, { timeout: 10_000 }).toBe(1);
});

test.each([
  ["a second recipient", `${ADMIN_EMAIL}\r\nbcc: eve@${EVIL}`],
  ["a second recipient after a comma", `${ADMIN_EMAIL}, eve@${EVIL}`],
  ["a display name", `"Mara" <${ADMIN_EMAIL}>`],
  ["markup", `<script>@${EVIL}`],
  ["a formula", `=HYPERLINK("https://${EVIL}")@studio.example`],
  ["an address of a thousand characters", `${"a".repeat(1_000)}@${EVIL}`],
])("%s in the address for a mail: none is sent", async (_, email) => {
  const [heard] = await target.repel(() =>
    target.send("/api/sign-in-links", {
      method: "POST",
      headers: { ...FROM_OWN_PAGE, "x-forwarded-for": "198.51.100.2" },
      body: new URLSearchParams({ email }),
    }),
  );
  expect(heard && headerOf(heard, "location")).toBe("/sign-in?problem=no-email");
});

test.each([
  ["in a creator's place", "/api/ltk/x%0d%0aset-cookie:%20session=x/overview"],
  ["in a path", "/%0d%0aset-cookie:%20session=x/"],
  ["in a query", "/api/roster?range=7d%0d%0aset-cookie:%20session=x"],
  ["in a problem's name", "/sign-in?problem=x%0d%0aset-cookie:%20session=x"],
  ["in a file's name", "/api/ltk/ava-lane/export?view=x%0d%0aset-cookie:%20session=x"],
])("a line's end %s begins no header of the answer", async (_, path) => {
  const headers = { host: ourHost(), cookie: await sessionCookie() };
  // The sign-in page is open.
  const [heard] = await target.repel(
    () => sendRaw(target.url, rawRequest(`GET ${path}`, headers)),
    { statuses: path.startsWith("/sign-in") ? [200] : [] },
  );
  expect(heard?.head).not.toMatch(/^set-cookie/im);
});

test.each(["next", "url", "redirect", "returnTo", "callbackUrl", "continue", "problem", "notice"])(
  "the parameter %s leads nowhere else, neither before nor after signing in",
  async (name) => {
    const search = `?${name}=${encodeURIComponent(`https://${EVIL}/<script>`)}`;
    const heard = await target.repel(
      async () => [
        await target.send(`/sign-in${search}`),
        await target.send(`/${search}`),
        await target.send(`/api/session/end${search}`, { method: "POST", headers: FROM_OWN_PAGE }),
      ],
      // The sign-in page is open.
      { statuses: [200] },
    );
    for (const answer of heard) {
      expect(headerOf(answer, "location") ?? "").not.toContain(EVIL);
      expect(answer.body).not.toContain(`https://${EVIL}/<script>`);
      expect(answer.body).not.toMatch(new RegExp(`href="[^"]*${EVIL}`));
    }
  },
);

test.each([
  ["two slashes", `//${EVIL}/..`],
  ["a slash and a backslash", `/\\${EVIL}`],
  ["a slash and an escaped backslash", `/%5c${EVIL}/`],
  ["an escaped slash", `/%2f${EVIL}/`],
  ["three slashes", `///${EVIL}`],
])("%s in the line of a request name no host in the redirect", async (_, path) => {
  const request = rawRequest(`GET ${path}`, { host: ourHost() });
  const [heard] = await target.repel(() => sendRaw(target.url, request));
  expect(heard && headerOf(heard, "location")).toMatch(/^\/(?![/\\])/);
});

test("a line that names a whole address gets it back from Next, and no page", async () => {
  // No browser sends such a line to a site, so there is nobody to lead astray.
  const line = `GET http://${EVIL}/settings`;
  const headers = { host: ourHost(), cookie: await sessionCookie() };
  const heard = await sendRaw(target.url, rawRequest(line, headers));
  expect([heard.status, headerOf(heard, "location")]).toEqual([308, `http://${EVIL}/settings`]);
});

test.each([
  "http%3A%2F%2F169.254.169.254%2Flatest%2Fmeta-data",
  "http%3A%2F%2F127.0.0.1%2F",
  "%2Fapi%2Fhealth",
  "%2Ficons%2Ficon-512.png",
])("the image optimiser fetches nothing for anybody (%s): it is off", async (url) => {
  const path = `/_next/image?url=${url}&w=64&q=75`;
  const [heard] = await target.repel(() => target.send(path));
  expect(heard?.status).toBe(404);
});
