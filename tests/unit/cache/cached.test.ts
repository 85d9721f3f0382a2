import { expect, test, vi } from "vitest";
import { z } from "zod";
import { createCache } from "@/lib/cache/cache";
import { createCachedRead, FRESH_FOR_MS, REVALIDATE_FOR_MS } from "@/lib/cache/cached";
import { err, ok } from "@/lib/core/result";
import { createMemoryKv } from "@/lib/kv/memory";
import { setUp } from "./set-up";

const KEY = "cache/v1|ava-lane|figures/v1|28d";
const DAY_MS = 24 * 3_600_000;

test("500 equal reads that miss at once load once, and ask the store as one", async () => {
  const { cached, load, time } = setUp();
  load.mockImplementation(async () => ok(7));
  const reads = Array.from({ length: 500 }, () => cached({ slug: "ava-lane" }));
  const answers = await time.run(Promise.all(reads));
  expect(load).toHaveBeenCalledTimes(1);
  expect(new Set(answers.map((answer) => answer.ok && answer.value.value))).toEqual(new Set([7]));
});

test("fresh answers are hits; late ones are served at once and renewed behind", async () => {
  const { read, load, time, settle } = setUp();
  load.mockResolvedValueOnce(ok(1)).mockResolvedValueOnce(ok(2));
  expect(await read()).toMatchObject({ value: { value: 1, source: "miss" } });
  await time.advance(FRESH_FOR_MS);
  expect(await read()).toMatchObject({ value: { value: 1, source: "hit" } });
  expect(load).toHaveBeenCalledTimes(1);
  await time.advance(1);
  expect(await read()).toMatchObject({ value: { value: 1, source: "stale", error: null } });
  await settle();
  expect(await read()).toMatchObject({ value: { value: 2, source: "hit" } });
  expect(load).toHaveBeenCalledTimes(2);
});

test("an old answer is served with the reason when its source fails, and the failure is remembered for 10 s", async () => {
  const { read, load, time, settle } = setUp();
  load.mockResolvedValueOnce(ok(1)).mockResolvedValue(err({ code: "down" }));
  await read();
  await settle();
  await time.advance(REVALIDATE_FOR_MS + 1);
  const stale = { value: { value: 1, source: "stale", error: { code: "down" } } };
  expect(await read()).toMatchObject(stale);
  await settle();
  await time.advance(9_999);
  expect(await read()).toMatchObject(stale);
  expect(load).toHaveBeenCalledTimes(2);
  await time.advance(2);
  load.mockResolvedValueOnce(ok(3));
  expect(await read()).toMatchObject({ value: { value: 3, source: "miss", error: null } });
});

test("with nothing stored a failure is the answer, and it is not asked again for 10 s", async () => {
  const { read, load } = setUp();
  load.mockResolvedValue(err({ code: "down" }));
  expect(await read()).toEqual({ ok: false, error: { code: "down" } });
  expect(await read()).toEqual({ ok: false, error: { code: "down" } });
  expect(load).toHaveBeenCalledTimes(1);
});

test("an answer is served on error for 30 days, and not a moment longer", async () => {
  const { read, load, time } = setUp();
  load.mockResolvedValueOnce(ok(1)).mockResolvedValue(err({ code: "down" }));
  await read();
  await time.advance(30 * DAY_MS);
  expect(await read()).toMatchObject({ value: { value: 1, source: "stale" } });
  await time.advance(10_001);
  expect(await read()).toEqual({ ok: false, error: { code: "down" } });
});

test("a peek tells what is stored, for 30 days, and never asks the source", async () => {
  const { cached, read, load, time } = setUp();
  const peek = () => cached.peek({ slug: "ava-lane" });
  expect(await peek()).toBeUndefined();
  expect(load).not.toHaveBeenCalled();
  load.mockResolvedValueOnce(ok(1));
  await read();
  const stored = await peek();
  expect(stored?.value).toBe(1);
  await time.advance(30 * DAY_MS);
  expect(await peek()).toEqual(stored);
  await time.advance(1);
  expect(await peek()).toBeUndefined();
  expect(load).toHaveBeenCalledTimes(1);
});

test.each(["rubbish", "", "{}", '{"storedAtMs":1,"value":"text"}', '{"storedAtMs":"x","value":1}'])(
  "a stored %j is ignored and replaced",
  async (text) => {
    const { read, load, store } = setUp();
    await store.set(KEY, text, 60_000);
    load.mockResolvedValueOnce(ok(9));
    expect(await read()).toMatchObject({ value: { value: 9, source: "miss" } });
    expect(await read()).toMatchObject({ value: { value: 9, source: "hit" } });
    expect(await store.get(KEY)).toMatch(/"value":9/);
  },
);

test("two windows, and two creators with the same window, never share an answer", async () => {
  const { read, load } = setUp();
  load.mockImplementation(async ({ slug, window = "" }) => ok(slug.length * 100 + window.length));
  expect(await read({ slug: "ava-lane", window: "7d" })).toMatchObject({ value: { value: 802 } });
  expect(await read({ slug: "ava-lane", window: "28d" })).toMatchObject({ value: { value: 803 } });
  expect(await read({ slug: "bea", window: "28d" })).toMatchObject({ value: { value: 303 } });
  expect(load).toHaveBeenCalledTimes(3);
});

test("a job's refresh asks the source though the entry is fresh, and what it says is stored when it resolves", async () => {
  const { read, cached, load, store, time } = setUp();
  load.mockResolvedValueOnce(ok(1)).mockResolvedValueOnce(ok(2));
  await read();
  expect(await time.run(cached.refresh({ slug: "ava-lane" }))).toMatchObject({ ok: true });
  expect(await store.get(KEY)).toMatch(/"value":2/);
  expect(await read()).toMatchObject({ value: { value: 2, source: "hit" } });
  expect(load).toHaveBeenCalledTimes(2);
});

test("a load that throws reaches the reader, and the next read asks again at once", async () => {
  const { read, load, settle, time } = setUp();
  load.mockRejectedValueOnce(new Error("a bug")).mockResolvedValueOnce(ok(1));
  await expect(read()).rejects.toThrow("a bug");
  await settle();
  const before = time.now();
  expect(await read()).toMatchObject({ value: { value: 1, source: "miss" } });
  expect(time.now()).toBe(before);
});

test("over this process's memory nothing is timed, and all else is the same", async () => {
  const nowMs = 1_800_000_000_000;
  const now = () => nowMs;
  const sleep = vi.fn(async () => undefined);
  const cache = createCache<{ readonly code: string }>({
    store: createMemoryKv({ now }),
    isShared: false,
    now,
    sleep,
    random: () => 0.5,
    defer: (work) => void work(),
    log: () => undefined,
    newOwner: () => "owner",
    parseFailure: () => undefined,
  });
  const load = vi.fn(async () => ok(1));
  const read = createCachedRead<{ readonly slug: string }, number, { readonly code: string }>(
    cache,
    { keyOf: () => "figures/v1", parse: (stored) => z.number().safeParse(stored).data, load },
  );
  const reads = await Promise.all(Array.from({ length: 500 }, () => read({ slug: "ava-lane" })));
  expect(reads.every(({ ok: isOk }) => isOk)).toBe(true);
  expect(await read({ slug: "ava-lane" })).toMatchObject({ value: { source: "hit" } });
  expect(load).toHaveBeenCalledTimes(1);
  expect(sleep).not.toHaveBeenCalled();
});
