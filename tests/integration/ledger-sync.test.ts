import { afterEach, beforeEach, expect, test } from "vitest";
import type { LedgerDay } from "@/lib/analytics/ledger";
import { ledgerTotals } from "@/lib/analytics/ledger";
import { Earnings } from "@/lib/contracts/earnings";
import type { Day } from "@/lib/core/brand";
import { addDays, DAY_MS, HOUR_MS, listDays } from "@/lib/core/time";
import { findCreator } from "@/lib/server/creator-context";
import { sumsIn } from "@/lib/server/ledger/ledger-days";
import { GET as getEarnings } from "../../app/api/ltk/[creator]/earnings/route";
import { createSandbox } from "../sandbox";
import type { Sandbox, SandboxOptions } from "../sandbox/sandbox";
import {
  callHandler,
  createTestClock,
  ltkCalls,
  startDashboard,
  type TestClock,
} from "./dashboard";
import { day, slugOf } from "./ltk-set-up";

const TODAY = day("2026-11-24");
const FIRST = day("2025-10-24");
/** The busiest, whose ledger is counted, and a small one for the rest. */
const BUSIEST = "bea-ortiz";
const SLUG = "lola-quinn";

let clock: TestClock;
let sandbox: Sandbox;

async function open(options: SandboxOptions = {}, slug = SLUG) {
  clock = createTestClock(`${TODAY}T12:00:00Z`);
  sandbox = await createSandbox({
    now: clock.now,
    airtableRateLimit: false,
    kv: "redis",
    accessTtlSeconds: 900 * 86_400,
    idTtlSeconds: 900 * 86_400,
    ...options,
  });
  // One creator of the dozen: what is asked for her is what is counted.
  for (const other of sandbox.creators) if (other.slug !== slug) sandbox.removeRow(other.slug);
}

beforeEach(() => open());
afterEach(() => sandbox.close());

const start = () => startDashboard(sandbox, clock);
type Dashboard = ReturnType<typeof start>;

async function kept({ container }: Dashboard, slug = SLUG) {
  const creator = await findCreator(container, slugOf(slug));
  if (!creator.ok) throw new Error(creator.error.code);
  const { history } = await container.ledger.known(creator.value);
  return { creator: creator.value, ...history };
}

const figuresOf = (sums: LedgerDay | undefined) => {
  if (sums === undefined) return undefined;
  const { net, itemsSold } = ledgerTotals([sumsIn(sums, "USD")]);
  return { net, itemsSold };
};

function truthOf(date: Day, slug = SLUG) {
  const { commissionsMilli, itemsSold } = sandbox.figures(slug, date, date);
  return { net: commissionsMilli, itemsSold };
}

/** Every day is kept, and comes to what the simulator knows. */
async function expectTruth(from: Day, to: Day, slug = SLUG) {
  const { present } = await kept(start(), slug);
  const days = listDays(from, to);
  expect(days.map((date) => figuresOf(present.get(date)))).toEqual(
    days.map((date) => truthOf(date, slug)),
  );
}

const pages = () => sandbox.calls().gateway.itemsSold;

test("a cold run keeps thirteen months of the busiest ledger, a page a hundred rows and one more a window; the next one reads four days", async () => {
  await sandbox.close();
  await open({}, BUSIEST);
  const salesOf = (from: Day, to: Day) => sandbox.figures(BUSIEST, from, to).itemsSold;
  await start().sync();
  const sales = salesOf(FIRST, TODAY);
  process.stdout.write(`thirteen months of ${sales} sales: ${pages()} calls of items_sold\n`);
  // Fourteen windows. Pages hold 92 to 98 rows; six returns come with a hundred sales.
  expect(pages()).toBeGreaterThan((sales * 1.05) / 98);
  expect(pages()).toBeLessThanOrEqual((sales * 1.07) / 92 + 2 * 14);
  await expectTruth(FIRST, TODAY, BUSIEST);
  sandbox.resetCalls();
  clock.nowMs += 4 * HOUR_MS;
  await start().sync();
  expect(pages()).toBeGreaterThan(1);
  expect(pages()).toBeLessThanOrEqual((salesOf(addDays(TODAY, -3), TODAY) * 1.07) / 92 + 2);
});

test("an interrupted backfill keeps the windows that were read, and the next run reads only the others", async () => {
  await sandbox.close();
  let windows = 0;
  await open({
    watch: ({ route, phase, request }) => {
      const isFirstPage = request.url.searchParams.get("next") === null;
      if (route !== "itemsSold" || phase !== "handled" || !isFirstPage) return undefined;
      windows += 1;
      // The deadline passes while the fifth window's first page is on its way.
      if (windows === 5) clock.nowMs += 600_000;
      return undefined;
    },
  });
  const results = await start().sync(clock.nowMs + 300_000);
  expect(results[SLUG]?.status).toBe("partial");
  const { present } = await kept(start());
  const [oldest] = [...present.keys()].sort();
  // Four days, and four windows of 31 days: the one that was under way came to its end.
  expect(oldest).toBe(addDays(TODAY, -3 - 4 * 31));
  await expectTruth(day(oldest ?? ""), TODAY);
  windows = 10;
  await start().sync();
  // The four youngest days, and the nine windows that were left.
  expect(windows - 10).toBe(10);
  await expectTruth(FIRST, TODAY);
});

test.each([{ kind: "status", status: 503 }, { kind: "drift" }] as const)(
  "a window that fails halfway ($kind) keeps what was there, whole",
  async (fault) => {
    await sandbox.close();
    let isFailing = false;
    await open({
      watch: ({ route, phase, request }) => {
        const isFirstPage = request.url.searchParams.get("next") === null;
        if (isFailing && route === "itemsSold" && phase === "arrived" && !isFirstPage) {
          sandbox.faults.set("gateway", fault, { route: "itemsSold" });
        }
        return undefined;
      },
    });
    await start().sync();
    const before = await kept(start());
    clock.nowMs += DAY_MS;
    const yesterday = addDays(TODAY, -1);
    sandbox.reviseFigures(SLUG, yesterday, { commissionsMilli: -50_000 });
    isFailing = true;
    sandbox.resetCalls();
    const results = await start().sync();
    expect(results[SLUG]?.status).toBe("partial");
    expect(pages()).toBeGreaterThan(1);
    const after = await kept(start());
    expect(after.present).toEqual(before.present);
    isFailing = false;
    sandbox.faults.clear();
    clock.nowMs += 4 * HOUR_MS;
    await start().sync();
    await expectTruth(FIRST, addDays(TODAY, 1));
    expect((await kept(start())).present.get(yesterday)).not.toEqual(before.present.get(yesterday));
  },
);

test("late orders and returns change the sums, what was seen first stays, and a run more changes nothing", async () => {
  await start().sync();
  const yesterday = addDays(TODAY, -1);
  const seen = truthOf(yesterday);
  for (const ago of [2, 17, 40, 60]) {
    sandbox.reviseFigures(SLUG, addDays(TODAY, -ago), {
      itemsSold: -1,
      commissionsMilli: -9_123,
    });
  }
  // Four nights: older days have their turn within three.
  for (let night = 0; night < 4; night += 1) {
    clock.nowMs += DAY_MS;
    await start().sync();
  }
  await expectTruth(FIRST, addDays(TODAY, 4));
  const { present, firstSeen } = await kept(start());
  expect(figuresOf(firstSeen.get(yesterday))).toEqual(seen);
  expect(figuresOf(present.get(yesterday))).not.toEqual(seen);
  clock.nowMs += 1_000;
  await start().sync();
  const again = await kept(start());
  expect([again.present, again.firstSeen]).toEqual([present, firstSeen]);
});

test("an answer without any sale keeps the days that are known, and says that LTK's shape changed", async () => {
  await start().sync();
  const before = await kept(start());
  // The simulator knows no sales before 430 days: her account as if it had been emptied, but for the payments.
  clock.nowMs += 500 * DAY_MS;
  const dashboard = start();
  const { creator } = await kept(dashboard);
  const window = { from: day("2026-11-01"), to: day("2026-11-20"), today: day("2028-04-07") };
  const refreshed = await dashboard.container.ledger.refresh({ ...creator, ...window });
  expect(refreshed).toMatchObject({ ok: false, error: { code: "ltk_bad_shape" } });
  const after = await kept(dashboard);
  expect(after.present).toEqual(before.present);
  expect(dashboard.container.drift.list()).toMatchObject([{ endpoint: "items_sold" }]);
});

async function returnRate(dashboard: Dashboard, range: string) {
  const path = `earnings?range=${range}`;
  const call = { handler: getEarnings, slug: SLUG, path };
  const response = await callHandler(dashboard.container, call);
  return Earnings.parse(await response.json()).data.returnRate;
}

test("the return rate of the settled days comes from the stored sums, without a call; of days never read it is unknown", async () => {
  const cold = start();
  await returnRate(cold, "12m");
  await cold.settle();
  sandbox.resetCalls();
  expect(await returnRate(cold, "12m")).toEqual({ kind: "none", reason: "unknown" });
  expect(pages()).toBe(0);
  await start().sync();
  const dashboard = start();
  await returnRate(dashboard, "12m");
  sandbox.resetCalls();
  const { present } = await kept(dashboard);
  const settled = listDays(day("2025-12-01"), addDays(TODAY, -60));
  const { sold, returned } = ledgerTotals(
    settled.map((date) => sumsIn(present.get(date) ?? new Map(), "USD")),
  );
  expect(await returnRate(dashboard, "12m")).toEqual({
    kind: "ratio",
    value: returned / sold,
    settledDays: settled.length,
  });
  expect(returned).toBeGreaterThan(0);
  expect(await returnRate(dashboard, "28d")).toEqual({ kind: "none", reason: "unsettled" });
  expect(await returnRate(dashboard, "2024-01-01..2024-01-31")).toEqual({
    kind: "none",
    reason: "unknown",
  });
  expect(pages()).toBe(0);
});

test("a sync that two processes do at once asks LTK once", async () => {
  const alone = start();
  await alone.sync();
  const [ofOne, pagesOfOne] = [ltkCalls(sandbox), pages()];
  await sandbox.close();
  await open();
  const startedAt = Date.now();
  const base = clock.nowMs;
  // Runs began at moments of their own, so that it can be told which of two came first.
  Object.defineProperty(clock, "nowMs", { get: () => base + Date.now() - startedAt });
  const runs = await Promise.all([start().sync(), start().sync()]);
  const reports = runs.map((results) => results[SLUG]);
  expect(reports).toContainEqual({ status: "synced", code: null });
  expect(reports.find((report) => report?.status === "skipped")?.code).toMatch(
    /^(sync_running|just_synced)$/,
  );
  expect([ltkCalls(sandbox), pages()]).toEqual([ofOne, pagesOfOne]);
});

test("a creator whose run died is read by the next one", async () => {
  await start().container.syncLeases.take(slugOf(SLUG), clock.nowMs);
  expect((await start().sync())[SLUG]).toEqual({ status: "skipped", code: "sync_running" });
  expect(ltkCalls(sandbox)).toBe(0);
  await sandbox.kv(["PEXPIRE", `sync-lease/v1|${SLUG}`, "1"]);
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect((await start().sync())[SLUG]).toEqual({ status: "synced", code: null });
});
