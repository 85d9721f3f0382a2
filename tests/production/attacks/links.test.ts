import { EncryptJWT, SignJWT, UnsecuredJWT } from "jose";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createMemoryKv } from "@/lib/kv/memory";
import { createSignInLinks } from "@/lib/server/sign-in-link";
import { appEnv } from "../../helpers/app-env";
import { type AppServer, startApp } from "../../helpers/app-server";
import { type AttackTarget, startAttackTarget } from "../../helpers/attack-target";
import { FROM_OWN_PAGE } from "../../helpers/own-page";
import { headerOf, hear } from "../../helpers/raw-request";
import { ADMIN_EMAIL, SESSION_SECRET, sessionCookie, signInLink } from "../../helpers/sign-in";

const DAY_MS = 86_400_000;
const MANAGER = "noor@studio.example";
const NEVER_USED = "192.0.2.";

let target: AttackTarget;
/** A second instance of the same deployment: the same tables, the same store. */
let other: AppServer;
let visitors = 0;

beforeAll(async () => {
  target = await startAttackTarget();
  other = await startApp(appEnv(target.sandbox));
});

afterAll(async () => {
  await other.close();
  await target.close();
});

function tokenOf(link: string): string {
  return link.split("#token=")[1] ?? "";
}

/** Presses the button of a link, each time from another network, so that no limit answers instead. */
async function press(token: string, url = target.url) {
  visitors += 1;
  const response = await fetch(`${url}/api/session`, {
    method: "POST",
    headers: { ...FROM_OWN_PAGE, "x-forwarded-for": NEVER_USED + visitors },
    body: new URLSearchParams({ token }),
    redirect: "manual",
  });
  return hear(response);
}

/** A sign-in is noted behind its answer; the next attack is judged by what stands there. */
async function untilAudited(actor: string): Promise<void> {
  const actors = () => target.sandbox.rows("Dashboard_Audit").map(({ Actor }) => Actor);
  await expect.poll(actors, { timeout: 10_000 }).toContain(actor);
}

async function linkOfOtherDashboard(): Promise<string> {
  const links = createSignInLinks({
    secret: "another dashboard's secret, thirty-two characters or more",
    newId: () => "1",
    now: Date.now,
    store: createMemoryKv({ now: Date.now }),
  });
  return tokenOf(await links.create({ email: ADMIN_EMAIL, kind: "first", appUrl: target.url }));
}

const CLAIMS = { email: ADMIN_EMAIL, jti: "1" };

/** What the attacker has for a link, and what the sign-in page tells her. */
const TOKENS: readonly (readonly [string, () => string | Promise<string>, string])[] = [
  [
    "a link of eight days ago",
    async () => tokenOf(await signInLink(target.url, { now: () => Date.now() - 8 * DAY_MS })),
    "expired",
  ],
  [
    "a link of two minutes hence",
    async () => tokenOf(await signInLink(target.url, { now: () => Date.now() + 120_000 })),
    "invalid",
  ],
  ["a link of another dashboard", linkOfOtherDashboard, "invalid"],
  ["an unsigned JWT", () => new UnsecuredJWT(CLAIMS).setAudience("sign-in").encode(), "invalid"],
  [
    "a JWT signed with the very secret",
    () =>
      new SignJWT(CLAIMS)
        .setProtectedHeader({ alg: "HS256" })
        .setAudience("sign-in")
        .setIssuedAt()
        .setExpirationTime("1h")
        .sign(new TextEncoder().encode(SESSION_SECRET)),
    "invalid",
  ],
  [
    "a token encrypted under the first bytes of the secret",
    () =>
      new EncryptJWT(CLAIMS)
        .setProtectedHeader({ alg: "dir", enc: "A256GCM" })
        .setAudience("sign-in")
        .setIssuedAt()
        .setExpirationTime("1h")
        .encrypt(new TextEncoder().encode(SESSION_SECRET.slice(0, 32))),
    "invalid",
  ],
  ["the cookie of a session", async () => (await sessionCookie()).split("=")[1] ?? "", "invalid"],
  ["a good link, cut", async () => tokenOf(await signInLink(target.url)).slice(0, -4), "invalid"],
  [
    "a good link of somebody nobody knows",
    async () => tokenOf(await signInLink(target.url, { email: "eve@else.example" })),
    "not-allowed",
  ],
];

test.each(TOKENS)("%s signs nobody in", async (_, make, problem) => {
  const token = await make();
  const [heard] = await target.repel(() => press(token));
  expect(heard?.status).toBe(303);
  expect(heard && headerOf(heard, "location")).toBe(`/sign-in?problem=${problem}`);
});

test("a link of somebody who was removed meanwhile signs her in no more, and is not used up by trying", async () => {
  const token = tokenOf(await signInLink(target.url, { email: MANAGER }));
  target.sandbox.setPerson(MANAGER, { Active: false });
  // The table is read again after a minute; a fresh instance reads it now.
  const fresh = await startApp(appEnv(target.sandbox));
  try {
    await target.repel(async () => [await press(token, fresh.url), await press(token, fresh.url)]);
  } finally {
    target.sandbox.setPerson(MANAGER, { Active: true });
    await fresh.close();
  }
});

test("of eight presses on two instances at once one signs in, and every later one is refused", async () => {
  const token = tokenOf(await signInLink(target.url));
  const urls = Array.from({ length: 8 }, (_, index) => (index % 2 === 0 ? target.url : other.url));
  const pressed = await Promise.all(urls.map((url) => press(token, url)));
  const locations = pressed.map((heard) => headerOf(heard, "location"));
  expect(locations.filter((location) => location === "/")).toHaveLength(1);
  await untilAudited(ADMIN_EMAIL);
  await target.repel(async () => [await press(token), await press(token, other.url)]);
});

test("a mail scanner that fetches whatever a mail holds uses no link up", async () => {
  const token = tokenOf(await signInLink(target.url, { email: MANAGER }));
  const scans: readonly (readonly [string, string])[] = [
    ["GET", "/sign-in"],
    ["HEAD", "/sign-in"],
    ["OPTIONS", "/sign-in"],
    ["GET", `/sign-in?token=${token}`],
    ["HEAD", `/api/session?token=${token}`],
    ["GET", `/api/session?token=${token}`],
    ["OPTIONS", `/api/session?token=${token}`],
    ["POST", `/api/session?token=${token}`],
  ];
  await target.repel(
    () => Promise.all(scans.map(([method, path]) => target.send(path, { method }))),
    // The sign-in page is open, and OPTIONS names the methods.
    { statuses: [200, 204] },
  );
  expect(headerOf(await press(token), "location")).toBe("/");
  await untilAudited(MANAGER);
});

test.each([
  ["in JSON", "application/json", (token: string) => JSON.stringify({ token })],
  ["as plain text", "text/plain", (token: string) => `token=${token}`],
  ["as a file", "multipart/form-data; boundary=x", asFile],
  ["under another name", "application/x-www-form-urlencoded", (token: string) => `t=${token}`],
])("a token %s is no form of ours: 400, and it is not used up", async (_, type, write) => {
  const token = tokenOf(await signInLink(target.url));
  const headers = { ...FROM_OWN_PAGE, "content-type": type, "x-forwarded-for": "198.51.100.1" };
  const send = () => target.send("/api/session", { method: "POST", headers, body: write(token) });
  expect((await target.repel(send)).map(({ status }) => status)).toEqual([400]);
});

function asFile(token: string): string {
  const head = 'content-disposition: form-data; name="token"; filename="token.txt"';
  return `--x\r\n${head}\r\n\r\n${token}\r\n--x--\r\n`;
}
