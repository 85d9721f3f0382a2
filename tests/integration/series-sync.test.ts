import { afterEach, beforeEach, expect, test } from "vitest";
import { revisionsOf } from "@/lib/analytics/daily-history";
import { totalsOf } from "@/lib/analytics/totals";
import { addDays, addMonths, DAY_MS, HOUR_MS, listDays } from "@/lib/core/time";
import { findCreator } from "@/lib/server/creator-context";
import { loadDailySeries } from "@/lib/server/views/daily-series";
import { createSandbox } from "../sandbox";
import type { Sandbox, SandboxOptions } from "../sandbox/sandbox";
import { createTestClock, ltkCalls, startDashboard, type TestClock } from "./dashboard";
import { day, slugOf } from "./ltk-set-up";

const ACTIVE = 11;
/** What a run reads besides the series: three windows of rates and of engagement, the balances, three top lists of two periods. */
const OTHER_READS = 13;

let clock: TestClock;
let sandbox: Sandbox;

async function open(options: SandboxOptions = {}) {
  clock = createTestClock("2026-11-24T12:00:00Z");
  sandbox = await createSandbox({
    now: clock.now,
    airtableRateLimit: false,
    kv: "redis",
    isLedgerEmpty: true,
    accessTtlSeconds: 900 * 86_400,
    idTtlSeconds: 900 * 86_400,
    ...options,
  });
}

beforeEach(() => open());
afterEach(() => sandbox.close());

const start = () => startDashboard(sandbox, clock);
type Dashboard = ReturnType<typeof start>;

async function creatorOf({ container }: Dashboard, slug: string) {
  const creator = await findCreator(container, slugOf(slug));
  if (!creator.ok) throw new Error(creator.error.code);
  return creator.value;
}

async function load(dashboard: Dashboard, slug: string, from: string, to: string) {
  const creator = await creatorOf(dashboard, slug);
  const window = { from: day(from), to: day(to) };
  const loaded = await loadDailySeries(dashboard.container, creator, window);
  if (!loaded.ok) throw new Error(loaded.error.code);
  return loaded.value;
}

/** Her totals as the dashboard has them, beside the simulator's. */
async function totals(dashboard: Dashboard, slug: string, from: string, to: string) {
  const { series } = await load(dashboard, slug, from, to);
  const { commissions, ...counts } = totalsOf(series, listDays(day(from), day(to)));
  return [{ ...counts, commissionsMilli: commissions }, sandbox.figures(slug, from, to)] as const;
}

async function expectTruth(dashboard: Dashboard, slug: string, from: string, to: string) {
  const [shown, truth] = await totals(dashboard, slug, from, to);
  expect(shown).toEqual(truth);
}

test("a cold run fills thirteen months with 5 calls of hero_chart a creator; the next ones make 1", async () => {
  const results = await start().sync();
  expect(results["ava-lane"]).toEqual({ status: "synced", code: null });
  expect(sandbox.calls().gateway.heroChart).toBe(5 * ACTIVE);
  expect(ltkCalls(sandbox)).toBe((5 + OTHER_READS) * ACTIVE);
  sandbox.resetCalls();
  clock.nowMs += 4 * HOUR_MS;
  // A cold instance: what is kept is in the shared store.
  await start().sync();
  expect(ltkCalls(sandbox)).toBe((1 + OTHER_READS) * ACTIVE);
  await expectTruth(start(), "ava-lane", addMonths(day("2026-11-24"), -13), "2026-11-24");
  expect(sandbox.calls().gateway.heroChart).toBe(ACTIVE);
});

test("the first run after midnight UTC reads 120 days with 2 calls, and a doubled one does not", async () => {
  await start().sync();
  clock.nowMs = Date.parse("2026-11-25T00:00:00Z");
  sandbox.resetCalls();
  const [one, other] = [start(), start()];
  await one.sync();
  expect(sandbox.calls().gateway.heroChart).toBe(2 * ACTIVE);
  sandbox.resetCalls();
  clock.nowMs += 1_000;
  await other.sync();
  expect(sandbox.calls().gateway.heroChart).toBe(ACTIVE);
});

test("a run that is delivered twice at once stores the same, and no creator is failed or left by it", async () => {
  const [one, other] = [start(), start()];
  const runs = await Promise.all([one.sync(), other.sync()]);
  for (const slug of ["ava-lane", "hana-sato", "kit-larsen"]) {
    const codes = runs.map((results) => results[slug]?.code);
    expect(codes).toContain(null);
    expect([null, "sync_running", "just_synced"]).toEqual(expect.arrayContaining(codes));
    await expectTruth(start(), slug, "2025-10-24", "2026-11-24");
  }
  const { firstSeen, series } = await load(start(), "ava-lane", "2025-10-24", "2026-11-24");
  expect(revisionsOf({ present: series, firstSeen }).size).toBe(0);
});

test("an interrupted run starts nothing after its deadline, and the next one goes on with who was left", async () => {
  let calls = 0;
  const stopAfter = 60;
  /** In the order of their first call. */
  const asked = new Set<string | undefined>();
  await sandbox.close();
  await open({
    watch: ({ upstream, route, phase, request }) => {
      if (route === "heroChart") {
        const publisherId = request.url.searchParams.get("publisher_ids")?.split(",")[0] ?? "";
        asked.add(sandbox.creators.find((one) => one.publisherIds[0] === publisherId)?.slug);
      }
      const isPage = route === "itemsSold";
      if (upstream !== "gateway" || phase !== "handled" || isPage) return undefined;
      calls += 1;
      // The deadline passes while the sixtieth answer is on its way.
      if (calls === stopAfter) clock.nowMs += 600_000;
      return undefined;
    },
  });
  const deadlineMs = clock.nowMs + 300_000;
  const results = await start().sync(deadlineMs);
  // Those that were under way at the deadline end: at most eight at once.
  expect(ltkCalls(sandbox)).toBeLessThanOrEqual(stopAfter + 8);
  const unfinished = Object.entries(results).filter(([, { status }]) =>
    ["left", "partial"].includes(status),
  );
  // Whose calls still waited for their turn at the deadline has a failure; nobody was asked for her.
  for (const [, { code }] of unfinished) expect(["out_of_time", "ltk_unavailable"]).toContain(code);
  const left = new Set(
    unfinished.filter(([, { status }]) => status === "left").map(([slug]) => slug),
  );
  expect(left.size).toBeGreaterThan(0);
  asked.clear();
  const next = await start().sync();
  const firstAsked = [...asked].slice(0, left.size + 3);
  expect(firstAsked).toEqual(expect.arrayContaining([...left]));
  expect(new Set(Object.values(next).map(({ status }) => status))).toEqual(
    new Set(["synced", "skipped"]),
  );
  left.delete("june-abbott");
  for (const slug of [...left, "ava-lane"])
    await expectTruth(start(), slug, "2025-10-24", "2026-11-24");
});

test("late orders and returns revise the past, and what was seen first stays", async () => {
  await start().sync();
  const seen = sandbox.figures("ava-lane", "2026-11-23", "2026-11-23");
  clock.nowMs += 3 * DAY_MS;
  sandbox.reviseFigures("ava-lane", "2026-10-25", {
    orders: -2,
    itemsSold: -3,
    commissionsMilli: -41_337,
  });
  const later = start();
  await later.sync();
  const now = sandbox.figures("ava-lane", "2026-11-23", "2026-11-23");
  expect(now.orders).toBeGreaterThan(seen.orders);
  await expectTruth(later, "ava-lane", "2026-10-25", "2026-11-27");
  const { series, firstSeen } = await load(later, "ava-lane", "2026-10-01", "2026-11-26");
  expect(firstSeen.get(day("2026-11-23"))?.orders).toBe(seen.orders);
  const revisions = revisionsOf({ present: series, firstSeen });
  expect(revisions.get(day("2026-10-25"))).toMatchObject({
    orders: -2,
    itemsSold: -3,
    commissions: -41_337,
  });
  expect(revisions.get(day("2026-11-23"))?.orders).toBe(now.orders - seen.orders);
  expect(revisions.get(day("2026-10-02"))).toBeUndefined();
});

test("one creator's failures stop nobody, and the log tells each endpoint's", async () => {
  sandbox.revoke("bea-ortiz");
  await sandbox.expireTokens("bea-ortiz");
  sandbox.faults.set("gateway", { kind: "drift" }, { route: "performanceStats", times: 1 });
  const dashboard = start();
  const results = await dashboard.sync();
  expect(results["bea-ortiz"]).toEqual({ status: "skipped", code: "needs_reauth" });
  const statuses = Object.values(results).map(({ status }) => status);
  expect(statuses.filter((status) => status === "synced")).toHaveLength(9);
  expect(statuses.filter((status) => status === "partial")).toHaveLength(1);
  const line = dashboard.logged.find(
    ({ event, status }) => event === "creator_synced" && status === "partial",
  );
  expect(line).toMatchObject({
    code: "ltk_bad_shape",
    hero_chart: "5 ok",
    performance_summary: "3 ok",
    performance_stats: expect.stringMatching(
      /^(2 ok, 1 ltk_bad_shape|1 ltk_bad_shape, 2 ok|1 ok, 1 ltk_bad_shape, 1 ok)$/,
    ),
    commissions_summary: "1 ok",
  });
});

test.each([{ kind: "status", status: 503 }, { kind: "drift" }] as const)(
  "a run in which LTK fails for everything ($kind) fails for everybody, and asks for no history",
  async (fault) => {
    sandbox.faults.set("gateway", fault);
    const results = await start().sync();
    const due = Object.entries(results).filter(([slug]) => slug !== "dina-moss");
    expect(due).toHaveLength(ACTIVE);
    expect(due.every(([, { status }]) => status === "failed")).toBe(true);
    expect(sandbox.calls().gateway.heroChart).toBeLessThanOrEqual(4 * ACTIVE);
  },
);

test("an answer without any day keeps the days that are known, and says that LTK's shape changed", async () => {
  await start().sync();
  clock.nowMs += 10 * HOUR_MS;
  const dashboard = start();
  const before = await load(dashboard, "ava-lane", "2026-10-27", "2026-11-20");
  // The simulator knows nothing before 430 days: her account as if it had been emptied.
  clock.nowMs += 500 * DAY_MS;
  const creator = await creatorOf(dashboard, "ava-lane");
  const window = { ...creator, from: day("2026-10-27"), to: day("2026-11-20") };
  const refreshed = await dashboard.container.dailySeries.refresh(window);
  expect(refreshed).toMatchObject({ ok: false, error: { code: "ltk_bad_shape" } });
  const after = await dashboard.container.dailySeries.known(window);
  expect(after.history.present.get(day("2026-11-01"))).toEqual(
    before.series.get(day("2026-11-01")),
  );
  expect(dashboard.container.drift.list()).toMatchObject([{ endpoint: "hero_chart" }]);
});

test("a year of the busiest creator, read every four hours, takes at most 40 kB in the store", async () => {
  const dashboard = start();
  await dashboard.sync();
  const creator = await creatorOf(dashboard, "bea-ortiz");
  for (let run = 0; run < 12; run += 1) {
    clock.nowMs += DAY_MS;
    const today = addDays(creator.today, run + 1);
    await dashboard.container.dailySeries.refresh({
      ...creator,
      today,
      from: addDays(today, -119),
      to: today,
    });
  }
  const key = `daily-series/v1|bea-ortiz|${creator.publisherIds.join()}|UTC`;
  const text = String(await sandbox.kv(["GET", key]));
  process.stdout.write(
    `thirteen months of the busiest creator: ${Buffer.byteLength(text)} bytes\n`,
  );
  expect(text.length).toBeGreaterThan(2_000);
  // More than a year is kept here: thirteen months.
  expect(Buffer.byteLength(text)).toBeLessThanOrEqual(40_000);
  expect(await sandbox.kv(["PTTL", key])).toBe(-1);
});
