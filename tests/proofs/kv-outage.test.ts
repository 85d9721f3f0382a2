import { expect, test } from "vitest";
import type { Fault } from "../sandbox/faults";
import { createNamer } from "./protocol";
import { rounds } from "./rounds";
import { createSetting, type Setting, TOKENS_ENDED_MS } from "./setting";
import type { Worker } from "./worker-process";

/*
 * The store that instances share is away. Nobody may grant without it, and nothing that was gained may be lost.
 */

const SLUG = "ava-lane";
const OTHER = "bea-ortiz";
/** The store is asked again five seconds after it failed. */
const ASKED_AGAIN_MS = 6_000;
const QUICKLY_MS = 200;
const OUTAGES = rounds(1, 5);

const FAULTS: readonly { readonly name: string; readonly fault: Fault }[] = [
  { name: "refuses connections", fault: { kind: "refuse" } },
  { name: "hangs", fault: { kind: "hang" } },
  { name: "answers 500", fault: { kind: "status", status: 500 } },
];

test.each(FAULTS)(
  `the store $name: living tokens are served, grants wait, one warning, and all goes on afterwards`,
  async ({ fault }) => {
    const setting = await createSetting({ workers: 1 });
    const { sandbox } = setting;
    setting.restrictTo([SLUG, OTHER]);
    const [warm] = setting.workers;
    if (warm === undefined) throw new Error("no worker");
    for (let outage = 1; outage <= OUTAGES; outage += 1) {
      expect(await warm.observe()).toBe(true);
      await expectServed(warm);
      await setting.settle();
      const before = { grants: sandbox.calls().auth.token, row: sandbox.row(SLUG) };
      sandbox.faults.set("kv", fault);

      const started = await setting.start();
      const both = [warm, started];
      await Promise.all(both.map((worker) => expectServed(worker)));
      await setting.advance(TOKENS_ENDED_MS);
      await Promise.all(both.map((worker) => expectPaused(setting, worker)));
      expect(both.map((worker) => worker.count("token_kv_unreachable"))).toEqual([outage, 1]);
      expect({ grants: sandbox.calls().auth.token, row: sandbox.row(SLUG) }).toEqual(before);

      sandbox.faults.clear();
      await setting.advance(ASKED_AGAIN_MS);
      const [one, other] = await Promise.all([warm.get(SLUG), started.get(SLUG)]);
      expect(one).toMatchObject([{ ok: true, version: outage }]);
      expect(other).toEqual(one);
      await setting.settle();
      expect(warm.count("token_kv_unreachable")).toBe(outage);
      expect(warm.count("token_kv_reachable")).toBe(outage);
      expect(started.count("token_kv_unreachable")).toBe(1);
      expect(started.count("token_kv_reachable")).toBe(1);
      await setting.kill(started);
    }
    const truth = await setting.truth(SLUG);
    expect(truth).toEqual({ grants: OUTAGES, reuseEvents: 0, isKept: true });
  },
);

/** Callers get the tokens that live, also from a process that has just started. */
async function expectServed(worker: Worker): Promise<void> {
  expect(await worker.get(SLUG, 3)).toMatchObject(Array(3).fill({ ok: true }));
  expect(await worker.get(OTHER)).toMatchObject([{ ok: true }]);
}

async function expectPaused(setting: Setting, worker: Worker): Promise<void> {
  const [got] = await worker.get(SLUG);
  expect(got).toMatchObject({
    ok: false,
    code: expect.stringMatching(/^(kv_unavailable|token_wait)$/),
  });
  const { results } = await setting.passing(worker.refresh());
  expect(results[SLUG]).toEqual({ status: "failed", code: "kv_unavailable" });
}

/** The store and, with it, other upstreams die between the grant's answer and the journal's write. */
async function dieInTheGap(faults: readonly ("kv" | "airtable")[]) {
  const nameStep = createNamer();
  const setting: Setting = await createSetting({
    workers: 1,
    sandbox: {
      watch: (event) => {
        const isAnswered = nameStep(event) === "grant" && event.phase === "handled";
        const isFirst = sandbox().calls().auth.token === 1;
        if (!isAnswered || !isFirst) return undefined;
        for (const upstream of faults) sandbox().faults.set(upstream, { kind: "refuse" });
        return undefined;
      },
    },
  });
  function sandbox() {
    return setting.sandbox;
  }
  const [worker] = setting.workers;
  if (worker === undefined) throw new Error("no worker");
  expect(await worker.observe()).toBe(true);
  await setting.advance(TOKENS_ENDED_MS);
  return { setting, worker };
}

test("the store dies between the grant's answer and the journal's write: the tokens go to Airtable at once, and into the journal later", async () => {
  const { setting, worker } = await dieInTheGap(["kv"]);
  const { sandbox } = setting;
  const [got] = await worker.get(SLUG);
  expect(got).toMatchObject({ ok: true, version: 1, saved: true });
  expect(sandbox.row(SLUG)["Access_Token"]).toBe(got?.ok === true && got.accessToken);
  expect(worker.count("token_not_journaled")).toBe(1);

  sandbox.faults.clear();
  await expectJournaledLate(setting, worker);
  await setting.kill(worker);
  expect(await setting.truth(SLUG)).toEqual({ grants: 1, reuseEvents: 0, isKept: true });
});

test("store and Airtable die in that gap: the tokens are served from memory, and are saved wherever one comes back first", async () => {
  for (const first of ["kv", "airtable"] as const) {
    const { setting, worker } = await dieInTheGap(["kv", "airtable"]);
    const { sandbox } = setting;
    const [got] = await setting.passing(worker.get(SLUG), QUICKLY_MS);
    const held = await pollTokens(setting, worker);
    expect(got?.ok === false || got?.accessToken === held, "never other tokens").toBe(true);
    expect(await worker.status(SLUG)).toMatchObject({ isSaved: false, version: 1 });

    sandbox.faults.set(first, null);
    if (first === "kv") await expectJournaledLate(setting, worker);
    else await expectInRow(setting, worker, held);
    await setting.kill(worker);
    sandbox.faults.clear();
    await setting.advance(ASKED_AGAIN_MS);
    expect(await setting.truth(SLUG)).toEqual({ grants: 1, reuseEvents: 0, isKept: true });
    await setting.close();
  }
});

async function expectJournaledLate(setting: Setting, worker: Worker): Promise<void> {
  const asked = async () => {
    await setting.advance(ASKED_AGAIN_MS);
    await setting.passing(worker.get(SLUG), QUICKLY_MS);
    return worker.count("token_journaled_late");
  };
  await expect.poll(asked, { timeout: 20_000 }).toBe(1);
}

async function expectInRow(setting: Setting, worker: Worker, accessToken: string): Promise<void> {
  const asked = async () => {
    await setting.advance(ASKED_AGAIN_MS);
    await setting.passing(worker.get(SLUG), QUICKLY_MS);
    return setting.sandbox.row(SLUG)["Access_Token"];
  };
  await expect.poll(asked, { timeout: 20_000 }).toBe(accessToken);
}

/** The new tokens, which only this process has. */
async function pollTokens(setting: Setting, worker: Worker): Promise<string> {
  let accessToken = "";
  const asked = async () => {
    const [got] = await setting.passing(worker.get(SLUG), QUICKLY_MS);
    if (got?.ok === true) accessToken = got.accessToken;
    return got;
  };
  const unsaved = { ok: true, version: 1, saved: false };
  await expect.poll(asked, { timeout: 20_000 }).toMatchObject(unsaved);
  return accessToken;
}
