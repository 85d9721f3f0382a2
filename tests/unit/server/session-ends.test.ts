import { expect, test } from "vitest";
import { DAY_MS, MINUTE_MS, SECOND_MS } from "@/lib/core/time";
import { createMemoryKv } from "@/lib/kv/memory";
import { createEmailHash } from "@/lib/server/crypto";
import { createSessionEnds } from "@/lib/server/session-ends";

const START = Date.parse("2026-11-24T08:00:00Z");
const EMAIL = "mara@studio.example";

/** Two instances over one store that can fail or hang. */
function setUp() {
  const world = { nowMs: START, store: "up" as "up" | "down" | "hanging" };
  const now = () => world.nowMs;
  const memory = createMemoryKv({ now });
  const keys: string[] = [];
  let reads = 0;
  let waits: (() => void)[] = [];
  async function meet(key: string): Promise<void> {
    keys.push(key);
    if (world.store === "down") throw new Error("down");
    if (world.store === "hanging") await new Promise(() => {});
  }
  const store = {
    ...memory,
    async get(key: string) {
      reads += 1;
      await meet(key);
      return memory.get(key);
    },
    async set(key: string, value: string, ttlMs: number) {
      await meet(key);
      return memory.set(key, value, ttlMs);
    },
  };
  const sleep = () => new Promise<void>((resolve) => void waits.push(resolve));
  const create = () =>
    createSessionEnds({ store, now, sleep, hash: createEmailHash("s".repeat(32)) });
  return {
    world,
    keys,
    reads: () => reads,
    here: create(),
    there: create(),
    memory,
    giveUpWaiting() {
      for (const end of waits) end();
      waits = [];
    },
  };
}

test("an end is known here at once, and elsewhere within a minute", async () => {
  const { world, here, there } = setUp();
  expect(await there.lastEnd(EMAIL)).toBeUndefined();
  world.nowMs += SECOND_MS;
  expect(await here.endAll(EMAIL)).toBe(true);
  expect(await here.lastEnd(EMAIL)).toBe(START + SECOND_MS);
  expect(await there.lastEnd(EMAIL)).toBeUndefined();
  world.nowMs = START + MINUTE_MS;
  expect(await there.lastEnd(EMAIL)).toBe(START + SECOND_MS);
  expect(await here.lastEnd("ines@studio.example")).toBeUndefined();
});

test("a thousand requests of a person cost one reading a minute, and one together", async () => {
  const { world, here, reads } = setUp();
  for (let request = 0; request < 500; request += 1) {
    await Promise.all([here.lastEnd(EMAIL), here.lastEnd(EMAIL)]);
  }
  expect(reads()).toBe(1);
  world.nowMs += MINUTE_MS;
  await here.lastEnd(EMAIL);
  expect(reads()).toBe(2);
});

test("while the store is down the last known end stays known, and is asked for once a minute", async () => {
  const { world, here, there, reads } = setUp();
  await here.endAll(EMAIL);
  expect(await there.lastEnd(EMAIL)).toBe(START);
  world.store = "down";
  const before = reads();
  for (let minute = 1; minute <= 3; minute += 1) {
    world.nowMs = START + minute * MINUTE_MS;
    expect(await there.lastEnd(EMAIL)).toBe(START);
    expect(await there.lastEnd(EMAIL)).toBe(START);
  }
  expect(reads() - before).toBe(3);
});

test("a store that is down takes no end: it holds here alone, and that is said", async () => {
  const { world, here, there } = setUp();
  world.store = "down";
  expect(await here.endAll(EMAIL)).toBe(false);
  world.store = "up";
  world.nowMs += 2 * MINUTE_MS;
  expect(await here.lastEnd(EMAIL)).toBe(START);
  expect(await there.lastEnd(EMAIL)).toBeUndefined();
});

test("a store that hangs is waited for once, and a person who was not ended goes on", async () => {
  const { world, here, reads, giveUpWaiting } = setUp();
  world.store = "hanging";
  const asked = here.lastEnd(EMAIL);
  await Promise.resolve();
  await Promise.resolve();
  giveUpWaiting();
  expect(await asked).toBeUndefined();
  expect(await here.lastEnd(EMAIL)).toBeUndefined();
  expect(reads()).toBe(1);
});

test("a reading that is under way when a person ends her sessions does not undo that", async () => {
  const { here } = setUp();
  const reading = here.lastEnd(EMAIL);
  await here.endAll(EMAIL);
  await reading;
  expect(await here.lastEnd(EMAIL)).toBe(START);
});

test("rubbish in the store is no end", async () => {
  const { world, here, there, keys, memory } = setUp();
  await here.lastEnd(EMAIL);
  for (const rubbish of ["soon", "-1", "1e9", ""]) {
    await memory.set(keys[0] ?? "", rubbish, DAY_MS);
    world.nowMs += MINUTE_MS;
    expect(await there.lastEnd(EMAIL)).toBeUndefined();
  }
});

test("no key tells the address", async () => {
  const { here, keys } = setUp();
  await here.endAll(EMAIL);
  expect(keys).toHaveLength(1);
  expect(keys[0]).toMatch(/^session-end\/v1\|[\w-]{43}$/);
});
