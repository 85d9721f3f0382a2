import { beforeEach, expect, test, vi } from "vitest";
import type { AuditEntry } from "@/lib/airtable/audit";
import type { AirtableError, AirtableErrorCode } from "@/lib/airtable/errors";
import { err, ok, type Result } from "@/lib/core/result";
import { createAudit } from "@/lib/server/audit";

const PAUSE_MS = 30_000;
const NOOR = "noor@studio.example";

/** The table as Airtable keeps it, with the faults a test switches on. */
function setUp() {
  const world = {
    nowMs: Date.parse("2026-11-24T10:00:00Z"),
    saved: [] as AuditEntry[],
    failure: undefined as AirtableErrorCode | undefined,
    /** What Airtable does before its answer is lost. */
    isWritten: false,
  };
  const failed = (code: AirtableErrorCode): Result<never, AirtableError> =>
    err({ code, message: code });
  const append = vi.fn(async (entries: readonly AuditEntry[]) => {
    if (world.failure === undefined || world.isWritten) world.saved.push(...entries);
    return world.failure === undefined ? ok(undefined) : failed(world.failure);
  });
  const newest = () => world.saved.toSorted((one, other) => other.at - one.at).slice(0, 200);
  const readNewest = vi.fn(async () =>
    world.failure === undefined ? ok(newest()) : failed(world.failure),
  );
  const log = vi.fn();
  const deferred: Promise<void>[] = [];
  const audit = createAudit({
    table: {
      batchSize: 10,
      append,
      readNewest,
      async read() {
        const read = await readNewest();
        return read.ok
          ? ok({ value: read.value, readAt: world.nowMs, isStale: false, reason: undefined })
          : read;
      },
    },
    now: () => world.nowMs,
    defer: (work) => void deferred.push(work()),
    log,
  });
  return {
    world,
    append,
    readNewest,
    log,
    audit,
    settle: async () => void (await Promise.all(deferred)),
    record: (detail: string) => audit.record({ actor: NOOR, action: "export", detail }),
  };
}

let trail: ReturnType<typeof setUp>;

beforeEach(() => {
  trail = setUp();
});

const details = () => trail.world.saved.map(({ detail }) => detail);

test("a record is saved behind the answer, once, and read back newest first", async () => {
  trail.record("one");
  expect(trail.world.saved).toEqual([]);
  await trail.settle();
  trail.world.nowMs += 1;
  trail.record("two");
  await trail.settle();
  await trail.audit.flush();
  expect(trail.append).toHaveBeenCalledTimes(2);
  expect(await trail.audit.read()).toMatchObject({
    table: "read",
    entries: [
      { actor: NOOR, action: "export", detail: "two", isSaved: true },
      { detail: "one", isSaved: true },
    ],
  });
});

test("lines that come together are saved by tens", async () => {
  for (let count = 0; count < 24; count += 1) trail.record(`line ${count}`);
  await trail.settle();
  expect(trail.append.mock.calls.map(([entries]) => entries.length)).toEqual([10, 10, 4]);
  expect(new Set(details()).size).toBe(24);
});

test("in an outage lines stay and are marked; half a minute later the next record saves all, each once", async () => {
  trail.world.failure = "rate_limited";
  trail.record("one");
  await trail.settle();
  trail.record("two");
  await trail.settle();
  expect(trail.append).toHaveBeenCalledTimes(1);
  expect(await trail.audit.read()).toMatchObject({
    table: "unavailable",
    entries: [
      { detail: "two", isSaved: false },
      { detail: "one", isSaved: false },
    ],
  });
  trail.world.failure = undefined;
  trail.world.nowMs += PAUSE_MS;
  trail.record("three");
  await trail.settle();
  expect(trail.append).toHaveBeenCalledTimes(2);
  expect(details()).toEqual(["one", "two", "three"]);
});

test.each([
  ["had been written", true, 1],
  ["had not been written", false, 2],
])("after a lost answer the table is looked at first: the line %s", async (_, isWritten, calls) => {
  trail.world.failure = "unavailable";
  trail.world.isWritten = isWritten;
  trail.record("one");
  await trail.settle();
  await trail.audit.flush();
  expect(trail.append).toHaveBeenCalledTimes(1);
  trail.world.failure = undefined;
  trail.world.nowMs += PAUSE_MS;
  await trail.audit.flush();
  await trail.audit.flush();
  expect(trail.append).toHaveBeenCalledTimes(calls);
  expect(details()).toEqual(["one"]);
});

test("two equal events in one second, of which one was written, end as two", async () => {
  trail.record("same");
  await trail.settle();
  trail.world.failure = "unavailable";
  trail.record("same");
  await trail.settle();
  trail.world.failure = undefined;
  trail.world.nowMs += PAUSE_MS;
  await trail.audit.flush();
  expect(details()).toEqual(["same", "same"]);
});

test("a table that does not exist is told from one that does not answer", async () => {
  trail.world.failure = "forbidden";
  trail.record("one");
  await trail.settle();
  expect(await trail.audit.read()).toMatchObject({
    table: "missing",
    entries: [{ detail: "one", isSaved: false }],
  });
});

test("five hundred lines are remembered; the log says when one is lost unsaved, and nothing is thrown", async () => {
  trail.world.failure = "unavailable";
  for (let count = 0; count < 502; count += 1) trail.record(`line ${count}`);
  await trail.settle();
  expect(trail.log.mock.calls.filter(([, event]) => event === "audit_line_lost")).toHaveLength(2);
  trail.world.failure = undefined;
  trail.world.nowMs += PAUSE_MS;
  await trail.audit.flush();
  expect(trail.world.saved).toHaveLength(500);
  expect(trail.append).toHaveBeenCalledTimes(1 + 50);
});

test("tokens, keys and links never enter a line; whom it was about does", async () => {
  const token = ["eyJhbGciOiJkaXIi", "fQ", "aa", "bb", "cc"].join(".");
  trail.record(`invited ${NOOR}: https://dashboard.example/sign-in#token=${token} ${token}`);
  await trail.settle();
  expect(details()).toEqual([`invited ${NOOR}: [link] [token]`]);
  trail.record("x".repeat(1_000));
  await trail.settle();
  expect(details()[1]).toHaveLength(300);
});

test("a bug in saving reaches the log and not the caller", async () => {
  trail.append.mockRejectedValueOnce(new TypeError("broken"));
  trail.record("one");
  await trail.settle();
  expect(trail.log).toHaveBeenCalledWith("error", "audit_failed", { name: "TypeError" });
});
