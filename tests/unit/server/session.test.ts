import { expect, test } from "vitest";
import { HOUR_MS } from "@/lib/core/time";
import { createSessions } from "@/lib/server/session";
import { createSignInLinks, SIGN_IN_LINK_TTL_MS } from "@/lib/server/sign-in-link";

const SECRET = "s".repeat(32);
const EMAIL = "mara@studio.example";

function setUp(secret = SECRET, adminEmails = [EMAIL]) {
  const clock = { nowMs: Date.parse("2026-11-24T08:00:00Z") };
  const options = { secret, adminEmails, now: () => clock.nowMs };
  return { clock, sessions: createSessions(options), links: createSignInLinks(options) };
}

function pairOf(setCookie: string): string {
  return setCookie.split(";")[0] ?? "";
}

test("a session is read from the cookie it was written to, for twelve hours", async () => {
  const { clock, sessions } = setUp();
  const cookie = await sessions.create(EMAIL, true);
  expect(cookie).toMatch(
    /^__Host-session=\S+; Path=\/; HttpOnly; SameSite=Lax; Max-Age=43200; Secure$/,
  );
  expect(await sessions.read(`a=1; ${pairOf(cookie)}; b=2`)).toEqual({
    email: EMAIL,
    role: "admin",
  });
  clock.nowMs += 12 * HOUR_MS + 1;
  expect(await sessions.read(pairOf(cookie))).toBeNull();
});

test("on plain http the cookie has no __Host- prefix, which browsers would refuse", async () => {
  const { sessions } = setUp();
  expect(await sessions.create(EMAIL, false)).toMatch(
    /^session=\S+; Path=\/; HttpOnly; SameSite=Lax; Max-Age=43200$/,
  );
});

test("a session ends when the person leaves ADMIN_EMAILS", async () => {
  const cookie = pairOf(await setUp().sessions.create(EMAIL, false));
  expect(await setUp(SECRET, ["other@studio.example"]).sessions.read(cookie)).toBeNull();
});

test.each([null, "", "session=", "session=abc", "session=a.b.c.d.e", "other=1"])(
  "the cookie header %s is no session",
  async (header) => {
    expect(await setUp().sessions.read(header)).toBeNull();
  },
);

test("a session of another secret, and a sign-in token in its place, are refused", async () => {
  const { sessions, links } = setUp();
  expect(
    await setUp("t".repeat(32)).sessions.read(pairOf(await sessions.create(EMAIL, false))),
  ).toBeNull();
  const token = (await links.create(EMAIL, "")).split("token=")[1] ?? "";
  expect(await sessions.read(`session=${token}`)).toBeNull();
});

async function tokenOf(links: ReturnType<typeof setUp>["links"], email: string): Promise<string> {
  const link = await links.create(email, "https://app.example");
  expect(link).toMatch(/^https:\/\/app\.example\/sign-in#token=/);
  return link.split("#token=")[1] ?? "";
}

test("a link signs in once", async () => {
  const { links } = setUp();
  const token = await tokenOf(links, "Mara@Studio.example");
  expect(await links.redeem(token)).toEqual({ ok: true, value: EMAIL });
  expect(await links.redeem(token)).toEqual({ ok: false, error: "used" });
});

test("a link lapses after seven days, and means nothing for strangers or when damaged", async () => {
  const { clock, links } = setUp();
  const token = await tokenOf(links, EMAIL);
  expect(await links.redeem(await tokenOf(links, "eve@else.example"))).toEqual({
    ok: false,
    error: "not-allowed",
  });
  expect(await links.redeem(`${token.slice(0, -4)}AAAA`)).toEqual({ ok: false, error: "invalid" });
  clock.nowMs += SIGN_IN_LINK_TTL_MS + 1_000;
  expect(await links.redeem(token)).toEqual({ ok: false, error: "invalid" });
});
