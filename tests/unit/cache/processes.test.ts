import { expect, test } from "vitest";
import { FRESH_FOR_MS, REVALIDATE_FOR_MS } from "@/lib/cache/cached";
import { err, ok, type Result } from "@/lib/core/result";
import { type Failure, setUpProcesses } from "./set-up";

const AVA = { slug: "ava-lane" };
const KEY = "cache/v1|ava-lane|figures/v1|28d";
const LEASE_KEY = `cache-lease/v1|${KEY}`;
const LEASE_MS = 10_000;

type Setting = ReturnType<typeof setUpProcesses>;

/** Every load of every process takes `ms` and then says this. */
function answerAfter({ processes, time }: Setting, ms: number, say: () => Result<number, Failure>) {
  for (const { load } of processes) {
    load.mockImplementation(async () => {
      await time.sleep(ms);
      return say();
    });
  }
}

function readAll({ processes, time }: Setting) {
  return time.run(Promise.all(processes.map(({ cached }) => cached(AVA))));
}

async function settleAll({ processes }: Setting): Promise<void> {
  for (const { settle } of processes) await settle();
}

test("of eight processes that miss at once one loads; the others get its entry soon after", async () => {
  const setting = setUpProcesses(8);
  answerAfter(setting, 300, () => ok(7));
  const startedAt = setting.time.now();
  const answers = await readAll(setting);
  expect(setting.loads()).toBe(1);
  expect(answers.map((answer) => answer.ok && answer.value.value)).toEqual(Array(8).fill(7));
  expect(answers.filter((answer) => answer.ok && answer.value.source === "miss")).toHaveLength(1);
  expect(setting.time.now() - startedAt).toBeLessThan(300 + 500);
});

test("of eight processes with a late answer one renews it, and all serve at once", async () => {
  const setting = setUpProcesses(8);
  answerAfter(setting, 300, () => ok(7));
  await readAll(setting);
  await settleAll(setting);
  await setting.time.advance(FRESH_FOR_MS + 1);
  const startedAt = setting.time.now();
  const answers = await readAll(setting);
  expect(answers.map((answer) => answer.ok && answer.value.source)).toEqual(Array(8).fill("stale"));
  expect(setting.time.now()).toBe(startedAt);
  await settleAll(setting);
  expect(setting.loads()).toBe(2);
  const next = await readAll(setting);
  expect(next.map((answer) => answer.ok && answer.value.source)).toEqual(Array(8).fill("hit"));
});

test("what one failed to load all others know: in an outage one asks, every ten seconds", async () => {
  const setting = setUpProcesses(8);
  answerAfter(setting, 1_000, () => err({ code: "down" }));
  expect(await readAll(setting)).toEqual(Array(8).fill({ ok: false, error: { code: "down" } }));
  await settleAll(setting);
  // Each remembers it by itself from then on.
  await setting.store.delete(LEASE_KEY);
  await readAll(setting);
  expect(setting.loads()).toBe(1);
  await setting.time.advance(10_001);
  await readAll(setting);
  expect(setting.loads()).toBe(2);
});

test("a failure of a process's own is not told: each asks for itself", async () => {
  const setting = setUpProcesses(3);
  answerAfter(setting, 100, () => err({ code: "own" }));
  expect(await readAll(setting)).toEqual(Array(3).fill({ ok: false, error: { code: "own" } }));
  expect(setting.loads()).toBe(3);
});

test("old data is served with the reason that another process found", async () => {
  const setting = setUpProcesses(2);
  answerAfter(setting, 100, () => ok(1));
  await readAll(setting);
  await settleAll(setting);
  await setting.time.advance(REVALIDATE_FOR_MS + 1);
  answerAfter(setting, 100, () => err({ code: "down" }));
  const answers = await readAll(setting);
  const stale = { ok: true, value: { value: 1, source: "stale", error: { code: "down" } } };
  expect(answers).toMatchObject([stale, stale]);
  expect(setting.loads()).toBe(2);
});

test("a loader that died keeps the others waiting until its lease has lapsed, then one takes over", async () => {
  const setting = setUpProcesses(5);
  const { time, store, loads } = setting;
  await store.setIfAbsent(LEASE_KEY, "somebody who died", LEASE_MS);
  answerAfter(setting, 300, () => ok(7));
  const startedAt = time.now();
  const answers = await readAll(setting);
  expect(answers.map((answer) => answer.ok && answer.value.value)).toEqual(Array(5).fill(7));
  expect(loads()).toBe(1);
  expect(time.now() - startedAt).toBeGreaterThanOrEqual(LEASE_MS);
  expect(time.now() - startedAt).toBeLessThan(12_000);
});

test("who has waited as long as a read may take asks for itself", async () => {
  const setting = setUpProcesses(2);
  const { time, store, loads } = setting;
  await store.setIfAbsent(LEASE_KEY, "somebody who is slow", 60_000);
  answerAfter(setting, 300, () => ok(7));
  const startedAt = time.now();
  await readAll(setting);
  expect(loads()).toBe(2);
  expect(time.now() - startedAt).toBeLessThan(13_000);
});

test("who outlived its lease does not end its successor's", async () => {
  const { processes, time, store } = setUpProcesses(1);
  const [process] = processes;
  process?.load.mockImplementation(async () => {
    await time.sleep(LEASE_MS + 1);
    await store.setIfAbsent(LEASE_KEY, "successor", LEASE_MS);
    return ok(1);
  });
  await process?.read();
  await process?.settle();
  expect(await store.get(LEASE_KEY)).toBe("successor");
});

test("an entry that came between the look and the turn is not loaded again", async () => {
  const { processes, time, store, loads } = setUpProcesses(1);
  const claim = store.setIfAbsent;
  const entry = JSON.stringify({ storedAtMs: time.now(), value: 5 });
  Object.assign(store, {
    setIfAbsent: async (...args: Parameters<typeof claim>) => {
      await store.set(KEY, entry, 60_000);
      return claim(...args);
    },
  });
  expect(await processes[0]?.read()).toMatchObject({ value: { value: 5, source: "hit" } });
  await processes[0]?.settle();
  expect(loads()).toBe(0);
  expect(await store.get(LEASE_KEY)).toBeUndefined();
});

test("with several windows each is loaded once, by whichever process", async () => {
  const setting = setUpProcesses(4);
  answerAfter(setting, 50, () => ok(1));
  const windows = Array.from({ length: 13 }, (_, month) => ({ ...AVA, window: `month-${month}` }));
  const reads = setting.processes.flatMap(({ cached }) => windows.map((window) => cached(window)));
  await setting.time.run(Promise.all(reads));
  expect(setting.loads()).toBe(13);
});
