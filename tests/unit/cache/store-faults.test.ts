import { expect, test } from "vitest";
import { FRESH_FOR_MS } from "@/lib/cache/cached";
import { err, ok } from "@/lib/core/result";
import { createMemoryKv } from "@/lib/kv/memory";
import { createFaultyKv, startProcess } from "./set-up";
import { createVirtualTime } from "./virtual-time";

const BEA = { slug: "bea-ortiz" };

function setUpFaulty() {
  const time = createVirtualTime();
  const { store, fault } = createFaultyKv(createMemoryKv(time));
  const process = startProcess(time, store);
  process.load.mockImplementation(async ({ slug }) => ok(slug.length));
  const timed = async (work: () => Promise<unknown>) => {
    const startedAt = time.now();
    await work();
    return time.now() - startedAt;
  };
  return { ...process, time, fault, store, timed };
}

test.each(["fails", "hangs", "rubbish"] as const)(
  "a store that %s breaks no read, and what this process has read before is served from memory",
  async (mode) => {
    const { read, load, fault, settle } = setUpFaulty();
    await read();
    await settle();
    fault.mode = mode;
    expect(await read()).toMatchObject({ ok: true, value: { value: 8, source: "hit" } });
    expect(await read(BEA)).toMatchObject({ ok: true, value: { value: 9, source: "miss" } });
    await settle();
    expect(await read(BEA)).toMatchObject({ ok: true, value: { value: 9, source: "hit" } });
    expect(load).toHaveBeenCalledTimes(2);
  },
);

test("a store that hangs costs a process one wait of a second every five, whatever it reads", async () => {
  const { read, cached, load, fault, time, timed, settle } = setUpFaulty();
  fault.mode = "hangs";
  expect(await timed(() => read())).toBe(1_000);
  const slugs = Array.from({ length: 50 }, (_, index) => ({ slug: `creator-${index}` }));
  const readMany = () => time.run(Promise.all(slugs.map((args) => cached(args))));
  expect(await timed(readMany)).toBe(0);
  expect(load).toHaveBeenCalledTimes(51);
  await settle();
  expect(fault.calls).toBe(1);
  await time.advance(5_000);
  expect(await timed(readMany)).toBe(1_000);
  await settle();
  expect(fault.calls).toBe(2);
});

test("a store that begins to hang in the middle of a read keeps it no longer than a second", async () => {
  for (const brokenAfter of [1, 2, 3]) {
    const { read, fault, store, timed } = setUpFaulty();
    let calls = 0;
    for (const name of ["get", "setIfAbsent"] as const) {
      const call = store[name];
      Object.assign(store, {
        [name]: (...args: never[]) => {
          calls += 1;
          if (calls === brokenAfter) fault.mode = "hangs";
          return Reflect.apply(call, store, args);
        },
      });
    }
    expect(await timed(() => read())).toBe(1_000);
  }
});

test("a store that is slow but answers keeps a miss little longer than a second", async () => {
  const { read, store, time, timed } = setUpFaulty();
  for (const name of ["get", "setIfAbsent"] as const) {
    const call = store[name];
    Object.assign(store, {
      [name]: async (...args: never[]) => {
        await time.sleep(900);
        return Reflect.apply(call, store, args);
      },
    });
  }
  expect(await timed(() => read())).toBe(1_000);
});

test("an outage of the store is logged once, and so is its end; then it is written to again", async () => {
  const { read, fault, time, events, settle, load, store } = setUpFaulty();
  fault.mode = "fails";
  for (let round = 0; round < 5; round += 1) {
    await read();
    await read(BEA);
    await time.advance(6_000);
  }
  expect(events()).toEqual(["cache_store_away"]);
  fault.mode = "works";
  await read();
  expect(events()).toEqual(["cache_store_away", "cache_store_back"]);
  expect(load).toHaveBeenCalledTimes(2);
  await time.advance(FRESH_FOR_MS);
  await read();
  await settle();
  expect(await store.get("cache/v1|ava-lane|figures/v1|28d")).toMatch(/"value":8/);
});

test("store and source both away: what is in memory is served with its reason", async () => {
  const { read, load, fault, time } = setUpFaulty();
  await read();
  fault.mode = "fails";
  load.mockResolvedValue(err({ code: "down" }));
  await time.advance(20 * 3_600_000);
  expect(await read()).toMatchObject({
    ok: true,
    value: { value: 8, source: "stale", error: { code: "down" } },
  });
});

test("what was read while the store was away is not replaced by the older entry that it still holds", async () => {
  const { read, load, fault, time, settle } = setUpFaulty();
  await read();
  await settle();
  await time.advance(10 * 3_600_000);
  fault.mode = "fails";
  load.mockResolvedValue(ok(99));
  expect(await read()).toMatchObject({ value: { value: 99, source: "miss" } });
  fault.mode = "works";
  await time.advance(6_000);
  expect(await read()).toMatchObject({ value: { value: 99, source: "hit" } });
});
