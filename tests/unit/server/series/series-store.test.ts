import { expect, test, vi } from "vitest";
import { createMemoryKv } from "@/lib/kv/memory";
import type { AtomicKv } from "@/lib/kv/store";
import { SERIES_CODEC } from "@/lib/server/series/series-codec";
import { createSeriesStore } from "@/lib/server/series/series-store";
import { mergeSeries, seriesOfReading } from "@/lib/server/series/stored-series";
import { day } from "../../analytics/builders";
import { aReading, NOW } from "./builders";

const KEY = "series";

function setUp(shared: AtomicKv = createMemoryKv({ now: () => NOW })) {
  const clock = { nowMs: NOW };
  const onStoreError = vi.fn<(operation: string, error: unknown) => void>();
  const store = { ...shared };
  const spies = {
    get: vi.spyOn(store, "getVersioned"),
    put: vi.spyOn(store, "putVersioned"),
  };
  const series = createSeriesStore({
    store,
    codec: SERIES_CODEC,
    now: () => clock.nowMs,
    onStoreError,
  });
  return { series, clock, onStoreError, shared, spies };
}

const OCTOBER = seriesOfReading(aReading("2026-10-01", "2026-10-31"));
const NOVEMBER = seriesOfReading(aReading("2026-11-01", "2026-11-24", { readAtMs: NOW + 1 }));
const BOTH = mergeSeries(OCTOBER, NOVEMBER);

async function standing(shared: AtomicKv) {
  return SERIES_CODEC.decode((await shared.getVersioned(KEY))?.text ?? "");
}

test("what one process adds the other reads, ten seconds later at most", async () => {
  const shared = createMemoryKv({ now: () => NOW });
  const [one, other] = [setUp(shared), setUp(shared)];
  expect((await other.series.read(KEY)).series.size).toBe(0);
  await one.series.add(KEY, OCTOBER);
  other.clock.nowMs += 9_999;
  expect((await other.series.read(KEY)).series.size).toBe(0);
  expect((await other.series.read(KEY, 0)).series).toEqual(OCTOBER);
  other.clock.nowMs += 20_000;
  expect((await other.series.read(KEY)).series).toEqual(OCTOBER);
});

test("500 reads at once ask the store once, and a text that has not changed is parsed once", async () => {
  const { series, spies, clock, shared } = setUp();
  await shared.putVersioned(KEY, { version: 7, text: SERIES_CODEC.encode(OCTOBER) }, []);
  const known = await Promise.all(Array.from({ length: 500 }, () => series.read(KEY)));
  expect(spies.get).toHaveBeenCalledTimes(1);
  expect(new Set(known.map(({ history }) => history)).size).toBe(1);
  clock.nowMs += 10_000;
  expect((await series.read(KEY)).history).toBe(known[0]?.history);
  expect(spies.get).toHaveBeenCalledTimes(2);
});

test("concurrent writers, in one process and in two, undo nothing of each other", async () => {
  const shared = createMemoryKv({ now: () => NOW });
  const [one, other] = [setUp(shared), setUp(shared)];
  await Promise.all([one.series.read(KEY), other.series.read(KEY)]);
  const days = [...BOTH].map((entry) => new Map([entry]));
  await Promise.all(
    days.map((added, index) => (index % 2 === 0 ? one : other).series.add(KEY, added)),
  );
  expect(await standing(shared)).toEqual(BOTH);
});

test("adding what is known already writes nothing", async () => {
  const { series, spies } = setUp();
  await series.add(KEY, BOTH);
  await series.add(KEY, BOTH);
  await series.add(KEY, OCTOBER);
  expect(spies.put).toHaveBeenCalledTimes(1);
});

test("a late writer, whose reading is older, takes nothing back", async () => {
  const shared = createMemoryKv({ now: () => NOW });
  const [one, late] = [setUp(shared), setUp(shared)];
  await late.series.read(KEY);
  const at = (readAtMs: number, clicks: number) =>
    seriesOfReading(aReading("2026-11-20", "2026-11-20", { readAtMs, clicks }));
  await one.series.add(KEY, at(NOW + 5, 120));
  const known = await late.series.add(KEY, at(NOW, 100));
  expect(known.history.present.get(day("2026-11-20"))?.clicks).toBe(120);
  expect(known.history.firstSeen.get(day("2026-11-20"))?.clicks).toBe(100);
  expect(await standing(shared)).toEqual(known.series);
});

test.each(["rubbish", "{}", '{"from":"2026-11-01"}'])(
  "a stored %s reads as nothing, and the next writing replaces it",
  async (text) => {
    const { series, shared } = setUp();
    await shared.putVersioned(KEY, { version: 3, text }, []);
    expect((await series.read(KEY)).series.size).toBe(0);
    await series.add(KEY, OCTOBER);
    expect(await standing(shared)).toEqual(OCTOBER);
  },
);

function broken(): AtomicKv {
  const fail = () => Promise.reject(new Error("store down"));
  return { ...createMemoryKv({ now: () => NOW }), getVersioned: fail, putVersioned: fail };
}

test("while the store is down the process goes on with what it has read, and asks it every ten seconds", async () => {
  const { series, clock, onStoreError, spies } = setUp(broken());
  expect(await series.read(KEY)).toMatchObject({ isStoreUp: false });
  expect((await series.add(KEY, OCTOBER)).series).toEqual(OCTOBER);
  expect((await series.read(KEY)).series).toEqual(OCTOBER);
  expect((await series.read("another")).series.size).toBe(0);
  expect(spies.get).toHaveBeenCalledTimes(1);
  expect(spies.put).toHaveBeenCalledTimes(0);
  clock.nowMs += 10_000;
  await series.read(KEY, 0);
  expect(spies.get).toHaveBeenCalledTimes(2);
  expect(onStoreError.mock.calls.map(([operation]) => operation)).toEqual(["get", "get"]);
});

test("what was read while the store was down is saved by the next writing after it is back", async () => {
  const memory = createMemoryKv({ now: () => NOW });
  let isDown = true;
  const getVersioned: AtomicKv["getVersioned"] = async (key) => {
    if (isDown) throw new Error("store down");
    return memory.getVersioned(key);
  };
  const { series, clock } = setUp({ ...memory, getVersioned });
  await series.add(KEY, OCTOBER);
  isDown = false;
  clock.nowMs += 10_000;
  await series.add(KEY, NOVEMBER);
  expect(await standing(memory)).toEqual(BOTH);
});

test("a store that takes no writes loses nothing that this process has read", async () => {
  const memory = createMemoryKv({ now: () => NOW });
  const putVersioned = () => Promise.reject(new Error("store full"));
  const { series, onStoreError } = setUp({ ...memory, putVersioned });
  expect((await series.add(KEY, OCTOBER)).series).toEqual(OCTOBER);
  expect((await series.read(KEY, 0)).series).toEqual(OCTOBER);
  expect(onStoreError.mock.calls.map(([operation]) => operation)).toEqual(["set"]);
});
