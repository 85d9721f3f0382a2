import { expect, test } from "vitest";
import { createGate } from "./gate";
import type { Read } from "./messages";
import { rounds } from "./rounds";
import { createSetting, type Setting } from "./setting";

/*
 * Processes that share a store ask LTK once for what they all want.
 */

const SLUG = "ava-lane";
const HOUR_MS = 3_600_000;
const PROCESSES = 8;
/** 504 callers in all, and each of them reads three windows. */
const CALLERS_EACH = 63;
const WINDOWS = windowsOf(0);
const ROUNDS = rounds(5, 50);

/** Each process has its tokens and has used the store once, one after the other for Airtable's sake. */
async function createWarmSetting(options: Parameters<typeof createSetting>[0]): Promise<Setting> {
  const setting = await createSetting(options);
  for (const worker of setting.workers) {
    expect(await worker.observe()).toBe(true);
    expect(await worker.get(SLUG)).toMatchObject([{ ok: true }]);
    await setting.advance(1_000);
  }
  setting.sandbox.resetCalls();
  return setting;
}

async function readAll({ workers }: Setting, count = CALLERS_EACH, windows = WINDOWS) {
  return (
    await Promise.all(workers.map((worker) => worker.summarise(SLUG, windows, count)))
  ).flat();
}

/** Windows that no other round reads, by their first days. */
function windowsOf(round: number): readonly string[] {
  const newestMs = Date.parse("2026-09-01");
  return [0, 1, 2].map((index) =>
    new Date(newestMs - (3 * round + index) * 24 * HOUR_MS).toISOString().slice(0, 10),
  );
}

function sourcesOf(answers: readonly Read[]): readonly string[] {
  return [...new Set(answers.map((answer) => (answer.ok ? answer.source : answer.code)))];
}

function summaryCalls({ sandbox }: Setting): number {
  return sandbox.calls().gateway.performanceSummary;
}

test("500 callers over 8 processes on a cold cache: one load a window; a late answer is renewed by one", async () => {
  const setting = await createWarmSetting({ workers: PROCESSES, sandbox: { latencyMs: 20 } });
  const { sandbox, advance } = setting;
  for (let round = 1; round <= ROUNDS; round += 1) {
    const windows = windowsOf(round);
    sandbox.resetCalls();
    const cold = await readAll(setting, CALLERS_EACH, windows);
    expect(summaryCalls(setting), `round ${round}`).toBe(windows.length);
    expect(cold).toHaveLength(PROCESSES * CALLERS_EACH * windows.length);
    expect(cold.every((answer) => answer.ok && (answer.clicks ?? 0) > 0)).toBe(true);
    expect(new Set(cold.map((answer) => answer.ok && answer.storedAtMs)).size).toBeLessThan(4);

    await advance(6 * HOUR_MS);
    expect(sourcesOf(await readAll(setting, CALLERS_EACH, windows))).toEqual(["stale"]);
    const again = async () => sourcesOf(await readAll(setting, 1, windows));
    await expect.poll(again, { timeout: 10_000 }).toEqual(["hit"]);
    expect(summaryCalls(setting), `round ${round}`).toBe(2 * windows.length);
  }
});

test("500 parallel reads in one process without a shared store: one load a window", async () => {
  const setting = await createWarmSetting({ workers: 1, sandbox: { kv: "none" } });
  const answers = await readAll(setting, 500);
  expect(summaryCalls(setting)).toBe(WINDOWS.length);
  expect(answers.filter(({ ok }) => ok)).toHaveLength(500 * WINDOWS.length);
});

test("the process that loads is killed: another takes over when its lease has lapsed", async () => {
  const asked = createGate();
  const never = new Promise<undefined>(() => undefined);
  let isFirst = true;
  const setting = await createWarmSetting({
    workers: PROCESSES,
    sandbox: {
      watch: ({ route, phase }) => {
        if (route !== "performanceSummary" || phase !== "arrived" || !isFirst) return undefined;
        isFirst = false;
        asked.open();
        return never;
      },
    },
  });
  const { workers, sandbox, kill } = setting;
  const [loader, ...others] = workers;
  if (loader === undefined) throw new Error("no worker");
  const [window = ""] = WINDOWS;
  const lost = loader.summarise(SLUG, [window]);
  await asked.opened;
  const waiting = Promise.all(others.map((worker) => worker.summarise(SLUG, [window], 10)));
  await kill(loader);
  await expect(lost).rejects.toThrow("ended");
  const [leaseKey = ""] = await leases(setting);
  expect(await sandbox.kv(["PTTL", leaseKey])).toBeGreaterThan(1_000);
  await sandbox.kv(["PEXPIRE", leaseKey, "1"]);
  const answers = (await waiting).flat();
  expect(answers.filter(({ ok }) => ok)).toHaveLength((PROCESSES - 1) * 10);
  expect(summaryCalls(setting)).toBe(2);
});

async function leases({ sandbox }: Setting): Promise<readonly string[]> {
  const keys = await sandbox.kv(["KEYS", "cache-lease/v1|*"]);
  return Array.isArray(keys) ? keys.map(String) : [];
}

test("LTK is down: of eight processes one asks, and all keep their data with its age and the reason", async () => {
  const setting = await createWarmSetting({ workers: PROCESSES });
  const { sandbox, advance } = setting;
  await readAll(setting, 1);
  await advance(10 * HOUR_MS - 60_000);
  sandbox.resetCalls();
  sandbox.faults.set("gateway", { kind: "status", status: 503 });
  const answers = await readAll(setting, 1);
  const told = answers.map((answer) => answer.ok && [answer.source, answer.reason]);
  expect(told).toEqual(Array(answers.length).fill(["stale", "ltk_unavailable"]));
  // A read is four attempts.
  expect(summaryCalls(setting)).toBe(4 * WINDOWS.length);
});

test("without its store every process loads for itself, and nobody fails", async () => {
  const setting = await createWarmSetting({ workers: PROCESSES });
  setting.sandbox.faults.set("kv", { kind: "refuse" });
  const answers = await readAll(setting);
  expect(answers.every(({ ok }) => ok)).toBe(true);
  expect(summaryCalls(setting)).toBe(PROCESSES * WINDOWS.length);
});

test("500 callers of the default view over 8 processes, nothing kept yet: one call of hero_chart, and the truth for all", async () => {
  const setting = await createWarmSetting({ workers: PROCESSES, sandbox: { latencyMs: 20 } });
  const { sandbox, workers, now, advance } = setting;
  const day = (agoDays: number) =>
    new Date(now() - agoDays * 24 * HOUR_MS).toISOString().slice(0, 10);
  const ask = async (count: number) =>
    (await Promise.all(workers.map((worker) => worker.chart(SLUG, day(0), count)))).flat();
  const cold = await ask(CALLERS_EACH);
  expect(sandbox.calls().gateway.heroChart).toBe(1);
  const { clicks } = sandbox.figures(SLUG, day(28), day(1));
  expect(new Set(cold.map((answer) => answer.ok && answer.clicks))).toEqual(new Set([clicks]));

  await advance(6 * HOUR_MS);
  expect(sourcesOf(await ask(CALLERS_EACH))).toEqual(["stale"]);
  await expect.poll(async () => sourcesOf(await ask(1)), { timeout: 10_000 }).toEqual(["hit"]);
  expect(sandbox.calls().gateway.heroChart).toBe(2);
});
