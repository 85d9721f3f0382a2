import { expect, test } from "vitest";
import { createPatientStore, createPromptStore } from "@/lib/cache/patient-store";
import { createMemoryKv } from "@/lib/kv/memory";
import type { CounterKv } from "@/lib/kv/store";
import { errorResponse } from "@/lib/server/api-error";
import { createRateLimiter, RATE_LIMITS, type RateLimitName } from "@/lib/server/rate-limit";

const START_MS = Date.parse("2026-11-24T12:00:00Z");
const PERSON = "mara@studio.example";
const NAMES = ["connect/person", "export/person", "sign-in/address"] as const;

function setUp(shared?: CounterKv) {
  const clock = { nowMs: START_MS };
  const now = () => clock.nowMs;
  const keys: string[] = [];
  const memory = createMemoryKv({ now });
  const watched: CounterKv = {
    increment(key, ttlMs) {
      keys.push(key);
      return memory.increment(key, ttlMs);
    },
  };
  const own = createPromptStore<CounterKv>(watched);
  const sleep = async () => new Promise<void>((resolve) => setTimeout(resolve, 20));
  const stores =
    shared === undefined
      ? [own]
      : [createPatientStore({ kv: shared, now, sleep, log: () => {} }), own];
  const limiter = createRateLimiter({ stores, key: new Uint8Array(32) });
  return { clock, keys, limiter };
}

async function takeTimes(
  limiter: ReturnType<typeof setUp>["limiter"],
  name: RateLimitName,
  times: number,
) {
  const outcomes: boolean[] = [];
  for (let use = 0; use < times; use += 1) outcomes.push((await limiter.take(name, PERSON)).ok);
  return outcomes;
}

test.each(NAMES)("%s lets its count through, refuses the next, and begins anew", async (name) => {
  const { clock, limiter } = setUp();
  const { count, windowMs } = RATE_LIMITS[name];
  expect(await takeTimes(limiter, name, count + 2)).toEqual([
    ...Array.from({ length: count }, () => true),
    false,
    false,
  ]);
  clock.nowMs += windowMs - 1;
  expect((await limiter.take(name, PERSON)).ok).toBe(false);
  clock.nowMs += 2;
  expect((await limiter.take(name, PERSON)).ok).toBe(true);
});

test("subjects and limits are counted apart", async () => {
  const { limiter } = setUp();
  expect((await limiter.take("sync/creator", "ava-lane")).ok).toBe(true);
  expect((await limiter.take("sync/creator", "ava-lane")).ok).toBe(false);
  expect((await limiter.take("sync/creator", "bea-ortiz")).ok).toBe(true);
  expect((await limiter.take("export/person", "ava-lane")).ok).toBe(true);
});

test("no key holds the address it counts for", async () => {
  const { keys, limiter } = setUp();
  await limiter.take("sign-in-mail/person", PERSON);
  await limiter.take("sign-in-mail/address", "203.0.113.9");
  expect(keys).toHaveLength(2);
  for (const key of keys) {
    expect(key).toMatch(/^limit\/v1\|sign-in-mail\/(person|address)\|[\w-]{22}$/);
    expect(key).not.toMatch(/mara|studio|203/);
  }
});

test.each([
  [0, "60 seconds", "60"],
  [15_500, "45 seconds", "45"],
  [59_999, "a second", "1"],
])("%i ms into a minute the refusal says %s", async (passedMs, words, seconds) => {
  const { clock, limiter } = setUp();
  await limiter.take("sync/creator", "ava-lane");
  clock.nowMs += passedMs;
  const refused = await limiter.take("sync/creator", "ava-lane");
  if (refused.ok) throw new Error("it was let through");
  const response = errorResponse(refused.error);
  expect(response.status).toBe(429);
  expect(response.headers.get("retry-after")).toBe(seconds);
  expect(await response.json()).toEqual({
    error: {
      code: "slow_down",
      message: `Her figures were read within the last minute; try again in ${words}.`,
    },
  });
});

test("longer waits are told in minutes", async () => {
  const { limiter } = setUp();
  await takeTimes(limiter, "connect/person", 5);
  const refused = await limiter.take("connect/person", PERSON);
  expect(refused).toMatchObject({
    ok: false,
    error: { message: expect.stringMatching(/; try again in 10 minutes\.$/) },
  });
});

test.each([
  ["fails", () => Promise.reject(new Error("down"))],
  ["hangs", () => new Promise<never>(() => {})],
])(
  "while the shared store %s this process counts for itself, and asks it seldom",
  async (_, increment) => {
    let asked = 0;
    const { clock, keys, limiter } = setUp({
      increment() {
        asked += 1;
        return increment();
      },
    });
    expect(await takeTimes(limiter, "connect/person", 6)).toEqual([
      true,
      true,
      true,
      true,
      true,
      false,
    ]);
    expect(keys).toHaveLength(6);
    expect(asked).toBe(1);
    clock.nowMs += 5_001;
    await limiter.take("connect/person", PERSON);
    expect(asked).toBe(2);
  },
);

test("while the shared store answers, the process's own memory counts nothing", async () => {
  const shared = createMemoryKv({ now: () => START_MS });
  const { keys, limiter } = setUp(shared);
  await takeTimes(limiter, "connect/person", 3);
  expect(keys).toEqual([]);
});
