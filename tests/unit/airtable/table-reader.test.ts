import { expect, test, vi } from "vitest";
import type { AirtableError } from "@/lib/airtable/errors";
import { createSharedReading, type Sharing } from "@/lib/airtable/shared-reading";
import { createTableReader } from "@/lib/airtable/table-reader";
import { err, ok, type Result } from "@/lib/core/result";
import { createMemoryKv } from "@/lib/kv/memory";
import { createCipher } from "@/lib/token-manager/cipher";

const MINUTE = 60_000;
const down: AirtableError = { code: "unavailable", message: "GET Table: HTTP 503" };
const never = () => new Promise<void>(() => {});

/** Instances that share a store, a clock and a table. */
function setUp() {
  const world = { nowMs: 1_000, rows: ok("first") as Result<string, AirtableError> };
  const now = () => world.nowMs;
  const kv = createMemoryKv({ now });
  const written = vi.spyOn(kv, "set");
  const deferred: Promise<void>[] = [];
  const sharing: Sharing = {
    store: kv,
    seal: createCipher(new Uint8Array(32).fill(7)),
    now,
    defer: (work) => void deferred.push(work()),
  };
  const load = vi.fn(async () => world.rows);
  return {
    world,
    kv,
    written,
    load,
    start: (loadTable: typeof load = load, sleep: () => Promise<void> = never) =>
      createTableReader<string>({
        load: loadTable,
        now,
        sleep,
        shared: createSharedReading("table", sharing, (value) =>
          typeof value === "string" ? value : undefined,
        ),
      }),
    settle: async () => void (await Promise.all(deferred)),
    pass: (ms: number) => {
      world.nowMs += ms;
    },
  };
}

test("an instance that starts in an outage goes on from another one's reading, until that is an hour old", async () => {
  const { world, start, settle, pass } = setUp();
  await start().read();
  await settle();
  world.rows = err(down);
  pass(59 * MINUTE);
  const late = start();
  expect(await late.read()).toMatchObject({
    ok: true,
    value: { value: "first", readAt: 1_000, isStale: true, reason: down },
  });
  pass(MINUTE);
  expect(await late.read()).toEqual({ ok: false, error: down });
  expect(await start().read()).toEqual({ ok: false, error: down });
});

test("an instance that starts while Airtable hangs waits two seconds for it, not ten", async () => {
  const { start, settle } = setUp();
  await start().read();
  await settle();
  const hanging = vi.fn(() => new Promise<Result<string, AirtableError>>(() => {}));
  const sleep = vi.fn(async () => {});
  expect(await start(hanging, sleep).read()).toMatchObject({
    value: { value: "first", isStale: true },
  });
  expect(sleep).toHaveBeenCalledWith(2_000);
});

test("the store holds nothing readable, and is written to once in five minutes while nothing changes", async () => {
  const { world, kv, written, start, settle, pass } = setUp();
  const reader = start();
  for (let minute = 0; minute < 5; minute += 1) {
    await reader.read();
    await settle();
    pass(MINUTE);
  }
  expect(written).toHaveBeenCalledTimes(1);
  expect(await kv.get("airtable-table/v1|table")).not.toContain("first");
  await reader.read();
  world.rows = ok("second");
  pass(MINUTE);
  await reader.read();
  await settle();
  expect(written).toHaveBeenCalledTimes(3);
});

test("a change of ours survives an outage right after it, here and on an instance that starts then", async () => {
  const { world, start, settle } = setUp();
  const reader = start();
  await reader.read();
  world.rows = err(down);
  reader.expire(() => "changed by us");
  await settle();
  expect(await reader.read()).toMatchObject({ value: { value: "changed by us", isStale: true } });
  expect(await start().read()).toMatchObject({ value: { value: "changed by us", isStale: true } });
});

/** A table whose answers a test gives when it likes. */
function createSlowTable() {
  const answers: (() => void)[] = [];
  return {
    load: vi.fn(
      () =>
        new Promise<Result<string, AirtableError>>((resolve) => {
          answers.push(() => resolve(ok("before")));
        }),
    ),
    answer: () => {
      for (const each of answers) each();
    },
  };
}

test("a reading begun before our change does not undo it, even if Airtable goes away then", async () => {
  const { world, load, start, pass } = setUp();
  const reader = start();
  await reader.read();
  pass(MINUTE);
  const slow = createSlowTable();
  load.mockImplementationOnce(slow.load);
  const reading = reader.read();
  reader.expire(() => "changed by us");
  world.rows = err(down);
  slow.answer();
  expect(await reading).toMatchObject({ value: { value: "changed by us", isStale: true } });
  expect(load).toHaveBeenCalledTimes(3);
});

test("another instance's reading that was begun before our change does not undo it in the store", async () => {
  const { world, start, settle, pass } = setUp();
  const reader = start();
  await reader.read();
  const slow = createSlowTable();
  const otherReading = start(slow.load).read();
  pass(1);
  reader.expire(() => "changed by us");
  await settle();
  slow.answer();
  expect(await otherReading).toMatchObject({ value: { value: "before" } });
  await settle();
  world.rows = err(down);
  expect(await start().read()).toMatchObject({ value: { value: "changed by us" } });
});

test.each([
  ["fails", "reject"],
  ["hangs", "hang"],
])("a store that %s costs a second in an outage and nothing else", async (_, kind) => {
  const { world, kv, start } = setUp();
  vi.spyOn(kv, "get").mockImplementation(
    kind === "reject" ? () => Promise.reject(new Error("away")) : () => new Promise(() => {}),
  );
  expect(await start().read()).toMatchObject({ value: { value: "first", isStale: false } });
  world.rows = err(down);
  expect(await start().read()).toEqual({ ok: false, error: down });
});
