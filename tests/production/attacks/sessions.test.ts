import { generateKeyPairSync, randomBytes } from "node:crypto";
import { CompactEncrypt, exportJWK, SignJWT, UnsecuredJWT } from "jose";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createCsrf } from "@/lib/server/csrf";
import { createSessionCookies } from "@/lib/server/session-cookie";
import { type AttackTarget, startAttackTarget } from "../../helpers/attack-target";
import { ADMIN_EMAIL, SESSION_SECRET, sessionCookie, signInLink } from "../../helpers/sign-in";

const HOUR_MS = 3_600_000;
const OTHER_SECRET = "another dashboard's secret, thirty-two characters or more";
const CLAIMS = { email: ADMIN_EMAIL, sid: "1", role: "admin", auth_time: Date.now() / 1_000 };

let target: AttackTarget;

beforeAll(async () => {
  target = await startAttackTarget();
});

afterAll(() => target.close());

function named(token: string): string {
  return `session=${token}`;
}

async function tokenOf(cookie: string | Promise<string>): Promise<string> {
  return (await cookie).split("=")[1] ?? "";
}

async function made(secret: string, isHttps: boolean): Promise<string> {
  const cookies = createSessionCookies({ secret, now: Date.now, newId: () => "1" });
  const cookie = await cookies.create({ email: ADMIN_EMAIL, role: "admin" }, isHttps);
  return cookie.split(";")[0] ?? "";
}

/** The good cookie with one of its five parts changed. */
async function withPart(index: number, change: (part: string) => string): Promise<string> {
  const parts = (await tokenOf(sessionCookie())).split(".");
  return named(parts.map((part, at) => (at === index ? change(part) : part)).join("."));
}

function header(fields: object): (part: string) => string {
  return () => Buffer.from(JSON.stringify(fields)).toString("base64url");
}

function flipped(part: string): string {
  return (part.startsWith("A") ? "B" : "A") + part.slice(1);
}

function signed(alg: "HS256" | "RS256", more: object = {}) {
  return new SignJWT(CLAIMS)
    .setProtectedHeader({ alg, ...more })
    .setAudience("session")
    .setIssuedAt()
    .setExpirationTime("1h");
}

async function signedByOwnKey(): Promise<string> {
  const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2_048 });
  const jwk = await exportJWK(publicKey);
  return named(await signed("RS256", { jwk }).sign(privateKey));
}

/** What an encrypted token with a key of the forger's own, in its header or derived, looks like. */
async function encryptedByOwnKey(): Promise<string> {
  const text = new TextEncoder().encode(JSON.stringify({ ...CLAIMS, aud: "session" }));
  const token = new CompactEncrypt(text).setProtectedHeader({ alg: "dir", enc: "A256GCM" });
  return named(await token.encrypt(randomBytes(32)));
}

/** What the attacker sends as her `Cookie`, by what it is. */
const COOKIES: Readonly<Record<string, () => string | Promise<string>>> = {
  "an unsigned JWT (alg none)": () =>
    named(new UnsecuredJWT(CLAIMS).setAudience("session").encode()),
  "a JWT with the name alg:NONE and an empty signature": () =>
    named(`${header({ alg: "NONE", typ: "JWT" })("")}.${header(CLAIMS)("")}.`),
  "a JWT signed with the very secret (HS256)": async () =>
    named(await signed("HS256").sign(new TextEncoder().encode(SESSION_SECRET))),
  "a JWT signed with a key of her own, which its header holds (RS256, jwk)": signedByOwnKey,
  "a token encrypted under a random key": encryptedByOwnKey,
  "a cookie of a dashboard with another SESSION_SECRET": () => made(OTHER_SECRET, false),
  "a cookie that lapsed an hour ago": () => sessionCookie(() => Date.now() - 13 * HOUR_MS),
  "a cookie of two minutes hence": () => sessionCookie(() => Date.now() + 120_000),
  "the token of a sign-in link": async () =>
    named((await signInLink(target.url)).split("#token=")[1] ?? ""),
  "a form's proof": () => named(createCsrf(SESSION_SECRET).token(ADMIN_EMAIL)),
  "a creator's access token at LTK": () =>
    named(String(target.sandbox.row("ava-lane")["Access_Token"])),
  "a cookie made for https, under the name for http": async () =>
    named(await tokenOf(made(SESSION_SECRET, true))),
  "a cookie made for http, under the name for https": async () =>
    `__Host-session=${await tokenOf(sessionCookie())}`,
  "the good cookie twice": async () => `${await sessionCookie()}; ${await sessionCookie()}`,
  "a forged cookie before the good one": async () => `session=forged; ${await sessionCookie()}`,
  "a planted cookie of the stronger name beside the good one": async () =>
    `__Host-session=planted; ${await sessionCookie()}`,
  "the good cookie under a name in capitals": async () =>
    `SESSION=${await tokenOf(sessionCookie())}`,
  "the good cookie with a bit of its text changed": () => withPart(3, flipped),
  "the good cookie with a bit of its seal changed": () => withPart(4, flipped),
  "the good cookie with a bit of its nonce changed": () => withPart(2, flipped),
  "the good cookie without its seal": () => withPart(4, () => ""),
  "the good cookie with a seal of one byte": () => withPart(4, (part) => part.slice(0, 2)),
  "the good cookie with another algorithm in its header": () =>
    withPart(0, header({ alg: "A256GCMKW", enc: "A256GCM" })),
  "a header that asks for a thousand million rounds of key derivation": () =>
    withPart(0, header({ alg: "PBES2-HS512+A256KW", enc: "A256GCM", p2c: 1e9, p2s: "c2FsdA" })),
  "a header that asks for decompression": () =>
    withPart(0, header({ alg: "dir", enc: "A256GCM", zip: "DEF" })),
  "a header that is no JSON": () => withPart(0, () => "e30x"),
  "eight kilobytes of rubbish": () => named("A.".repeat(4_096)),
  "a cookie of somebody whom the people's table does not know": () =>
    sessionCookie(Date.now, { email: "eve@else.example", role: "admin" }),
  "nothing but the name": () => "session",
};

test.each(Object.entries(COOKIES))("%s opens nothing", async (_, make) => {
  const headers = { cookie: await make() };
  const startedAt = Date.now();
  const heard = await target.repel(async () => [
    await target.send("/", { headers }),
    await target.send("/creator/ava-lane", { headers }),
    await target.send("/api/roster", { headers }),
    await target.send("/api/ltk/ava-lane/overview", { headers }),
    await target.send("/api/ltk/ava-lane/sync", { method: "POST", headers }),
  ]);
  expect(heard.map(({ status }) => status)).toEqual([307, 307, 401, 401, 401]);
  expect(Date.now() - startedAt).toBeLessThan(10_000);
});

test("a manager's and a creator's cookie that claims to be an admin's is worth what the table says", async () => {
  for (const email of ["noor@studio.example", "ava@creators.example"]) {
    const headers = { cookie: await sessionCookie(Date.now, { email, role: "admin" }) };
    const heard = await target.repel(async () => [
      await target.send("/api/ltk/cleo-park/overview", { headers }),
      await target.send("/api/tokens/encrypt", { method: "POST", headers }),
    ]);
    expect(heard.map(({ status }) => status)).toEqual([404, 403]);
  }
});

test("the good cookie opens all of that, so the refusals above are the cookies'", async () => {
  const headers = { cookie: await sessionCookie() };
  for (const path of ["/", "/api/roster", "/api/ltk/ava-lane/overview"]) {
    expect((await target.send(path, { headers })).status).toBe(200);
  }
});
