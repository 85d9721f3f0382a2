import { afterEach, beforeEach, expect, test } from "vitest";
import { HeroChart } from "@/lib/contracts/hero-chart";
import { HOUR_MS } from "@/lib/core/time";
import { GET as getHeroChart } from "../../app/api/ltk/[creator]/hero-chart/route";
import { createSandbox } from "../sandbox";
import type { Sandbox } from "../sandbox/sandbox";
import { callHandler, createTestClock, startDashboard, type TestClock } from "./dashboard";

const SLUG = "ava-lane";
const KEY = "daily-series/v1|ava-lane|100001|UTC";

let clock: TestClock;
let sandbox: Sandbox;

beforeEach(async () => {
  clock = createTestClock("2026-11-24T12:00:00Z");
  sandbox = await createSandbox({ now: clock.now, airtableRateLimit: false, kv: "redis" });
});
afterEach(() => sandbox.close());

async function chart(
  dashboard: ReturnType<typeof startDashboard>,
  query = "range=28d&compare=prev",
) {
  const response = await callHandler(dashboard.container, {
    handler: getHeroChart,
    slug: SLUG,
    path: `hero-chart?${query}`,
  });
  expect(response.status).toBe(200);
  return HeroChart.parse(await response.json());
}

function clicks(from: string, to: string): number {
  return sandbox.figures(SLUG, from, to).clicks;
}

test.each([
  ["no answer", () => sandbox.faults.set("kv", { kind: "refuse" })],
  ["an error", () => sandbox.faults.set("kv", { kind: "status", status: 500 })],
  ["no JSON", () => sandbox.faults.set("kv", { kind: "invalid-json" })],
  ["silence", () => sandbox.faults.set("kv", { kind: "hang" })],
  ["rubbish", () => void sandbox.kv(["SET", KEY, "rubbish"])],
  ["rubbish with a version", () => void sandbox.kv(["SET", KEY, '5:{"from":1}'])],
])(
  "a store that has %s breaks no read: the window is read from LTK, once",
  async (_, breakStore) => {
    breakStore();
    const dashboard = startDashboard(sandbox, clock);
    for (let visit = 0; visit < 3; visit += 1) {
      const { data, meta } = await chart(dashboard);
      expect(meta).toMatchObject({ freshness: "fresh", reason: null });
      expect(data.totals.clicks).toBe(clicks("2026-10-27", "2026-11-23"));
      expect(data.previous?.totals.clicks).toBe(clicks("2026-09-29", "2026-10-26"));
    }
    expect(sandbox.calls().gateway.heroChart).toBe(2);
  },
);

test("what was read while the store was away is there for the other instances once it is back", async () => {
  sandbox.faults.set("kv", { kind: "refuse" });
  const one = startDashboard(sandbox, clock);
  await chart(one);
  sandbox.faults.clear();
  clock.nowMs += 11_000;
  await chart(one, "range=2026-08-01..2026-08-31");
  sandbox.resetCalls();
  const other = await chart(startDashboard(sandbox, clock));
  expect(other.data.totals.clicks).toBe(clicks("2026-10-27", "2026-11-23"));
  expect(sandbox.calls().gateway.heroChart).toBe(0);
});

test("LTK is down for a day: every instance shows what is kept, with its age and the reason", async () => {
  await startDashboard(sandbox, clock).sync();
  const known = clicks("2026-10-28", "2026-11-23");
  clock.nowMs += 20 * HOUR_MS;
  sandbox.faults.set("gateway", { kind: "status", status: 503 });
  const { data, meta } = await chart(startDashboard(sandbox, clock));
  expect(meta).toMatchObject({
    range: { from: "2026-10-28", to: "2026-11-24" },
    freshness: "stale",
    syncedAt: "2026-11-24T12:00:00.000Z",
    source: "cache",
  });
  expect(meta.reason?.code).toMatch(/ltk_unavailable|token_wait|auth_unavailable/);
  // Yesterday is as it was at noon, when it was read last.
  const before = data.points.slice(0, -1).reduce((sum, point) => sum + (point.clicks ?? 0), 0);
  expect(before).toBe(known);
});

test("after a sync a page's windows make no call, on whatever instance, until they are late", async () => {
  await startDashboard(sandbox, clock).sync();
  sandbox.resetCalls();
  const dashboard = startDashboard(sandbox, clock);
  const compared = ["28d", "7d", "90d", "mtd", "last-month"].map((name) => `${name}&compare=prev`);
  for (const range of [...compared, "28d&compare=yoy", "ytd", "12m"]) {
    expect((await chart(dashboard, `range=${range}`)).meta.freshness).toBe("fresh");
  }
  clock.nowMs += 5 * HOUR_MS;
  expect((await chart(dashboard)).meta.freshness).toBe("fresh");
  expect(sandbox.calls().gateway.heroChart).toBe(0);
  clock.nowMs += 1;
  expect((await chart(dashboard)).meta.freshness).toBe("late");
  await dashboard.settle();
  expect((await chart(dashboard)).meta.freshness).toBe("fresh");
});
