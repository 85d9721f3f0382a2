import fc from "fast-check";
import { expect, test, vi } from "vitest";
import { type CacheLog, createPatientStore } from "@/lib/cache/patient-store";
import {
  createShelf,
  indexKey,
  MAX_CREATOR_BYTES,
  MAX_ENTRY_BYTES,
  ON_ERROR_FOR_MS,
} from "@/lib/cache/shelf";
import type { AtomicKv } from "@/lib/kv/store";

const DAY_MS = 24 * 3_600_000;

/** A store whose contents can be looked at, with the versioned writes and the lives that a shelf relies on. */
function createOpenKv(now: () => number) {
  const texts = new Map<string, { readonly text: string; readonly endsAtMs: number }>();
  const versions = new Map<string, { readonly version: number; readonly text: string }>();
  const unused = () => Promise.reject(new Error("a shelf does not use it"));
  const kv: AtomicKv = {
    get: async (key) => {
      const found = texts.get(key);
      return found !== undefined && found.endsAtMs > now() ? found.text : undefined;
    },
    putVersioned: async (key, next, markers) => {
      const standing = versions.get(key);
      if (standing !== undefined && standing.version !== next.version - 1) return standing;
      versions.set(key, next);
      for (const { key: marked, value, ttlMs } of markers) {
        texts.set(marked, { text: value, endsAtMs: now() + ttlMs });
      }
      return undefined;
    },
    set: unused,
    delete: unused,
    setIfAbsent: unused,
    extendIfEqual: unused,
    deleteIfEqual: unused,
    getVersioned: unused,
  };
  /** All that lives, index included. */
  const bytes = () => {
    const live = [...texts].filter(([, { endsAtMs }]) => endsAtMs > now() + 1);
    const all = [
      ...live.flatMap(([key, { text }]) => [key, text]),
      ...[...versions].flatMap(([key, { text }]) => [key, text]),
    ];
    return all.reduce((sum, text) => sum + Buffer.byteLength(text), 0);
  };
  return { kv, bytes, versions };
}

function setUp(processes = 1) {
  let nowMs = 1_800_000_000_000;
  const now = () => nowMs;
  const open = createOpenKv(now);
  const log = vi.fn<CacheLog>();
  const sleep = () => new Promise<void>(() => undefined);
  const shelves = Array.from({ length: processes }, () =>
    createShelf({ store: createPatientStore({ kv: open.kv, now, sleep, log }), now, log }),
  );
  const advance = (ms: number) => {
    nowMs += ms;
  };
  const [shelf] = shelves;
  if (shelf === undefined) throw new Error("no process");
  const has = async (key: string) => ((await open.kv.get(key)) === undefined) === false;
  return { ...open, shelf, shelves, log, advance, has };
}

function item(key: string, bytes: number) {
  return { key, text: "x".repeat(bytes) };
}

test("what is stored is read back; a key that is not there is undefined", async () => {
  const { shelf } = setUp();
  await shelf.write("ava", { key: "k", text: "text" });
  expect(await shelf.read("k")).toEqual({ ok: true, value: "text" });
  expect(await shelf.read("other")).toEqual({ ok: true, value: undefined });
});

test("an entry over the limit is not stored and is logged once; one just below it is", async () => {
  const { shelf, log, has } = setUp();
  for (let round = 0; round < 3; round += 1) await shelf.write("ava", item("big", MAX_ENTRY_BYTES));
  expect(await has("big")).toBe(false);
  expect(log.mock.calls.map(([, event, fields]) => [event, fields?.["key"]])).toEqual([
    ["cache_entry_too_large", "big"],
  ]);
  await shelf.write("ava", item("fits", MAX_ENTRY_BYTES - 200));
  expect(await has("fits")).toBe(true);
});

test("sizes are bytes, not characters", async () => {
  const { shelf, has } = setUp();
  await shelf.write("ava", { key: "k", text: "✓".repeat(MAX_ENTRY_BYTES / 2) });
  expect(await has("k")).toBe(false);
});

test("when a creator's share is full the entries stored longest ago go, and nobody else's", async () => {
  const { shelf, has, advance } = setUp();
  const perEntry = 200 * 1024;
  await shelf.write("bea", item("bea-0", perEntry));
  for (let index = 0; index < 7; index += 1) {
    await shelf.write("ava", item(`ava-${index}`, perEntry));
    // Read again by a job each time, and so never the oldest.
    await shelf.write("ava", item("ava-28d", 3_000));
  }
  advance(1);
  const there = await Promise.all(Array.from({ length: 7 }, (_, index) => has(`ava-${index}`)));
  expect(there).toEqual([false, false, true, true, true, true, true]);
  expect([await has("ava-28d"), await has("bea-0")]).toEqual([true, true]);
});

test("an entry that is written again counts once", async () => {
  const { shelf, has } = setUp();
  await shelf.write("ava", item("first", 1_000));
  for (let round = 0; round < 100; round += 1) await shelf.write("ava", item("again", 100_000));
  expect([await has("first"), await has("again")]).toEqual([true, true]);
});

test("many small entries are bounded in number, so that the index stays small", async () => {
  const { shelf, versions } = setUp();
  for (let index = 0; index < 400; index += 1) await shelf.write("ava", item(`key-${index}`, 10));
  const rows: unknown = JSON.parse(versions.get(indexKey("ava"))?.text ?? "");
  expect(rows).toHaveLength(256);
});

test("entries that have lapsed no longer count", async () => {
  const { shelf, versions, advance } = setUp();
  await shelf.write("ava", item("old", 1_000));
  advance(ON_ERROR_FOR_MS + DAY_MS);
  await shelf.write("ava", item("new", 1_000));
  expect(versions.get(indexKey("ava"))?.text).not.toContain('"old"');
});

test.each(["rubbish", "[1]", '{"rows":[]}'])(
  "an index that reads %j is begun anew",
  async (text) => {
    const { shelf, versions, has } = setUp();
    versions.set(indexKey("ava"), { version: 12, text });
    await shelf.write("ava", item("k", 1_000));
    expect(await has("k")).toBe(true);
    expect(versions.get(indexKey("ava"))).toMatchObject({ version: 13 });
  },
);

test("writes of one process do not run into each other: each is one call", async () => {
  const { shelf, kv } = setUp();
  const put = vi.spyOn(kv, "putVersioned");
  await Promise.all(
    Array.from({ length: 20 }, (_, index) => shelf.write("ava", item(`${index}`, 10))),
  );
  expect(put).toHaveBeenCalledTimes(20);
});

test("whatever processes write, and in whatever order, a creator's bytes stay within her share and the newest entry is there", async () => {
  const write = fc.record({
    process: fc.nat(2),
    creator: fc.constantFrom("ava", "bea"),
    window: fc.nat(40),
    bytes: fc.oneof(fc.nat(20_000), fc.nat(MAX_ENTRY_BYTES + 1_000)),
    afterMs: fc.oneof(fc.nat(60_000), fc.nat(20 * DAY_MS)),
    isConcurrent: fc.boolean(),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(write, { minLength: 20, maxLength: 120 }), async (writes) => {
      const { shelves, bytes, advance, has, log } = setUp(3);
      let running: Promise<void>[] = [];
      for (const { process, creator, window, bytes: size, afterMs, isConcurrent } of writes) {
        advance(afterMs);
        const key = `${creator}-${window}`;
        running.push(shelves[process]?.write(creator, item(key, size)) ?? Promise.resolve());
        if (isConcurrent) continue;
        await Promise.all(running);
        running = [];
        expect(bytes()).toBeLessThanOrEqual(2 * MAX_CREATOR_BYTES);
        if (size < MAX_ENTRY_BYTES - 300) expect(await has(key)).toBe(true);
      }
      await Promise.all(running);
      expect(bytes()).toBeLessThanOrEqual(2 * MAX_CREATOR_BYTES);
      expect(log.mock.calls.filter(([, event]) => event === "cache_entry_not_stored")).toEqual([]);
    }),
    { numRuns: 60 },
  );
});
