import { expect, test } from "vitest";
import { createGate, type Gate } from "./gate";
import { createNamer, type Step } from "./protocol";
import { rounds } from "./rounds";
import { createSetting, type Setting, TOKENS_ENDED_MS } from "./setting";
import type { Worker } from "./worker-process";

/*
 * A holder of the lease that is stopped in its tracks (SIGSTOP, as a platform freezes an instance) while another process
 * takes over, and goes on afterwards.
 */

const SLUG = "ava-lane";
/** Longer than the lease of 60 s. */
const FROZEN_MS = 65_000;

/** Stops a worker at one step; what it was answered there reaches it when `letGo` is called. */
interface Ice {
  readonly setting: Setting;
  /** How many leases have been given back. */
  releases(): number;
  /** Resolves when the worker has been stopped. */
  freeze(worker: Worker, step: Step, phase: "arrived" | "handled"): Promise<void>;
  /** The worker goes on, knows what time it is, and gets its answer. */
  thaw(worker: Worker): Promise<void>;
}

async function createIce(overlapSeconds: number): Promise<Ice> {
  let nameStep = createNamer();
  let wanted: { readonly at: string; readonly stop: () => Promise<void> } | undefined;
  const held = new Map<Worker, Gate>();
  let releases = 0;
  const setting = await createSetting({
    workers: 0,
    sandbox: {
      overlapSeconds,
      watch: async (event) => {
        const step = nameStep(event);
        if (step === "release" && event.phase === "handled") releases += 1;
        if (`${step} ${event.phase}` !== wanted?.at) return undefined;
        const { stop } = wanted;
        wanted = undefined;
        nameStep = createNamer();
        await stop();
        return undefined;
      },
    },
  });
  return {
    setting,
    releases: () => releases,
    freeze: (worker, step, phase) =>
      new Promise((resolve) => {
        const gate = createGate();
        held.set(worker, gate);
        const stop = () => {
          worker.pause();
          resolve();
          return gate.opened;
        };
        wanted = { at: `${step} ${phase}`, stop };
      }),
    async thaw(worker) {
      worker.resume();
      await setting.advance(0);
      held.get(worker)?.open();
    },
  };
}

const SUCCESSORS = [
  { name: "nobody took over", hasHeir: false, grants: 0 },
  { name: "an heir has renewed the tokens meanwhile", hasHeir: true, grants: 1 },
];

test.each(SUCCESSORS)(
  "stopped between renewing its lease and sending, and $name: on waking it sends nothing",
  async ({ hasHeir, grants }) => {
    const { setting, freeze, thaw } = await createIce(0);
    const { sandbox } = setting;
    const holder = await setting.start();
    const heir = await setting.start();
    expect(await heir.observe()).toBe(true);
    await setting.advance(TOKENS_ENDED_MS);
    const frozen = freeze(holder, "renewal", "handled");
    const got = holder.get(SLUG);
    await frozen;
    await beFrozen(setting);
    if (hasHeir) expect(await heir.get(SLUG)).toMatchObject([{ ok: true, version: 1 }]);
    await thaw(holder);
    await setting.passing(got);
    await setting.settle();
    expect(sandbox.calls().auth.token).toBe(grants);
    expect(sandbox.grants(SLUG)).toBe(grants);

    // Whatever its caller was told: both have the same tokens now.
    const [heirs] = await heir.get(SLUG);
    const [holders] = await holder.get(SLUG);
    expect(heirs).toMatchObject({ ok: true, version: 1 });
    expect(holders).toEqual(heirs);
    expect(await setting.truth(SLUG)).toEqual({ grants: 1, reuseEvents: 0, isKept: true });
  },
);

test("stopped while the answer is under way: the heir's tokens and lease stand, and the waker's are never sent", async () => {
  const { setting, releases, freeze, thaw } = await createIce(120);
  const { sandbox } = setting;
  const holder = await setting.start();
  const heir = await setting.start();
  expect(await heir.observe()).toBe(true);
  await setting.advance(TOKENS_ENDED_MS);
  const frozen = freeze(holder, "grant", "handled");
  const early = holder.get(SLUG);
  await frozen;
  await beFrozen(setting);
  const [heirs] = await heir.get(SLUG);
  expect(heirs).toMatchObject({ ok: true, version: 1 });
  // A lease that somebody else holds by the time the waker releases its own.
  const { lease } = setting.keysOf(SLUG);
  await sandbox.kv(["SET", lease, "a successor", "PX", "60000"]);
  await thaw(holder);
  await setting.passing(early);
  await expect.poll(releases).toBe(2);
  expect(await sandbox.kv(["GET", lease])).toBe("a successor");
  expect(holder.count("token_grant_superseded") + holder.count("token_grant_failed")).toBe(1);
  await setting.settle();
  expect(await holder.get(SLUG)).toEqual([heirs]);
  expect(heirs?.ok === true && heirs.accessToken).toBe(sandbox.row(SLUG)["Access_Token"]);
  expect(await setting.truth(SLUG)).toEqual({ grants: 2, reuseEvents: 0, isKept: true });
});

test("the waker's answer arrives while the heir's is under way: the token that was sent last is the one that lives", async () => {
  const { setting, freeze, thaw } = await createIce(120);
  const holder = await setting.start();
  const heir = await setting.start();
  expect(await heir.observe()).toBe(true);
  await setting.advance(TOKENS_ENDED_MS);
  const frozen = freeze(holder, "grant", "handled");
  const early = holder.get(SLUG);
  await frozen;
  await setting.untilLeaseLapsed(SLUG);
  const heirFrozen = freeze(heir, "grant", "handled");
  const late = heir.get(SLUG);
  await heirFrozen;
  await thaw(holder);
  await setting.passing(early);
  await thaw(heir);
  await setting.passing(late);
  await setting.settle();
  expect(await setting.truth(SLUG)).toEqual({ grants: 2, reuseEvents: 0, isKept: true });
});

const READERS: readonly { name: string; read: (worker: Worker) => Promise<unknown> }[] = [
  { name: "the next reader", read: (worker) => worker.get(SLUG) },
  { name: "the next cron run", read: (worker) => worker.refresh() },
];

test.each(READERS)(
  "a write that was held up puts an older token into the row: $name repairs it, and it is never sent",
  async ({ read }) => {
    const { setting, freeze, thaw } = await createIce(0);
    const { sandbox } = setting;
    setting.restrictTo([SLUG]);
    const slow = await setting.start();
    await setting.advance(TOKENS_ENDED_MS);
    const stuck = freeze(slow, "save row", "arrived");
    const first = slow.get(SLUG);
    await setting.passing(stuck);
    await first.catch(() => undefined);
    await setting.advance(TOKENS_ENDED_MS);
    const other = await setting.start();
    const [newest] = await other.get(SLUG);
    expect(newest).toMatchObject({ ok: true, version: 2 });
    await setting.passing(other.saved());
    const accessToken = newest?.ok === true ? newest.accessToken : "none";
    expect(sandbox.row(SLUG)["Access_Token"]).toBe(accessToken);
    await setting.kill(other);

    await thaw(slow);
    await expect.poll(() => sandbox.row(SLUG)["Token_Version"]).toBe(1);
    expect(sandbox.row(SLUG)["Access_Token"]).not.toBe(accessToken);
    await setting.kill(slow);

    const reader = await setting.start();
    await setting.passing(read(reader));
    await setting.settle();
    expect(reader.count("token_row_repaired")).toBe(1);
    expect(sandbox.row(SLUG)).toMatchObject({ Access_Token: accessToken, Token_Version: 2 });
    expect(await setting.truth(SLUG)).toEqual({ grants: 2, reuseEvents: 0, isKept: true });
  },
);

/** The lease lapses while the holder is stopped: at length by itself, in short by our hand and a moved clock. */
async function beFrozen(setting: Setting): Promise<void> {
  const realMs = rounds(0, FROZEN_MS);
  await new Promise((resolve) => setTimeout(resolve, realMs));
  if (realMs > 0) return;
  await setting.untilLeaseLapsed(SLUG);
  await setting.advance(FROZEN_MS);
}
