import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Earnings } from "@/lib/contracts/earnings";
import { HeroChart } from "@/lib/contracts/hero-chart";
import { Overview } from "@/lib/contracts/overview";
import { COMPARISONS, INTERVALS, RANGE_PRESETS } from "@/lib/core/range";
import { addDays, DAY_MS, HOUR_MS } from "@/lib/core/time";
import { syncAnalytics } from "@/lib/server/jobs/sync-analytics";
import { GET as getEarnings } from "../../app/api/ltk/[creator]/earnings/route";
import { GET as getHeroChart } from "../../app/api/ltk/[creator]/hero-chart/route";
import { GET as getOverview } from "../../app/api/ltk/[creator]/overview/route";
import { createSandbox } from "../sandbox";
import type { Sandbox } from "../sandbox/sandbox";
import {
  callHandler,
  createTestClock,
  IN_TIME_MS,
  startDashboard,
  type TestClock,
} from "./dashboard";
import { day } from "./ltk-set-up";

const TODAY = day("2026-11-24");
const LONG_SECONDS = 400 * 86_400;

let clock: TestClock;
let sandbox: Sandbox;

beforeAll(async () => {
  clock = createTestClock(`${TODAY}T15:20:00Z`);
  sandbox = await createSandbox({
    now: clock.now,
    airtableRateLimit: false,
    kv: "redis",
    isLedgerEmpty: true,
    accessTtlSeconds: LONG_SECONDS,
    idTtlSeconds: LONG_SECONDS,
  });
});
afterAll(() => sandbox.close());

type Dashboard = ReturnType<typeof startDashboard>;

/** Creators with days, and the queries that a visitor may make on a day. */
function anyVisit(today = TODAY) {
  const slugs = sandbox.creators
    .filter(({ kind }) => kind !== "needs-reauth" && kind !== "new")
    .map(({ slug }) => slug);
  const custom = fc
    .tuple(fc.integer({ min: 0, max: 300 }), fc.integer({ min: 0, max: 120 }))
    .map(([ago, length]) => {
      const to = addDays(today, -ago);
      return `${addDays(to, -length)}..${to}`;
    });
  return fc.record({
    slug: fc.constantFrom(...slugs),
    range: fc.oneof(fc.constantFrom<string>(...RANGE_PRESETS), custom),
    compare: fc.constantFrom(...COMPARISONS),
    interval: fc.constantFrom(...INTERVALS),
  });
}

/** What the simulator knows, as the API writes it. */
function truth(slug: string, { from, to }: { readonly from: string; readonly to: string }) {
  const { clicks, orders, itemsSold, commissionsMilli } = sandbox.figures(slug, from, to);
  const cents = Math.sign(commissionsMilli) * Math.round(Math.abs(commissionsMilli) / 10);
  return { clicks, orders, itemsSold, commissions: cents / 100 + 0 };
}

/** The first day the simulator still knows; of earlier ones the dashboard may have kept more. */
function firstDay(): string {
  return addDays(day(new Date(clock.nowMs).toISOString().slice(0, 10)), -429);
}

async function expectTruth(dashboard: Dashboard, visit: { slug: string } & Record<string, string>) {
  const { slug, ...query } = visit;
  const search = new URLSearchParams(query).toString();
  const read = async (name: string, handler: typeof getOverview): Promise<unknown> => {
    const response = await callHandler(dashboard.container, {
      handler,
      slug,
      path: `${name}?${search}`,
    });
    expect(response.status).toBe(200);
    return response.json();
  };
  const overview = Overview.parse(await read("overview", getOverview));
  const chart = HeroChart.parse(await read("hero-chart", getHeroChart));
  const earnings = Earnings.parse(await read("earnings", getEarnings));
  const { range, compare } = overview.meta;
  const current = truth(slug, range);
  expect(overview.data.totals).toEqual(current);
  expect(chart.data.totals).toEqual(current);
  const { clicks: _, ...earned } = current;
  expect(earnings.data.period).toEqual(earned);
  if (compare !== null && compare.from >= firstDay()) {
    expect(overview.data.previous).toEqual(truth(slug, compare));
  }
  expect(overview.data.previous === null).toBe(compare === null);
  expect(chart.data.previous?.totals ?? null).toEqual(overview.data.previous);
}

async function sample(dashboard: Dashboard, today = TODAY, numRuns = 60) {
  await fc.assert(
    fc.asyncProperty(anyVisit(today), (visit) => expectTruth(dashboard, visit)),
    { numRuns },
  );
}

test("after an interrupted sync, totals from the routes equal the simulator's truth", async () => {
  const dashboard = startDashboard(sandbox, clock);
  let reads = 0;
  // The deadline passes after so many looks at the clock.
  const container = {
    ...dashboard.container,
    now: () => {
      reads += 1;
      return reads > 80 ? clock.nowMs + 2 * IN_TIME_MS : clock.nowMs;
    },
  };
  const outcome = await syncAnalytics(container, clock.nowMs + IN_TIME_MS);
  if (!outcome.ok) throw new Error(outcome.code);
  expect(Object.values(outcome.results).map(({ status }) => status)).toContain("left");
  await sample(dashboard);
});

test("after the run that follows it, and on an instance that did not run it, they still do", async () => {
  await startDashboard(sandbox, clock).sync();
  await sample(startDashboard(sandbox, clock));
});

test("after late orders and returns, and the syncs of three days, they equal the revised truth", async () => {
  for (const { slug } of sandbox.creators) {
    for (const ago of [2, 17, 40, 100]) {
      const change = { orders: -1, itemsSold: -2, commissionsMilli: -17_123 - ago };
      sandbox.reviseFigures(slug, addDays(TODAY, -ago), change);
    }
  }
  clock.nowMs += 2 * DAY_MS;
  await startDashboard(sandbox, clock).sync();
  clock.nowMs += 4 * HOUR_MS;
  const later = startDashboard(sandbox, clock);
  await later.sync();
  await later.sync();
  await sample(later, addDays(TODAY, 2));
});
