import { afterEach, beforeEach, expect, test } from "vitest";
import { GET as getHeroChart } from "@/app/api/ltk/[creator]/hero-chart/route";
import { GET as getOverview } from "@/app/api/ltk/[creator]/overview/route";
import { HeroChart } from "@/lib/contracts/hero-chart";
import { Overview } from "@/lib/contracts/overview";
import { toMilli } from "@/lib/core/money";
import { DAY_MS, HOUR_MS } from "@/lib/core/time";
import type { Container } from "@/lib/server/container";
import { createSandbox } from "../sandbox";
import type { Sandbox } from "../sandbox/sandbox";
import {
  callHandler,
  createTestClock,
  ltkCalls,
  startDashboard,
  type TestClock,
} from "./dashboard";

const SLUG = "ava-lane";
const DEFAULT_VIEW = "range=28d&compare=prev";

let clock: TestClock;
let sandbox: Sandbox;

beforeEach(() => startAt("2026-11-24T12:00:00Z"));
afterEach(() => sandbox.close());

async function startAt(time: string) {
  clock = createTestClock(time);
  sandbox = await createSandbox({ now: clock.now, airtableRateLimit: false });
}

async function overview(container: Container, search = DEFAULT_VIEW) {
  const response = await callHandler(container, {
    handler: getOverview,
    slug: SLUG,
    path: `overview?${search}`,
  });
  expect(response.status).toBe(200);
  return Overview.parse(await response.json());
}

async function chart(container: Container, search = DEFAULT_VIEW) {
  const response = await callHandler(container, {
    handler: getHeroChart,
    slug: SLUG,
    path: `hero-chart?${search}`,
  });
  expect(response.status).toBe(200);
  return HeroChart.parse(await response.json());
}

/** The container with these brands as the lists that happen to be kept; asking LTK for any is an error. */
function keeping(
  container: Container,
  lists: Readonly<Record<string, { clickless: number; orders: number; ageMs: number }>>,
): Container {
  const read = () => Promise.reject(new Error("LTK was asked for a list"));
  const peek: Container["reads"]["topBrands"]["peek"] = async ({ from }) => {
    const list = lists[from];
    if (list === undefined) return undefined;
    const { clickless, orders, ageMs } = list;
    const value = [
      { brand: "Calla Home", clicks: 400, orders: 9, commissions: toMilli(80_000) },
      { brand: "Acme Outfitters (US)", clicks: 0, orders, commissions: toMilli(clickless) },
    ];
    return { value, storedAtMs: clock.nowMs - ageMs };
  };
  const topBrands = Object.assign(read, { refresh: read, peek });
  return { ...container, reads: { ...container.reads, topBrands } };
}

const NOW = { clickless: 60_000, orders: 7, ageMs: HOUR_MS };
const BEFORE = { clickless: 25_000, orders: 3, ageMs: HOUR_MS };

test("after a sync the default view is explained and forecast without a call to LTK", async () => {
  const dashboard = startDashboard(sandbox, clock);
  await dashboard.sync();
  sandbox.resetCalls();
  const { data } = await overview(dashboard.container);
  expect(data.why?.kind).toBe("explained");
  expect(data.month.forecast).toMatchObject({ kind: "forecast" });
  await chart(dashboard.container);
  expect(ltkCalls(sandbox)).toBe(0);
});

test("the running month is told from what is kept, whatever range is shown, and says how far that reaches", async () => {
  const dashboard = startDashboard(sandbox, clock);
  await dashboard.sync();
  const { month } = (await overview(dashboard.container)).data;
  sandbox.resetCalls();
  const long = await overview(dashboard.container, "range=2026-03-01..2026-03-31&compare=none");
  expect(long.data.month).toEqual(month);
  expect(month).toMatchObject({ from: "2026-11-01", to: "2026-11-30" });
  expect(month.soFar).toMatchObject({ days: 23, to: "2026-11-23" });
  // LTK's own rates of that range are not kept ahead of visitors.
  expect(sandbox.calls().gateway).toMatchObject({ heroChart: 0, topPerformers: 0 });
  sandbox.faults.set("gateway", { kind: "status", status: 503 });
  clock.nowMs += 3 * DAY_MS;
  const stale = await overview(dashboard.container);
  expect(stale.meta.freshness).toBe("stale");
  expect(stale.data.month).toMatchObject({ soFar: { to: "2026-11-23" }, pace: { days: 23 } });
});

test("sources without clicks are an effect of their own where lists of both periods are kept", async () => {
  const { container } = startDashboard(sandbox, clock);
  const known = keeping(container, { "2026-10-27": NOW, "2026-09-29": BEFORE });
  const { why } = (await overview(known)).data;
  const plain = (await overview(keeping(container, {}))).data.why;
  if (why?.kind !== "explained" || plain?.kind !== "explained") throw new Error("not explained");
  expect(why.effects.at(-1)).toEqual({ factor: "clickless", amount: 35 });
  expect(plain.effects.map(({ factor }) => factor)).not.toContain("clickless");
  expect(why.change).toBe(plain.change);
  const sum = why.effects.reduce((total, { amount }) => total + Math.round(amount * 1_000), 0);
  expect(sum).toBe(Math.round(why.change * 1_000));
});

test.each([
  ["the list of one period is not kept", DEFAULT_VIEW, { "2026-10-27": NOW }],
  [
    "a list is older than the series may be",
    DEFAULT_VIEW,
    { "2026-10-27": NOW, "2026-09-29": { ...BEFORE, ageMs: 10 * HOUR_MS } },
  ],
  [
    "the period is not over, so that lists are of other days",
    "range=mtd&compare=prev",
    { "2026-11-01": NOW, "2026-10-08": BEFORE },
  ],
] as const)("they are left out when %s", async (_, search, lists) => {
  const { container } = startDashboard(sandbox, clock);
  const { why } = (await overview(keeping(container, lists), search)).data;
  if (why?.kind !== "explained") throw new Error("not explained");
  expect(why.effects).toHaveLength(3);
});

test("compared points bear their own days and meet by day, by week and by month", async () => {
  const { container } = startDashboard(sandbox, clock);
  for (const [interval, count] of [
    ["day", 28],
    ["week", 5],
    ["month", 2],
  ] as const) {
    const { data } = await chart(container, `${DEFAULT_VIEW}&interval=${interval}`);
    const { points, totals } = data.previous ?? { points: [], totals: null };
    expect(points).toHaveLength(count);
    expect(points.map(({ against }) => against)).toEqual(data.points.map(({ day }) => day));
    for (const { day, against } of points) {
      expect(Date.parse(against) - Date.parse(day)).toBe(28 * DAY_MS);
    }
    const clicks = points.reduce((sum, point) => sum + (point.clicks ?? 0), 0);
    expect(clicks).toBe(totals?.clicks);
  }
});

test("29 February stands against nothing, and moves no other day", async () => {
  await sandbox.close();
  await startAt("2028-03-04T12:00:00Z");
  const { container } = startDashboard(sandbox, clock);
  const { data } = await chart(container, "range=2028-02-27..2028-03-02&compare=yoy");
  expect(data.points).toHaveLength(5);
  expect(data.previous?.points.map(({ day, against }) => [day, against])).toEqual([
    ["2027-02-27", "2028-02-27"],
    ["2027-02-28", "2028-02-28"],
    ["2027-03-01", "2028-03-01"],
    ["2027-03-02", "2028-03-02"],
  ]);
});

test("points of the last week are settling, and today is partial too", async () => {
  const { container } = startDashboard(sandbox, clock);
  const { data } = await chart(container, "range=mtd");
  const flagged = (flag: "settling" | "partial") =>
    data.points.filter((point) => point[flag]).map(({ day }) => day);
  expect(flagged("settling")).toEqual(
    [18, 19, 20, 21, 22, 23, 24].map((date) => `2026-11-${date}`),
  );
  expect(flagged("partial")).toEqual(["2026-11-24"]);
  const weeks = await chart(container, "range=28d&interval=week");
  expect(weeks.data.points.map(({ settling }) => settling)).toEqual([
    false,
    false,
    false,
    true,
    true,
  ]);
});

test("a day that changed since it was first seen complete says by how many orders and how much", async () => {
  const dashboard = startDashboard(sandbox, clock);
  await dashboard.sync();
  expect((await chart(dashboard.container)).data.points.every(({ revised }) => !revised)).toBe(
    true,
  );
  sandbox.reviseFigures(SLUG, "2026-11-10", { orders: -1, commissionsMilli: -17_123 });
  sandbox.reviseFigures(SLUG, "2026-11-12", { clicks: 5 });
  clock.nowMs += 4 * HOUR_MS;
  await dashboard.sync();
  const { data } = await chart(dashboard.container, "range=2026-11-01..2026-11-16");
  const revised = data.points.flatMap((point) =>
    point.revised === null ? [] : [{ day: point.day, ...point.revised }],
  );
  expect(revised).toEqual([{ day: "2026-11-10", orders: -1, commissions: -17.12 }]);
  const weeks = await chart(
    dashboard.container,
    "range=2026-11-02..2026-11-15&interval=week&compare=none",
  );
  expect(weeks.data.points.map((point) => point.revised)).toEqual([
    null,
    { orders: -1, commissions: -17.12 },
  ]);
});
