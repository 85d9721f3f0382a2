import { afterEach, expect, test } from "vitest";
import { HOUR_MS, MINUTE_MS } from "@/lib/core/time";
import { refreshTokens } from "@/lib/server/jobs/refresh-tokens";
import { findPerson } from "@/lib/server/people";
import { createSandbox } from "../sandbox";
import type { Sandbox } from "../sandbox/sandbox";
import { createTestClock, IN_TIME_MS, ltkCalls, startDashboard, type TestClock } from "./dashboard";

/** The simulator's dozen; what is asked for beyond it is added. */
const DOZEN = 12;
const DAYS_A_MONTH = 30;
/** Minutes of a month in which somebody looks at pages: eight hours on 22 days, on one instance. */
const VISITED_MINUTES = 8 * 60 * 22;
/** A first run of a hundred creators is thousands of calls, and so are thirteen months of a dozen ledgers. */
const PATIENCE_MS = 240_000;
/** Runs a day: `0 0,4,… * * *`, and at minutes 0 and 45 of every hour. */
const SYNC_RUNS = 6;
const REFRESH_RUNS = 48;

let sandbox: Sandbox;

afterEach(() => sandbox.close());

/** What some work asks of LTK and of Airtable. */
async function count(work: () => Promise<unknown>) {
  sandbox.resetCalls();
  await work();
  const airtable = Object.values(sandbox.calls().airtable).reduce((sum, calls) => sum + calls, 0);
  const ledger = sandbox.calls().gateway.itemsSold;
  return { ltk: ltkCalls(sandbox), ledger, airtable };
}

/** The calls of single runs, each on a cold instance and with history filled: the night's sync, another one, a refresh. */
async function measureRuns(creators: number) {
  const clock = createTestClock("2026-11-24T20:00:00Z");
  sandbox = await createSandbox({
    now: clock.now,
    airtableRateLimit: false,
    kv: "redis",
    creators: Math.max(0, creators - DOZEN),
    // What its rows cost is counted over the dozen.
    isLedgerEmpty: creators > DOZEN,
  });
  for (const slug of creators < DOZEN ? ["dina-moss", "june-abbott"] : []) sandbox.removeRow(slug);
  const backfill = await count(() => startDashboard(sandbox, clock).sync());
  clock.nowMs = Date.parse("2026-11-25T00:00:00Z");
  const night = await count(() => startDashboard(sandbox, clock).sync());
  clock.nowMs += 4 * HOUR_MS;
  const sync = await count(() => startDashboard(sandbox, clock).sync());
  const refresh = await count(() =>
    refreshTokens(startDashboard(sandbox, clock).container, clock.nowMs + IN_TIME_MS),
  );
  const visits = await count(() => visitForMinutes(clock, 3));
  return { backfill, night, sync, refresh, visits };
}

/** What every page asks of Airtable: who visits, and the creators. Several people, several pages a minute. */
async function visitForMinutes(clock: TestClock, minutes: number): Promise<void> {
  const { container } = startDashboard(sandbox, clock);
  for (let minute = 0; minute < minutes; minute += 1) {
    for (const email of ["noor@studio.example", "ava@creators.example", "noor@studio.example"]) {
      await Promise.all([findPerson(container, email), container.snapshot.read()]);
    }
    clock.nowMs += MINUTE_MS;
  }
}

/** Of the ledger four days, at night 31 and 31 of the older ones in turn, and once thirteen months in 14 windows. */
function expectLedgerPages(
  {
    backfill,
    night,
    sync,
  }: Pick<Awaited<ReturnType<typeof measureRuns>>, "backfill" | "night" | "sync">,
  connected: number,
) {
  if (connected > DOZEN) {
    const calls = [backfill, night, sync].map(({ ledger }) => ledger / connected);
    expect(calls).toEqual([14, 2, 1]);
    return;
  }
  // Each window costs a page for every hundred rows begun, and one more that ends it; see docs/ltk.md.
  const pages = [backfill, night, sync].map(({ ledger }) => ledger / connected);
  process.stdout.write(`pages of the ledger a creator: ${pages.join(", ")}\n`);
  const [ofHistory = 0, ofNight = 0, ofRun = 0] = pages;
  expect(ofRun).toBeGreaterThanOrEqual(2);
  expect(ofRun).toBeLessThanOrEqual(4);
  expect(ofNight).toBeLessThanOrEqual(27);
  expect(ofHistory).toBeLessThanOrEqual(180);
  expect(ofNight + (SYNC_RUNS - 1) * ofRun).toBeLessThanOrEqual(45);
}

test.each([
  [10, 10],
  [50, 49],
  [100, 99],
])(
  "calls a month of the crons for %i creators",
  async (creators, connected) => {
    const { backfill, night, sync, refresh, visits } = await measureRuns(creators);
    // Tokens live ten hours and are renewed within their last: each row is written at most three times a day, ten a call.
    const writes = 3 * Math.ceil(creators / 10);
    const ltk = night.ltk + (SYNC_RUNS - 1) * sync.ltk;
    const ledger = night.ledger + (SYNC_RUNS - 1) * sync.ledger;
    const airtable =
      night.airtable + (SYNC_RUNS - 1) * sync.airtable + REFRESH_RUNS * refresh.airtable + writes;
    process.stdout.write(
      `${creators} creators, a month: ${ltk * DAYS_A_MONTH} LTK calls and ${ledger * DAYS_A_MONTH} pages of the ledger, ${airtable * DAYS_A_MONTH} Airtable calls of the crons, at most ${(visits.airtable / 3) * VISITED_MINUTES} more of an instance that is visited in every minute of office hours; once for history: ${backfill.ltk} LTK calls\n`,
    );
    // Each of the two tables once a minute; a page asks LTK nothing for it.
    expect(visits).toMatchObject({ airtable: 3 * 2, ltk: 0 });
    // One call of hero_chart, three of performance_summary, three of performance_stats, one of commissions_summary, six of
    // top_performers.
    expect(sync.ltk).toBe(connected * 14);
    expect(night.ltk).toBe(connected * 15);
    expect(backfill.ltk).toBe(connected * 18);
    expect(refresh.ltk).toBe(0);
    expectLedgerPages({ backfill, night, sync }, connected);
    // The table is read whole, a hundred rows a call.
    expect([sync.airtable, night.airtable, refresh.airtable]).toEqual([1, 1, 1]);
    expect(airtable * DAYS_A_MONTH).toBeLessThanOrEqual(2_600);
  },
  PATIENCE_MS,
);
