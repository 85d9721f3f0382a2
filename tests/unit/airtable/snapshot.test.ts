import { expect, test, vi } from "vitest";
import { type CreatorRow, parseCreatorRow } from "@/lib/airtable/columns";
import type { AirtableError } from "@/lib/airtable/errors";
import { createSnapshot, type Snapshot } from "@/lib/airtable/snapshot";
import { parseSlug } from "@/lib/core/brand";
import { err, ok, type Result } from "@/lib/core/result";
import { createTokenCells } from "@/lib/token-manager/cells";

const MINUTE = 60_000;
const down: AirtableError = { code: "unavailable", message: "GET LTK_Credentials: HTTP 503" };
const row = (id: string, Creator: string, Slug: string): Promise<CreatorRow> =>
  parseCreatorRow(
    { id, fields: { Creator, Slug }, readAt: 0 },
    { cells: createTokenCells([]), nameToken: undefined },
  );
const AVA = await row("rec1", "Ava Lane", "ava-lane");
const RENAMED = await row("rec1", "Ava Renamed", "ava-lane");

function setUp(rows: readonly CreatorRow[] = [AVA]) {
  let nowMs = 0;
  const load = vi.fn<() => Promise<Result<readonly CreatorRow[], AirtableError>>>(async () =>
    ok(rows),
  );
  const onRead = vi.fn();
  let wake = () => {};
  const sleep = () =>
    new Promise<void>((resolve) => {
      wake = resolve;
    });
  const snapshot = createSnapshot({ load, onRead, now: () => nowMs, sleep });
  return {
    load,
    onRead,
    read: snapshot.read,
    expire: snapshot.expire,
    losePatience: () => wake(),
    pass: (ms: number) => {
      nowMs += ms;
    },
  };
}

function requireSnapshot(result: Result<Snapshot, AirtableError>): Snapshot {
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}

function find(snapshot: Snapshot, text: string) {
  const slug = parseSlug(text);
  if (slug === undefined) throw new Error("no slug");
  return snapshot.find(slug);
}

test("one read serves a minute and all who ask together", async () => {
  const { read, load, onRead, pass } = setUp();
  await Promise.all(Array.from({ length: 20 }, () => read()));
  pass(MINUTE - 1);
  await read();
  expect(load).toHaveBeenCalledTimes(1);
  expect(onRead).toHaveBeenCalledTimes(1);
  pass(1);
  await read();
  expect(load).toHaveBeenCalledTimes(2);
});

test("while Airtable is down the last good one serves for an hour, marked stale", async () => {
  const { read, load, pass } = setUp();
  await read();
  load.mockResolvedValue(err(down));
  pass(MINUTE);
  expect(requireSnapshot(await read())).toMatchObject({ isStale: true, reason: down, readAt: 0 });
  pass(58 * MINUTE);
  expect((await read()).ok).toBe(true);
  pass(MINUTE);
  expect(await read()).toEqual({ ok: false, error: down });
});

test("a failure is kept for ten seconds, then asked about again", async () => {
  const { read, load, pass } = setUp();
  load.mockResolvedValueOnce(err(down));
  expect((await read()).ok).toBe(false);
  pass(9_999);
  expect((await read()).ok).toBe(false);
  expect(load).toHaveBeenCalledTimes(1);
  pass(1);
  expect(requireSnapshot(await read())).toMatchObject({ isStale: false, reason: undefined });
  expect(load).toHaveBeenCalledTimes(2);
});

test("finds by slug, refuses two rows with one slug by name, and lists rows without one", async () => {
  const { read } = setUp([
    AVA,
    await row("rec2", "Bea One", "bea"),
    await row("rec3", "Bea Two", "bea"),
    await row("rec4", "Nameless", ""),
  ]);
  const snapshot = requireSnapshot(await read());
  expect(find(snapshot, "ava-lane")).toMatchObject({
    kind: "found",
    creator: { recordId: "rec1" },
  });
  expect(find(snapshot, "bea")).toEqual({ kind: "duplicate", names: ["Bea One", "Bea Two"] });
  expect(find(snapshot, "nobody")).toEqual({ kind: "none" });
  expect(snapshot.creators).toHaveLength(4);
  expect(snapshot.creators[3]?.missing).toContain("Slug");
});

test("an answer that does not come is waited for two seconds, then the last table serves, and is taken when it comes", async () => {
  const { read, load, pass, losePatience } = setUp();
  await read();
  pass(MINUTE);
  let answer = () => {};
  load.mockImplementationOnce(
    () =>
      new Promise((resolve) => {
        answer = () => resolve(ok([RENAMED]));
      }),
  );
  const waiting = read();
  losePatience();
  expect(requireSnapshot(await waiting)).toMatchObject({ isStale: true, readAt: 0 });
  // The next one is served at once, and nobody asks twice.
  expect(requireSnapshot(await read())).toMatchObject({ isStale: true });
  expect(load).toHaveBeenCalledTimes(2);
  answer();
  await Promise.resolve();
  await vi.waitFor(async () => {
    expect(requireSnapshot(await read())).toMatchObject({ isStale: false, readAt: MINUTE });
  });
  expect(load).toHaveBeenCalledTimes(2);
});

test("after a write of our own the table is read again at once", async () => {
  const { read, load, expire } = setUp();
  await read();
  expire();
  await Promise.all([read(), read()]);
  await read();
  expect(load).toHaveBeenCalledTimes(2);
});
