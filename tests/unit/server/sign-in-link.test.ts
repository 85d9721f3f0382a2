import { expect, test } from "vitest";
import { DAY_MS, MINUTE_MS, SECOND_MS } from "@/lib/core/time";
import { createMemoryKv } from "@/lib/kv/memory";
import { createSignInLinks, type SignInLink, type SignInLinks } from "@/lib/server/sign-in-link";

const START = Date.parse("2026-11-24T08:00:00Z");
const EMAIL = "mara@studio.example";

function setUp({ secret = "s".repeat(32), isStoreDown = false } = {}) {
  const clock = { nowMs: START };
  const now = () => clock.nowMs;
  const memory = createMemoryKv({ now });
  const keys: string[] = [];
  const setIfAbsent: typeof memory.setIfAbsent = async (key, value, ttlMs) => {
    keys.push(key);
    if (isStoreDown) throw new Error("down");
    return memory.setIfAbsent(key, value, ttlMs);
  };
  let ids = 0;
  const newId = () => `id-${++ids}`;
  return { clock, keys, links: createSignInLinks({ secret, store: { setIfAbsent }, now, newId }) };
}

async function tokenOf(links: SignInLinks, kind: "first" | "mailed" = "first"): Promise<string> {
  const link = await links.create({
    email: "Mara@Studio.example",
    kind,
    appUrl: "https://x.example",
  });
  expect(link).toMatch(/^https:\/\/x\.example\/sign-in#token=[\w.-]+$/);
  return link.split("#token=")[1] ?? "";
}

async function openOf(links: SignInLinks, token: string): Promise<SignInLink> {
  const opened = await links.open(token);
  if (!opened.ok) throw new Error(opened.error);
  return opened.value;
}

test("a link says whose it is, however often it is opened, and is used up once", async () => {
  const { links } = setUp();
  const token = await tokenOf(links);
  for (let time = 0; time < 3; time += 1) {
    expect(await openOf(links, token)).toMatchObject({ email: EMAIL, issuedAtMs: START });
  }
  const link = await openOf(links, token);
  expect(await links.burn(link)).toEqual({ ok: true, value: undefined });
  expect(await links.burn(link)).toEqual({ ok: false, error: "used" });
  expect(await links.burn(await openOf(links, await tokenOf(links)))).toMatchObject({ ok: true });
});

test("of a hundred tries at once, one uses a link up", async () => {
  const { links } = setUp();
  const link = await openOf(links, await tokenOf(links));
  const tries = await Promise.all(Array.from({ length: 100 }, () => links.burn(link)));
  expect(tries.filter(({ ok }) => ok)).toHaveLength(1);
});

test.each([
  ["first", 7 * DAY_MS],
  ["mailed", 15 * MINUTE_MS],
] as const)(
  "a link of the kind %s lapses in time, is called old then, and cannot be used twice until it has",
  async (kind, lifeMs) => {
    const { clock, links } = setUp();
    const token = await tokenOf(links, kind);
    expect(await links.burn(await openOf(links, token))).toMatchObject({ ok: true });
    clock.nowMs = START + lifeMs + MINUTE_MS - SECOND_MS;
    expect(await links.burn(await openOf(links, token))).toEqual({ ok: false, error: "used" });
    clock.nowMs = START + lifeMs + MINUTE_MS + SECOND_MS;
    expect(await links.open(token)).toEqual({ ok: false, error: "expired" });
  },
);

test.each([
  ["nothing", async () => ""],
  ["a text", async () => "token"],
  ["a cut token", async (token: string) => token.slice(0, -4)],
  ["a changed token", async (token: string) => `${token.slice(0, -4)}AAAA`],
  ["a token of another dashboard", async () => tokenOf(setUp({ secret: "t".repeat(32) }).links)],
])("%s is no link", async (_, change) => {
  const { links } = setUp();
  expect(await links.open(await change(await tokenOf(links)))).toEqual({
    ok: false,
    error: "invalid",
  });
});

test("while the store is away nobody can tell whether a link was used", async () => {
  const { links, keys } = setUp({ isStoreDown: true });
  const link = await openOf(links, await tokenOf(links));
  expect(await links.burn(link)).toEqual({ ok: false, error: "unchecked" });
  expect(keys).toHaveLength(1);
  expect(keys[0]).not.toContain(link.id);
});
