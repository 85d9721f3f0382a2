import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Earnings } from "@/lib/contracts/earnings";
import { HeroChart } from "@/lib/contracts/hero-chart";
import { Overview } from "@/lib/contracts/overview";
import { COMPARISONS, INTERVALS, RANGE_PRESETS } from "@/lib/core/range";
import { addDays, DAY_MS, HOUR_MS, listDays } from "@/lib/core/time";
import { findCreator } from "@/lib/server/creator-context";
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
import { expectedForecast, expectedPace, expectedRatios, trueDays } from "./expected-insights";
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

/** Ratios, the explanation of the change and the running month, worked out anew from the simulator's days. */
async function expectInsights(
  dashboard: Dashboard,
  { data, meta }: Overview,
  today: typeof TODAY,
): Promise<void> {
  const { slug } = data.creator;
  const creator = await findCreator(dashboard.container, slug);
  if (!creator.ok) throw new Error(creator.error.message);
  expect(creator.value.today).toBe(today);
  const known = await dashboard.container.dailySeries.known(creator.value);
  const all = trueDays(sandbox, slug, known.history.present.keys());
  const range = trueDays(sandbox, slug, listDays(day(meta.range.from), day(meta.range.to)));
  expect(data.ratios).toMatchObject(
    expectedRatios({ range, all, today }, (value) => expect.closeTo(value, 9)),
  );
  expect(data.month.forecast).toEqual(expectedForecast(all, today));
  const pace = expectedPace(all, today);
  if (pace === undefined) expect(data.month.pace.kind).toBe("none");
  else expect(data.month.pace).toEqual(pace);
  expect(data.why === null).toBe(meta.compare === null);
  if (data.why === null || meta.compare === null) return;
  expectExplained(slug, data.why, comparedDays(meta, today));
}

/** A period's days that are over and as many of the other's: what LTK has in both, in the order of days. */
function comparedDays({ range, compare }: Overview["meta"], today: typeof TODAY) {
  const before = compare ?? range;
  const ended = listDays(day(range.from), day(range.to)).filter((date) => date < today).length;
  const first = (from: string) => listDays(day(from), addDays(day(from), ended - 1));
  return { current: first(range.from), previous: first(before.from) };
}

function expectExplained(
  slug: string,
  why: NonNullable<Overview["data"]["why"]>,
  days: ReturnType<typeof comparedDays>,
): void {
  const milliOf = (dates: typeof days.current) =>
    [...trueDays(sandbox, slug, dates).values()].reduce(
      (sum, { commissionsMilli }) => sum + commissionsMilli,
      0,
    );
  if ((days.previous[0] ?? "") < firstDay()) return;
  if (days.current.length === 0) {
    expect(why).toEqual({ kind: "unexplained", change: null, reason: "unknown" });
    return;
  }
  const change = milliOf(days.current) - milliOf(days.previous);
  expect(Math.round((why.change ?? Number.NaN) * 1_000)).toBe(change);
  explained[why.kind] += 1;
  if (why.kind === "unexplained") return;
  const amounts = why.effects.map(({ amount }) => Math.round(amount * 1_000));
  expect(amounts.reduce((sum, amount) => sum + amount, 0)).toBe(change);
}

/** How many changes were explained, and how many were not: both must have been tried. */
const explained = { explained: 0, unexplained: 0 };

async function expectTruth(
  dashboard: Dashboard,
  visit: { slug: string } & Record<string, string>,
  today: typeof TODAY,
) {
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
  await expectInsights(dashboard, overview, today);
}

async function sample(dashboard: Dashboard, today = TODAY, numRuns = 60) {
  await fc.assert(
    fc.asyncProperty(anyVisit(today), (visit) => expectTruth(dashboard, visit, today)),
    // The same visits each time: what they have covered is counted at the end.
    { numRuns, seed: 20_261_124 },
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

test("with a year of days the month's forecast has a band, and most changes were explained", async () => {
  const { container } = startDashboard(sandbox, clock);
  const response = await callHandler(container, {
    handler: getOverview,
    slug: "ava-lane",
    path: "overview",
  });
  const { data } = Overview.parse(await response.json());
  expect(data.month.forecast).toMatchObject({
    kind: "forecast",
    band: { low: expect.any(Number), high: expect.any(Number) },
  });
  expect(data.why).toBeNull();
  expect(explained.explained).toBeGreaterThan(30);
  expect(explained.unexplained).toBeGreaterThan(0);
});
