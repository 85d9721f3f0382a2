import { expect, test, vi } from "vitest";
import { createPromptStore, type PatientStore } from "@/lib/cache/patient-store";
import { err } from "@/lib/core/result";
import { MINUTE_MS, SECOND_MS } from "@/lib/core/time";
import { createMemoryKv } from "@/lib/kv/memory";
import { createSyncLeases, type SyncTurn } from "@/lib/server/jobs/sync-lease";
import { slugOf } from "../series/slugs";

const START = Date.parse("2026-11-24T12:00:00Z");
const SLUG = slugOf("ava-lane");

function setUp() {
  const clock = { nowMs: START };
  const now = () => clock.nowMs;
  const store = createPromptStore(createMemoryKv({ now }));
  let owners = 0;
  const leasesOver = (...stores: readonly PatientStore[]) =>
    createSyncLeases({
      stores,
      newOwner: () => {
        owners += 1;
        return `owner-${owners}`;
      },
      now,
    });
  return { clock, store, leasesOver, leases: leasesOver(store) };
}

function requireMine(turn: SyncTurn) {
  if (turn.kind !== "mine") throw new Error(turn.kind);
  return turn;
}

test("one run has a creator at a time, and each creator a turn of her own", async () => {
  const { leases } = setUp();
  const turns = await Promise.all([1, 2, 3].map(() => leases.take(SLUG, START)));
  expect(turns.map(({ kind }) => kind).sort()).toEqual(["mine", "taken", "taken"]);
  expect((await leases.take(slugOf("bea-ortiz"), START)).kind).toBe("mine");
});

test("what is done is not done again by a run that began before, and is by one that began later", async () => {
  const { leases, clock } = setUp();
  const turn = requireMine(await leases.take(SLUG, START));
  clock.nowMs += 20 * SECOND_MS;
  await turn.end(true);
  expect((await leases.take(SLUG, START + 1)).kind).toBe("done");
  expect((await leases.take(SLUG, START + 20 * SECOND_MS)).kind).toBe("mine");
});

test("a turn that did not come to its end leaves the creator to the next run", async () => {
  const { leases, clock } = setUp();
  const turn = requireMine(await leases.take(SLUG, START));
  clock.nowMs += 1;
  await turn.end(false);
  expect((await leases.take(SLUG, START)).kind).toBe("mine");
});

test("the lease of a dead run lapses after two minutes, and a living one keeps it", async () => {
  const { leases, clock } = setUp();
  const turn = requireMine(await leases.take(SLUG, START));
  for (let minute = 0; minute < 5; minute += 1) {
    clock.nowMs += MINUTE_MS;
    expect(await turn.renew()).toBe(true);
  }
  clock.nowMs += 2 * MINUTE_MS - 1;
  expect((await leases.take(SLUG, clock.nowMs)).kind).toBe("taken");
  clock.nowMs += 2;
  const successor = requireMine(await leases.take(SLUG, clock.nowMs));
  expect(await turn.renew()).toBe(false);
  // Who comes to life again ends nobody's turn but its own.
  await turn.end(true);
  expect((await leases.take(SLUG, START)).kind).toBe("taken");
  expect(await successor.renew()).toBe(true);
});

test("while the shared store is away each process has its own, and without any everybody reads", async () => {
  const { leasesOver, store } = setUp();
  const away: PatientStore = { ask: vi.fn(async () => err("away" as const)) };
  const [one, other] = [leasesOver(away, store), leasesOver(away)];
  expect((await one.take(SLUG, START)).kind).toBe("mine");
  expect((await one.take(SLUG, START)).kind).toBe("taken");
  const turn = requireMine(await other.take(SLUG, START));
  expect(await turn.renew()).toBe(true);
  await turn.end(true);
});

test("a store that goes away meanwhile ends no run", async () => {
  const { leasesOver, store, clock } = setUp();
  let isAway = false;
  const flaky: PatientStore = {
    ask: (call) => (isAway ? Promise.resolve(err("away" as const)) : store.ask(call)),
  };
  const turn = requireMine(await leasesOver(flaky).take(SLUG, START));
  isAway = true;
  clock.nowMs += MINUTE_MS;
  expect(await turn.renew()).toBe(true);
});
