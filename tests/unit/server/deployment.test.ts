import { describe, expect, test } from "vitest";
import { err, ok } from "@/lib/core/result";
import { createMemoryKv } from "@/lib/kv/memory";
import type { Container } from "@/lib/server/container";
import { createHeartbeats } from "@/lib/server/heartbeats";
import { describeDeployment } from "@/lib/server/views/deployment";

const START = Date.parse("2026-11-24T12:00:00Z");
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const SECRETS = {
  kv: { url: "https://kv.secret", token: "a-token" },
  CRON_SECRET: "a-cron-secret",
};

interface World {
  readonly env?: Readonly<Record<string, unknown>>;
  readonly airtable?: "fresh" | "stale" | "down";
  readonly isStoreDown?: boolean;
  readonly slugs?: readonly string[];
}

function worldOf({ env = {}, airtable = "fresh", isStoreDown = false, slugs = [] }: World = {}) {
  let nowMs = START;
  const now = () => nowMs;
  const memory = createMemoryKv({ now });
  const get = async (key: string) => {
    if (isStoreDown) throw new Error("down");
    return memory.get(key);
  };
  const isShared = env["kv"] !== undefined;
  const heartbeats = createHeartbeats({ store: { ...memory, get }, isShared, now });
  const container = {
    env: { canRefreshTokens: true, tokenKeys: [], ...env },
    now,
    tokens: { statusOf: (slug: string) => ({ isSealed: slug !== "open" }) },
    heartbeats,
    snapshot: {
      read: async () =>
        airtable === "down"
          ? err({ code: "unavailable", message: "down" })
          : ok({
              readAt: START - 20 * MINUTE_MS,
              isStale: airtable === "stale",
              creators: slugs.map((slug) => ({ slug })),
            }),
    },
  } as unknown as Container;
  return {
    heartbeats,
    actionOf: async (name: string) =>
      (await describeDeployment(container)).find((each) => each.name === name)?.action,
    pass: (ms: number) => {
      nowMs += ms;
    },
    async factOf(name: string): Promise<string> {
      const fact = (await describeDeployment(container)).find((each) => each.name === name);
      return `${fact?.standing}: ${fact?.words}`;
    },
    text: async () => JSON.stringify(await describeDeployment(container)),
  };
}

test.each([
  ["fresh", "well: The list of creators was read 20 min ago."],
  ["stale", "wanting: It does not answer; the list of creators is of 20 min ago."],
  ["down", "wanting: It has not answered since this instance started, or for an hour."],
] as const)("Airtable %s", async (airtable, words) => {
  expect(await worldOf({ airtable }).factOf("Airtable")).toBe(words);
});

test.each<[string, Readonly<Record<string, unknown>>, RegExp]>([
  ["CRON_SECRET", {}, /^wanting: Not set: the crons stay closed/],
  ["CRON_SECRET", { CRON_SECRET: SECRETS.CRON_SECRET }, /^well: Set\.$/],
  ["APP_URL", {}, /^wanting: Not set/],
  ["APP_URL", { APP_URL: "https://x.example" }, /^well: Set\.$/],
  ["Sign-in links by e-mail", {}, /^well: Off: links are made on the pages of People/],
  [
    "Sign-in links by e-mail",
    { MAIL_FROM: "a@x.example" },
    /^wanting: Off: RESEND_API_KEY and APP_URL missing/,
  ],
  [
    "Sign-in links by e-mail",
    { RESEND_API_KEY: "k", MAIL_FROM: "a@x.example", APP_URL: "https://x.example" },
    /^well: On/,
  ],
  ["TOKEN_REFRESH", {}, /^well: On/],
  ["TOKEN_REFRESH", { canRefreshTokens: false }, /^wanting: Off.*renews and connects none/],
  ["Shared store", {}, /^wanting: Memory only.*exactly-once.*sign-in links.*KV_REST_API_URL/i],
  ["Shared store", { kv: SECRETS.kv }, /^well: It answers/],
])("%s of %j", async (name, env, words) => {
  expect(await worldOf({ env }).factOf(name)).toMatch(words);
});

describe("TOKEN_KEYS", () => {
  const tokenKeys = [{ id: "k1", key: new Uint8Array(32) }];
  const action = { label: "Encrypt all now", path: "/api/tokens/encrypt" };

  test.each<[string, World, RegExp, typeof action | undefined]>([
    ["unset", {}, /^wanting: Not set: tokens stand in Airtable in plain text/, undefined],
    ["all sealed", { env: { tokenKeys }, slugs: ["a", "b"] }, /^well: Set: every token/, undefined],
    [
      "one open",
      { env: { tokenKeys }, slugs: ["open"] },
      /^wanting: .* 1 row holds tokens/,
      action,
    ],
    [
      "one open where nothing may be written",
      { env: { tokenKeys, canRefreshTokens: false }, slugs: ["open"] },
      /^wanting: .* 1 row holds tokens/,
      undefined,
    ],
    ["not known", { env: { tokenKeys }, airtable: "down" }, /^unknown: Set\./, undefined],
  ])("%s", async (_, world, words, offered) => {
    expect(await worldOf(world).factOf("TOKEN_KEYS")).toMatch(words);
    expect(await worldOf(world).actionOf("TOKEN_KEYS")).toEqual(offered);
  });
});

test("no value of the environment is shown", async () => {
  const env = { ...SECRETS, APP_URL: "https://dashboard.example" };
  expect(await worldOf({ env }).text()).not.toMatch(/secret|a-token|dashboard\.example/);
});

describe("a cron", () => {
  const shared = { env: { kv: SECRETS.kv } };

  test("that ran is well until it is late", async () => {
    const { heartbeats, factOf, pass } = worldOf(shared);
    await heartbeats.beat("refresh", { isFailed: false, backlog: 0 });
    pass(12 * MINUTE_MS);
    expect(await factOf("Tokens renewed")).toBe("well: 12 min ago.");
    pass(94 * MINUTE_MS);
    expect(await factOf("Tokens renewed")).toBe("wanting: 1 h ago: late.");
  });

  test("that failed says when it last did not", async () => {
    const { heartbeats, factOf, pass } = worldOf(shared);
    await heartbeats.beat("sync", { isFailed: false, backlog: 0 });
    pass(4 * HOUR_MS);
    await heartbeats.beat("sync", { isFailed: true, backlog: 0 });
    expect(await factOf("Figures synced")).toBe(
      "wanting: The last run failed wholly. The last good one was 4 h ago.",
    );
  });

  test("that never ran is not unknown where the store would know, and unknown where none does", async () => {
    expect(await worldOf(shared).factOf("Tokens renewed")).toBe("wanting: No run yet.");
    const unknown = "unknown: Unknown on this instance.";
    expect(await worldOf().factOf("Tokens renewed")).toBe(unknown);
    const down = worldOf({ ...shared, isStoreDown: true });
    expect(await down.factOf("Tokens renewed")).toBe(unknown);
    expect(await down.factOf("Shared store")).toBe(
      "wanting: It is configured and does not answer: until it does, no session is renewed.",
    );
  });

  test("that ran on an instance without a shared store says where", async () => {
    const { heartbeats, factOf } = worldOf();
    await heartbeats.beat("refresh", { isFailed: false, backlog: 0 });
    expect(await factOf("Tokens renewed")).toBe("well: just now, on this instance.");
  });
});
