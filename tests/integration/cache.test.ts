import { randomUUID } from "node:crypto";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { z } from "zod";
import { createCache } from "@/lib/cache/cache";
import { createCachedRead } from "@/lib/cache/cached";
import { indexKey, MAX_CREATOR_BYTES } from "@/lib/cache/shelf";
import { ok } from "@/lib/core/result";
import { createVercelKv } from "@/lib/kv/vercel-kv";
import { createSandbox } from "../sandbox";
import type { Fault } from "../sandbox/faults";
import type { Sandbox } from "../sandbox/sandbox";

/** A store that is down keeps a read for a second; the rest is this machine's. */
const LONGEST_READ_MS = 1_600;

interface Args {
  readonly slug: string;
  readonly window: string;
}

const Answer = z.object({ window: z.string(), filling: z.string() });

let sandbox: Sandbox;

beforeAll(async () => {
  sandbox = await createSandbox({ kv: "redis" });
});

beforeEach(() => sandbox.kv(["FLUSHALL"]));
afterEach(() => sandbox.faults.clear());
afterAll(() => sandbox.close());

/** The cache as one process has it, over a real Redis behind the store's REST door. */
function startProcess(fillingBytes = 10) {
  const load = vi.fn(async ({ window }: Args) => ok({ window, filling: "x".repeat(fillingBytes) }));
  const deferred: Promise<void>[] = [];
  const events: string[] = [];
  const cache = createCache<{ readonly code: string }>({
    store: createVercelKv({
      url: sandbox.env["KV_REST_API_URL"] ?? "",
      token: sandbox.env["KV_REST_API_TOKEN"] ?? "",
    }),
    isShared: true,
    now: Date.now,
    sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    random: Math.random,
    defer: (work) => deferred.push(work()),
    log: (_, event) => events.push(event),
    newOwner: randomUUID,
    parseFailure: () => undefined,
  });
  const read = createCachedRead(cache, {
    keyOf: ({ window }: Args) => `filling/v1|${window}`,
    parse: (stored) => Answer.safeParse(stored).data,
    load,
  });
  return { read, load, events, settle: () => Promise.all(deferred) };
}

async function timed<T>(work: Promise<T>): Promise<readonly [T, number]> {
  const startedAt = performance.now();
  return [await work, performance.now() - startedAt];
}

const FAULTS: readonly Fault[] = [
  { kind: "refuse" },
  { kind: "reset" },
  { kind: "hang" },
  { kind: "half-body" },
  { kind: "invalid-json" },
  { kind: "html-502" },
  { kind: "status", status: 500 },
  { kind: "rate-limit" },
  { kind: "rate-limit", retryAfter: "3600" },
];

describe.each(FAULTS.map((fault) => [JSON.stringify(fault), fault] as const))(
  "a store that answers with %s",
  (_, fault) => {
    test("breaks no read and delays few: memory serves what was read before, the source the rest", async () => {
      const { read, load, events, settle } = startProcess();
      const known = { slug: "ava-lane", window: "28d" };
      await read(known);
      await settle();
      sandbox.faults.set("kv", fault);

      const [hit, hitMs] = await timed(read(known));
      expect(hit).toMatchObject({ ok: true, value: { source: "hit" } });
      expect(hitMs).toBeLessThan(LONGEST_READ_MS);
      const others = Array.from({ length: 30 }, (_, index) => ({ ...known, window: `${index}` }));
      const [answers, togetherMs] = await timed(Promise.all(others.map((args) => read(args))));
      expect(answers.map((answer) => answer.ok && answer.value.source)).toEqual(
        Array(30).fill("miss"),
      );
      expect(load).toHaveBeenCalledTimes(31);
      // The store was found away a moment ago: nobody waits for it again.
      expect(togetherMs).toBeLessThan(500);
      await settle();
      expect(events).toEqual(["cache_store_away"]);
      expect((await read(known)).ok).toBe(true);
    });
  },
);

test.each(["rubbish", "", '{"storedAtMs":', "[]", "null"])(
  "an entry that reads %j in the store is replaced, and a process that had a good one keeps it",
  async (text) => {
    const [one, other] = [startProcess(), startProcess()];
    const args = { slug: "ava-lane", window: "28d" };
    await one.read(args);
    await one.settle();
    await sandbox.kv(["SET", "cache/v1|ava-lane|filling/v1|28d", text, "PX", "60000"]);
    expect(await one.read(args)).toMatchObject({ value: { source: "hit" } });
    expect(await other.read(args)).toMatchObject({ value: { source: "miss" } });
    await other.settle();
    expect(await startProcess().read(args)).toMatchObject({ value: { source: "hit" } });
    expect(one.load.mock.calls.length + other.load.mock.calls.length).toBe(2);
  },
);

test("three processes that fill the store: a creator's bytes in Redis stay within her share, others' and the journal's stay whole", async () => {
  await sandbox.kv(["SET", "token-journal/v1|rec1", "1:sealed"]);
  const bea = startProcess();
  await bea.read({ slug: "bea-ortiz", window: "28d" });
  await bea.settle();
  const processes = [startProcess(90_000), startProcess(40_000), startProcess(5_000)];
  for (let round = 0; round < 12; round += 1) {
    const reads = processes.flatMap(({ read }, index) =>
      [0, 1].map((part) => read({ slug: "ava-lane", window: `${round}.${index}.${part}` })),
    );
    await Promise.all(reads);
    await Promise.all(processes.map(({ settle }) => settle()));
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(await bytesOf("ava-lane")).toBeLessThanOrEqual(MAX_CREATOR_BYTES);
  }
  expect(await bytesOf("ava-lane")).toBeGreaterThan(MAX_CREATOR_BYTES * 0.8);
  const keys = z.array(z.string()).parse(await sandbox.kv(["KEYS", "cache/v1|ava-lane|*"]));
  expect(keys.toSorted().at(0)).not.toContain("|0.");
  expect(keys.some((key) => key.includes("|11.2.1"))).toBe(true);
  expect(await startProcess().read({ slug: "bea-ortiz", window: "28d" })).toMatchObject({
    value: { source: "hit" },
  });
  expect(await sandbox.kv(["GET", "token-journal/v1|rec1"])).toBe("1:sealed");
});

/** All that stands in Redis for a creator: keys, texts and index. */
async function bytesOf(slug: string): Promise<number> {
  const keys = z.array(z.string()).parse(await sandbox.kv(["KEYS", `*|${slug}*`]));
  const sizes = keys.map(async (key) => z.number().parse(await sandbox.kv(["STRLEN", key])));
  const bytes = (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
  expect(keys).toContain(indexKey(slug));
  return bytes + keys.reduce((sum, key) => sum + Buffer.byteLength(key), 0);
}
