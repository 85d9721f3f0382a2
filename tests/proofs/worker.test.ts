import { expect, test } from "vitest";
import { createSetting } from "./setting";
import { WorkerGone } from "./worker-process";

test("a worker is the production code in a process of its own: it grants, saves, reports and logs", async () => {
  const { sandbox, workers, advance } = await createSetting({ workers: 2 });
  const [one, other] = workers;
  await advance(11 * 3_600_000);
  const got = (await one?.get("ava-lane", 5)) ?? [];
  await one?.saved();
  expect(new Set(got.map((each) => (each.ok ? each.accessToken : each.code))).size).toBe(1);
  expect(got[0]).toMatchObject({ ok: true, version: 1 });
  expect(sandbox.grants("ava-lane")).toBe(1);
  expect(await one?.status("ava-lane")).toMatchObject({ isSaved: true, version: 1 });
  expect(await other?.status("ava-lane")).toBeNull();
  expect(one?.output()).toContain('"event":"token_granted"');
  expect(other?.output()).toBe("");
});

test("a worker runs the cron, and forces one grant when LTK refuses a token", async () => {
  const { sandbox, workers, advance } = await createSetting();
  const [worker] = workers;
  expect(await worker?.refresh()).toMatchObject({
    ok: true,
    results: { "ava-lane": { status: "fresh" }, "dina-moss": { status: "skipped" } },
  });
  await worker?.get("ava-lane");
  await advance(60_000);
  expect(await worker?.reject("ava-lane")).toMatchObject({ ok: true, version: 1 });
  expect(sandbox.grants("ava-lane")).toBe(1);
  expect(await worker?.observe()).toBe(true);
});

test("what a killed worker was asked is answered with its end, and nothing of it goes on", async () => {
  const { sandbox, workers, kill } = await createSetting();
  const [worker] = workers;
  if (worker === undefined) throw new Error("no worker");
  const asked = worker.get("ava-lane", 1, 60_000);
  await kill(worker);
  await expect(asked).rejects.toThrow(WorkerGone);
  await expect(worker.get("ava-lane")).rejects.toThrow(WorkerGone);
  expect(sandbox.calls().airtable.list).toBe(0);
});

test("a paused worker does nothing until it is resumed", async () => {
  const { workers } = await createSetting();
  const [worker] = workers;
  worker?.pause();
  let isAnswered = false;
  const asked = worker?.get("ava-lane").then((got) => {
    isAnswered = true;
    return got;
  });
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(isAnswered).toBe(false);
  worker?.resume();
  expect(await asked).toMatchObject([{ ok: true }]);
});

test("what sleeps in a worker wakes by the moved clock: a lost answer is asked for again at once", async () => {
  const { sandbox, workers, advance } = await createSetting();
  const [worker] = workers;
  sandbox.faults.set("auth", { kind: "reset" }, { times: 1 });
  await advance(11 * 3_600_000);
  const asked = worker?.get("ava-lane");
  await expect.poll(() => sandbox.calls().auth.token).toBe(1);
  const next = async () => {
    await advance(1_000);
    return sandbox.calls().auth.token;
  };
  await expect.poll(next, { interval: 50, timeout: 900 }).toBe(2);
  expect(await asked).toHaveLength(1);
});
