import { afterEach, beforeEach, expect, test } from "vitest";
import { parseSlug } from "@/lib/core/brand";
import { refreshTokens } from "@/lib/server/jobs/refresh-tokens";
import { createSandbox } from "../sandbox";
import type { Sandbox } from "../sandbox/sandbox";
import { createTestClock, IN_TIME_MS, startDashboard } from "./dashboard";

const MINUTE = 60_000;
const AVA = parseSlug("ava-lane") ?? expect.fail("no slug");

const clock = createTestClock("2026-11-24T10:00:00Z");
let sandbox: Sandbox;

beforeEach(async () => {
  clock.nowMs = Date.parse("2026-11-24T10:00:00Z");
  sandbox = await createSandbox({
    now: clock.now,
    kv: "redis",
    airtableRateLimit: false,
    accessTtlSeconds: 1_800,
    idTtlSeconds: 1_800,
  });
});

afterEach(() => sandbox.close());

function refresh({ container }: ReturnType<typeof startDashboard>) {
  return refreshTokens(container, clock.nowMs + IN_TIME_MS);
}

test("an instance that starts while Airtable is away shows the creators, renews and serves tokens from the journal", async () => {
  // A save given up too early would be tried again by a clock that stands still.
  const warm = startDashboard(sandbox, clock, 10_000);
  clock.nowMs += 20 * MINUTE;
  const readAt = clock.nowMs;
  expect(await refresh(warm)).toMatchObject({ results: { "ava-lane": { status: "refreshed" } } });
  await warm.settle();
  sandbox.faults.set("airtable", { kind: "status", status: 503 });
  clock.nowMs += 45 * MINUTE;
  const cold = startDashboard(sandbox, clock);
  const table = await cold.container.snapshot.read();
  expect(table).toMatchObject({ value: { isStale: true, readAt } });
  expect(table.ok && table.value.creators).toHaveLength(sandbox.creators.length);
  expect(table.ok && table.value.find(AVA)).toMatchObject({
    kind: "found",
    creator: { name: "Ava Lane", publisherIds: ["100001"] },
  });
  expect(await refresh(cold)).toMatchObject({ results: { "ava-lane": { status: "refreshed" } } });
  expect(await cold.container.tokens.getValidToken(AVA)).toMatchObject({ ok: true });
  expect([sandbox.grants("ava-lane"), sandbox.reuseEvents()]).toEqual([2, 0]);
});

test("what the store holds of the creators is sealed, and has no token in it", async () => {
  const { container, settle } = startDashboard(sandbox, clock);
  await container.snapshot.read();
  await settle();
  const stored = String(await sandbox.kv(["GET", "airtable-table/v1|creators"]));
  expect(stored.length).toBeGreaterThan(100);
  // Long enough that no sealed text holds them by chance.
  expect(stored).not.toMatch(/ava-lane|Ava Lane|100001/);
  expect(stored).not.toContain(String(sandbox.row("ava-lane")["Refresh_Token"]));
});
