import { CompactEncrypt, EncryptJWT, UnsecuredJWT } from "jose";
import { describe, expect, test } from "vitest";
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from "@/lib/core/time";
import { createMemoryKv } from "@/lib/kv/memory";
import { deriveKey } from "@/lib/server/crypto";
import { createSessions } from "@/lib/server/session";
import { createSessionCookies, isTooOldFor } from "@/lib/server/session-cookie";
import { createSessionEnds } from "@/lib/server/session-ends";
import { createSignInLinks } from "@/lib/server/sign-in-link";

const START = Date.parse("2026-11-24T08:00:00.250Z");
const SECRET = "s".repeat(32);
const EMAIL = "mara@studio.example";
const ADMIN = { email: EMAIL, role: "admin" } as const;
const MANAGER = { email: EMAIL, role: "manager" } as const;

function setUp(secret = SECRET) {
  const clock = { nowMs: START };
  const now = () => clock.nowMs;
  let ids = 0;
  const newId = () => `id-${++ids}`;
  const cookies = createSessionCookies({ secret, now, newId });
  const store = createMemoryKv({ now });
  const hash = (email: string) => email;
  const ends = createSessionEnds({ store, now, sleep: () => new Promise(() => {}), hash });
  return {
    clock,
    cookies,
    sessions: createSessions({ cookies, ends }),
    links: createSignInLinks({ secret, store, now, newId }),
  };
}

function pairOf(setCookie: string | null): string {
  return setCookie?.split(";")[0] ?? "";
}

test("a session is read from the cookie it was written to, and says nothing of a role", async () => {
  const { sessions } = setUp();
  const cookie = await sessions.create(ADMIN, true);
  expect(cookie).toMatch(
    /^__Host-session=\S+; Path=\/; HttpOnly; SameSite=Lax; Max-Age=43200; Secure$/,
  );
  expect(await sessions.read(`a=1; ${pairOf(cookie)}; b=2`)).toEqual({
    email: EMAIL,
    sid: "id-1",
    signedInAtMs: START,
    issuedAtMs: START,
    expiresAtMs: START + 12 * HOUR_MS,
  });
});

test.each([
  ["admin", 12 * HOUR_MS],
  ["manager", 30 * DAY_MS],
  ["creator", 30 * DAY_MS],
] as const)(
  "an unused session of the role %s ends, within a minute for clocks that differ",
  async (role, lifeMs) => {
    const { clock, sessions } = setUp();
    const cookie = pairOf(await sessions.create({ email: EMAIL, role }, false));
    clock.nowMs = START + lifeMs + MINUTE_MS - 2 * SECOND_MS;
    expect(await sessions.read(cookie)).not.toBeNull();
    clock.nowMs = START + lifeMs + MINUTE_MS + SECOND_MS;
    expect(await sessions.read(cookie)).toBeNull();
  },
);

test("a cookie of an instance whose clock is a minute ahead counts, one from further ahead does not", async () => {
  const { clock, sessions } = setUp();
  const cookie = pairOf(await sessions.create(ADMIN, false));
  clock.nowMs = START - MINUTE_MS;
  expect(await sessions.read(cookie)).not.toBeNull();
  clock.nowMs = START - MINUTE_MS - SECOND_MS;
  expect(await sessions.read(cookie)).toBeNull();
});

test("on plain http the cookie has no __Host- prefix, which browsers would refuse", async () => {
  expect(await setUp().sessions.create(ADMIN, false)).toMatch(
    /^session=\S+; Path=\/; HttpOnly; SameSite=Lax; Max-Age=43200$/,
  );
});

describe("no session", () => {
  test.each([
    null,
    "",
    "session",
    "session=",
    "session=abc",
    "session=a.b.c.d.e",
    "other=1",
    ";;;=;",
    `session=${"x".repeat(50_000)}`,
  ])("in the cookie header %.20s", async (header) => {
    expect(await setUp().sessions.read(header)).toBeNull();
  });

  test("of another secret, and none of a sign-in token in its place", async () => {
    const { sessions, links } = setUp();
    const foreign = pairOf(await setUp("t".repeat(32)).sessions.create(ADMIN, false));
    expect(await sessions.read(foreign)).toBeNull();
    const link = await links.create({ email: EMAIL, kind: "first", appUrl: "" });
    expect(await sessions.read(`session=${link.split("token=")[1]}`)).toBeNull();
  });

  test("of two cookies with one name, even when both are good", async () => {
    const { sessions } = setUp();
    const one = pairOf(await sessions.create(ADMIN, false));
    expect(await sessions.read(`${one}; ${one}`)).toBeNull();
    expect(await sessions.read(`session=planted; ${one}`)).toBeNull();
  });

  test("of an https cookie under the name that any host beside ours may set, and none the other way round", async () => {
    const { sessions } = setUp();
    const [, secure] = pairOf(await sessions.create(ADMIN, true)).split("=");
    const [, plain] = pairOf(await sessions.create(ADMIN, false)).split("=");
    expect(await sessions.read(`session=${secure}`)).toBeNull();
    expect(await sessions.read(`__Host-session=${plain}`)).toBeNull();
    expect(await sessions.read(`session=planted; __Host-session=${secure}`)).not.toBeNull();
  });

  const key = deriveKey(SECRET, "session");
  const claims = {
    email: EMAIL,
    sid: "x",
    role: "admin",
    aud: "session",
    auth_time: START / SECOND_MS,
    iat: START / SECOND_MS,
    exp: (START + HOUR_MS) / SECOND_MS,
  };
  const { exp: _, ...endless } = claims;
  const header = { alg: "dir", enc: "A256GCM" } as const;

  test.each<[string, () => string | Promise<string>]>([
    ["without encryption", () => new UnsecuredJWT(claims).encode()],
    [
      "under another algorithm",
      () =>
        new EncryptJWT(claims)
          .setProtectedHeader({ alg: "A256GCMKW", enc: "A256GCM" })
          .encrypt(key),
    ],
    ["without an end", () => new EncryptJWT(endless).setProtectedHeader(header).encrypt(key)],
    [
      "for another purpose",
      () => new EncryptJWT({ ...claims, aud: "sign-in" }).setProtectedHeader(header).encrypt(key),
    ],
    [
      "whose claims are something else",
      () => new EncryptJWT({ ...claims, email: 7 }).setProtectedHeader(header).encrypt(key),
    ],
    [
      "that is no JSON",
      () =>
        new CompactEncrypt(new TextEncoder().encode("{")).setProtectedHeader(header).encrypt(key),
    ],
  ])("of a token %s", async (_, make) => {
    expect(await setUp().sessions.read(`session=${await make()}`)).toBeNull();
  });

  test("though the same claims, sealed as they should be, are one", async () => {
    const token = await new EncryptJWT(claims).setProtectedHeader(header).encrypt(key);
    expect(await setUp().sessions.read(`session=${token}`)).toMatchObject({ sid: "x" });
  });
});

describe("renewal", () => {
  test("comes past half of the life, keeps the session and its sign-in, and begins a new life", async () => {
    const { clock, cookies } = setUp();
    const first = pairOf(await cookies.create(MANAGER, true));
    clock.nowMs = START + 15 * DAY_MS - SECOND_MS;
    expect(await cookies.renew(first)).toBeNull();
    clock.nowMs = START + 15 * DAY_MS;
    const second = await cookies.renew(first);
    expect(second).toMatch(/^__Host-session=.*; Max-Age=2592000; Secure$/);
    expect(await cookies.read(pairOf(second))).toEqual({
      email: EMAIL,
      sid: "id-1",
      signedInAtMs: START,
      issuedAtMs: clock.nowMs,
      expiresAtMs: clock.nowMs + 30 * DAY_MS,
    });
    expect(await cookies.renew(pairOf(second))).toBeNull();
  });

  test.each([
    ["admin", HOUR_MS, 7 * DAY_MS],
    ["manager", DAY_MS, 90 * DAY_MS],
  ] as const)(
    "of the role %s, in use all the time, ends with its longest life",
    async (role, stepMs, totalMs) => {
      const { clock, cookies } = setUp();
      let cookie = pairOf(await cookies.create({ email: EMAIL, role }, false));
      let renewals = 0;
      while (clock.nowMs < START + totalMs - stepMs) {
        clock.nowMs += stepMs;
        const next = await cookies.renew(cookie);
        if (next !== null) renewals += 1;
        cookie = next === null ? cookie : pairOf(next);
        expect(await cookies.read(cookie)).not.toBeNull();
      }
      expect(renewals).toBeGreaterThan(3);
      expect((await cookies.read(cookie))?.expiresAtMs).toBe(START + totalMs);
      clock.nowMs = START + totalMs + 2 * MINUTE_MS;
      expect(await cookies.renew(cookie)).toBeNull();
      expect(await cookies.read(cookie)).toBeNull();
    },
  );

  test.each([null, "session=forged", "other=1"])("makes nothing of %s", async (header) => {
    expect(await setUp().cookies.renew(header)).toBeNull();
  });
});

describe("all of a person's sessions ended", () => {
  test("end those that began before, renewed ones as well, and leave later ones and other people alone", async () => {
    const { clock, cookies, sessions } = setUp();
    const before = pairOf(await sessions.create(MANAGER, false));
    const other = pairOf(
      await sessions.create({ email: "ines@studio.example", role: "creator" }, false),
    );
    clock.nowMs += 20 * DAY_MS;
    expect(await sessions.endSessions(EMAIL)).toBe(true);
    clock.nowMs += SECOND_MS;
    const renewed = pairOf(await cookies.renew(before));
    const after = pairOf(await sessions.create(MANAGER, false));
    expect(await sessions.read(before)).toBeNull();
    expect(renewed).not.toBe("");
    expect(await sessions.read(renewed)).toBeNull();
    expect(await sessions.read(after)).not.toBeNull();
    expect(await sessions.read(other)).not.toBeNull();
  });

  test("stay ended for as long as any cookie of theirs could be renewed", async () => {
    const { clock, cookies, sessions } = setUp();
    let cookie = pairOf(await sessions.create(MANAGER, false));
    clock.nowMs += SECOND_MS;
    await sessions.endSessions(EMAIL);
    for (let day = 0; day < 100; day += 1) {
      clock.nowMs += DAY_MS;
      cookie = pairOf(await cookies.renew(cookie)) || cookie;
      expect(await sessions.read(cookie)).toBeNull();
    }
  });
});

test("a session begun under a lesser role lives no longer than one of the role its person has now", async () => {
  const { sessions } = setUp();
  const cookie = pairOf(await sessions.create(MANAGER, false));
  const session = await sessions.read(cookie);
  if (session === null) throw new Error("no session");
  expect(isTooOldFor("admin", session, START + 12 * HOUR_MS)).toBe(false);
  expect(isTooOldFor("admin", session, START + 12 * HOUR_MS + 1)).toBe(true);
  expect(isTooOldFor("manager", session, START + 29 * DAY_MS)).toBe(false);
});
