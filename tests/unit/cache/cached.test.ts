import { expect, test, vi } from "vitest";
import { z } from "zod";
import { createCachedRead, FRESH_FOR_MS, REVALIDATE_FOR_MS } from "@/lib/cache/cached";
import { err, ok, type Result } from "@/lib/core/result";
import { createMemoryKv } from "@/lib/kv/memory";
import type { KvStore } from "@/lib/kv/store";

type Failure = { readonly code: string };

function setUp(overrides: { readonly store?: KvStore } = {}) {
  let nowMs = 1_000_000;
  const deferred: Promise<void>[] = [];
  const load = vi.fn<(args: string) => Promise<Result<number, Failure>>>();
  const onStoreError = vi.fn();
  const store = overrides.store ?? createMemoryKv({ now: () => nowMs });
  const read = createCachedRead<string, number, Failure>(
    { store, now: () => nowMs, defer: (work) => deferred.push(work()), onStoreError },
    { keyOf: (args) => args, parse: (stored) => z.number().safeParse(stored).data, load },
  );
  return {
    read,
    load,
    store,
    onStoreError,
    advance: (ms: number) => {
      nowMs += ms;
    },
    settle: () => Promise.all(deferred),
  };
}

test("500 equal reads that miss at once load once", async () => {
  const { read, load } = setUp();
  load.mockImplementation(async () => ok(7));
  const answers = await Promise.all(Array.from({ length: 500 }, () => read("a")));
  expect(load).toHaveBeenCalledTimes(1);
  expect(new Set(answers.map((answer) => answer.ok && answer.value.value))).toEqual(new Set([7]));
});

test("fresh answers are hits; late ones are served at once and renewed behind", async () => {
  const { read, load, advance, settle } = setUp();
  load.mockResolvedValueOnce(ok(1)).mockResolvedValueOnce(ok(2));
  expect(await read("a")).toMatchObject({ value: { value: 1, source: "miss" } });
  advance(FRESH_FOR_MS);
  expect(await read("a")).toMatchObject({ value: { value: 1, source: "hit" } });
  expect(load).toHaveBeenCalledTimes(1);
  advance(1);
  expect(await read("a")).toMatchObject({ value: { value: 1, source: "stale", error: null } });
  await settle();
  expect(await read("a")).toMatchObject({ value: { value: 2, source: "hit" } });
  expect(load).toHaveBeenCalledTimes(2);
});

test("an old answer is served with the reason when its source fails, and the failure is remembered for 10 s", async () => {
  const { read, load, advance } = setUp();
  load.mockResolvedValueOnce(ok(1)).mockResolvedValue(err({ code: "down" }));
  await read("a");
  advance(REVALIDATE_FOR_MS + 1);
  const stale = { value: { value: 1, source: "stale", error: { code: "down" } } };
  expect(await read("a")).toMatchObject(stale);
  advance(9_999);
  expect(await read("a")).toMatchObject(stale);
  expect(load).toHaveBeenCalledTimes(2);
  advance(2);
  load.mockResolvedValueOnce(ok(3));
  expect(await read("a")).toMatchObject({ value: { value: 3, source: "miss", error: null } });
});

test("with nothing stored a failure is the answer, and it is not asked again for 10 s", async () => {
  const { read, load } = setUp();
  load.mockResolvedValue(err({ code: "down" }));
  expect(await read("a")).toEqual({ ok: false, error: { code: "down" } });
  expect(await read("a")).toEqual({ ok: false, error: { code: "down" } });
  expect(load).toHaveBeenCalledTimes(1);
});

test("a store that fails never fails a read", async () => {
  const broken: KvStore = {
    get: () => Promise.reject(new Error("store down")),
    set: () => Promise.reject(new Error("store down")),
    delete: () => Promise.reject(new Error("store down")),
  };
  const { read, load, onStoreError } = setUp({ store: broken });
  load.mockResolvedValue(ok(5));
  expect(await read("a")).toMatchObject({ value: { value: 5, source: "miss" } });
  expect(onStoreError.mock.calls.map(([operation]) => operation)).toEqual(["get", "set"]);
});

test.each(["rubbish", "{}", '{"storedAtMs":1,"value":"text"}', '{"storedAtMs":"x","value":1}'])(
  "a stored %s is ignored and replaced",
  async (text) => {
    const { read, load, store } = setUp();
    await store.set("a", text, 60_000);
    load.mockResolvedValueOnce(ok(9));
    expect(await read("a")).toMatchObject({ value: { value: 9, source: "miss" } });
    expect(await read("a")).toMatchObject({ value: { value: 9, source: "hit" } });
  },
);

test("two keys never share an answer", async () => {
  const { read, load } = setUp();
  load.mockImplementation(async (args) => ok(args.length));
  expect(await read("a")).toMatchObject({ value: { value: 1 } });
  expect(await read("bb")).toMatchObject({ value: { value: 2 } });
});
