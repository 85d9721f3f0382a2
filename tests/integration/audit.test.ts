import { afterEach, beforeEach, expect, test } from "vitest";
import { refreshTokens } from "@/lib/server/jobs/refresh-tokens";
import { createSandbox } from "../sandbox";
import type { Sandbox } from "../sandbox/sandbox";
import { createTestClock, IN_TIME_MS, startDashboard } from "./dashboard";

const TABLE = "Dashboard_Audit";
const MARA = "mara@studio.example";

const clock = createTestClock("2026-11-24T10:00:00Z");
let sandbox: Sandbox;

beforeEach(async () => {
  clock.nowMs = Date.parse("2026-11-24T10:00:00Z");
  sandbox = await createSandbox({ now: clock.now, airtableRateLimit: false });
});

afterEach(() => sandbox.close());

const calls = () => sandbox.calls().airtable;

function start() {
  const dashboard = startDashboard(sandbox, clock);
  const { audit } = dashboard.container;
  return {
    ...dashboard,
    audit,
    record: (detail: string) =>
      audit.record({ actor: MARA, action: "export", creator: "ava-lane", detail }),
  };
}

test("an event becomes one row, and the trail is read with one call a minute", async () => {
  const { audit, record, settle } = start();
  record("hero-chart, 28d");
  await settle();
  expect(sandbox.rows(TABLE)).toEqual([
    {
      At: "2026-11-24T10:00:00.000Z",
      Actor: MARA,
      Action: "export",
      Creator: "ava-lane",
      Detail: "hero-chart, 28d",
    },
  ]);
  const readings = await Promise.all([audit.read(), audit.read(), audit.read()]);
  expect(readings[0]).toMatchObject({
    table: "read",
    entries: [{ actor: MARA, creator: "ava-lane", detail: "hero-chart, 28d", isSaved: true }],
  });
  await audit.read();
  expect(calls()).toMatchObject({ create: 1, list: 1 });
});

test("of a long table the newest two hundred are read, in two calls, newest first", async () => {
  for (let minute = 0; minute < 250; minute += 1) {
    const At = new Date(clock.nowMs + minute * 60_000).toISOString();
    sandbox.addRow({ At, Actor: MARA, Action: "sync", Detail: `minute ${minute}` }, TABLE);
  }
  sandbox.addRow({ Actor: MARA, Detail: "a line without a time" }, TABLE);
  const { audit } = start();
  const { entries } = await audit.read();
  expect(entries.map(({ detail }) => detail)).toEqual(
    Array.from({ length: 200 }, (_, index) => `minute ${249 - index}`),
  );
  expect(calls().list).toBe(2);
});

test("while Airtable is away lines wait, marked; the next refresh run saves them, each once", async () => {
  const { audit, record, container, settle } = start();
  await audit.read();
  sandbox.faults.set("airtable", { kind: "status", status: 503 });
  for (let count = 1; count <= 12; count += 1) record(`line ${count}`);
  await settle();
  expect(sandbox.rows(TABLE)).toEqual([]);
  const during = await audit.read();
  expect(during.table).toBe("stale");
  expect(during.entries.map(({ isSaved }) => isSaved)).toEqual(Array(12).fill(false));
  sandbox.faults.clear();
  clock.nowMs += 45 * 60_000;
  sandbox.resetCalls();
  await refreshTokens(container, clock.nowMs + IN_TIME_MS);
  expect(calls().create).toBe(2);
  await refreshTokens(container, clock.nowMs + IN_TIME_MS);
  expect(calls().create).toBe(2);
  expect(sandbox.rows(TABLE).map(({ Detail }) => Detail)).toEqual(
    Array.from({ length: 12 }, (_, index) => `line ${index + 1}`),
  );
});

test("a write whose answer was lost is looked for, and not made again", async () => {
  const { audit, record, settle } = start();
  sandbox.faults.set("airtable", { kind: "commit-then-drop" }, { route: "create", times: 1 });
  record("one");
  await settle();
  clock.nowMs += 30_000;
  record("two");
  await settle();
  expect(sandbox.rows(TABLE).map(({ Detail }) => Detail)).toEqual(["one", "two"]);
  expect(calls()).toMatchObject({ list: 1, create: 2 });
  expect((await audit.read()).entries.every(({ isSaved }) => isSaved)).toBe(true);
});

test.each([
  ["table", () => sandbox.removeTable(TABLE), "forbidden"],
  ["column", () => sandbox.dropField("At", TABLE), "refused"],
])("a missing %s is no outage: lines wait, and the log says why", async (_, remove, code) => {
  remove();
  const { audit, record, settle, logged } = start();
  record("one");
  await settle();
  expect(await audit.read()).toMatchObject({ table: "missing", entries: [{ isSaved: false }] });
  expect(logged).toContainEqual({ event: "audit_not_saved", code, waiting: 1 });
  expect(calls()).toMatchObject({ create: 1, list: 1 });
});
