import { expect, test } from "vitest";
import { createCipher } from "@/lib/token-manager/cipher";
import { AVA, aRow, HOUR, MINUTE, START, setUp } from "./doubles";
import { createWorld } from "./world";

const [ONE, TWO] = ["creator-0", "creator-1"];

/** Two creators whose tokens were renewed, and an Airtable that has been away for eleven hours since. */
async function awayForHours() {
  const world = createWorld({ creators: 2, instances: 2 });
  void world.instance(0).cron();
  await world.clock.runUntil(START + MINUTE);
  world.table.fail("list", 100_000);
  world.table.fail("read", 100_000);
  world.table.fail("saveTokens", 100_000);
  await world.clock.runUntil(START + 11 * HOUR);
  return world;
}

test("while the table cannot be read the cron goes on, in a process that has never read it, too", async () => {
  const { instance, clock, auth, grants } = await awayForHours();
  const run = instance(1).cron();
  await clock.runUntil(START + 12 * HOUR);
  expect(await run).toEqual({
    [ONE]: { status: "refreshed", code: null },
    [TWO]: { status: "refreshed", code: null },
  });
  expect(grants).toHaveLength(4);
  expect(auth.families.revoked, "no spent token was sent").toBe(false);
  expect(instance(1).manager.backlog()).toBe(2);
});

test("once Airtable is back, the next run writes what was held in the journal", async () => {
  const { instance, clock, table, auth } = await awayForHours();
  void instance(1).cron();
  await clock.runUntil(START + 12 * HOUR);
  for (const operation of ["list", "read", "saveTokens"] as const) table.fail(operation, 0);
  const next = instance(0).cron();
  await clock.runUntil(START + 12 * HOUR + 5 * MINUTE);
  expect(await next).toMatchObject({ [ONE]: { status: "fresh" }, [TWO]: { status: "fresh" } });
  const saved = ["rec0", "rec1"].map((recordId) => table.row(recordId).refreshToken ?? "");
  expect(new Set(saved)).toEqual(auth.live);
  expect(instance(0).manager.backlog()).toBe(0);
});

test("a creator without a journal entry is not granted meanwhile: her row may hold a newer session", async () => {
  const world = createWorld({ creators: 1, instances: 2 });
  world.instance(0).manager.observe([world.table.row("rec0")]);
  await world.landed();
  world.table.fail("list", 100);
  world.table.fail("read", 100);
  const run = world.instance(1).cron();
  await world.clock.runUntil(START + 5 * MINUTE);
  expect(await run).toEqual({ [ONE]: { status: "failed", code: "airtable_unavailable" } });
  expect(world.auth.sent).toEqual([]);
});

test("where nobody has ever read the table nothing can be tried", async () => {
  const { instance, table, clock } = createWorld({ creators: 1, instances: 1 });
  table.fail("list", 100);
  const run = instance(0).cron();
  await clock.runUntil(START + MINUTE);
  expect(await run).toBe("nothing could be tried");
});

test("a process without a shared store, or with another key, recalls nothing", async () => {
  const alone = setUp();
  alone.manager.observe([aRow()]);
  await alone.landed();
  expect(await alone.manager.recall()).toEqual([]);
  const shared = setUp({ isKvShared: true, cipher: createCipher(new Uint8Array(32)) });
  shared.manager.observe([aRow()]);
  await shared.landed();
  const [row] = await shared.restart().recall();
  expect(row).toMatchObject({ recordId: "recAva", slug: AVA, refreshToken: undefined, readAt: 0 });
  const stranger = shared.restart({ cipher: createCipher(new Uint8Array(32).fill(1)) });
  expect(await stranger.recall()).toEqual([]);
});

test("a paused creator stays paused in what is recalled", async () => {
  const shared = setUp({ isKvShared: true });
  shared.manager.observe([aRow({ status: "paused" })]);
  await shared.landed();
  const cold = shared.restart();
  expect((await cold.recall())[0]?.status).toBe("paused");
  expect(await cold.getValidToken(AVA)).toMatchObject({ ok: false, error: { code: "paused" } });
});

test("a death that Airtable did not take is told by the next process, once", async () => {
  const { manager, auth, table, restart, clock } = setUp({ isKvShared: true });
  auth.families.revoked = true;
  table.fail("saveStatus", 100);
  const dying = manager.getValidToken(AVA);
  await clock.runUntil(START + 5 * MINUTE);
  expect((await dying).ok).toBe(false);
  expect(table.statuses).toEqual([]);
  table.fail("saveStatus", 0);
  const next = restart();
  next.observe([{ ...table.row(), readAt: clock.now() }]);
  await next.load([AVA]);
  await next.whenSaved();
  expect(table.statuses).toEqual([expect.stringContaining("needs_reauth")]);
  await next.load([AVA]);
  await next.whenSaved();
  expect(table.statuses).toHaveLength(1);
});
