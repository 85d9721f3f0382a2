import { afterEach, beforeEach, expect, test } from "vitest";
import { GET } from "@/app/api/ltk/[creator]/top-performers/route";
import { TopPerformers } from "@/lib/contracts/top-performers";
import { topPerformersUrl } from "@/lib/contracts/top-performers.url";
import { createSandbox } from "../sandbox";
import type { Sandbox } from "../sandbox/sandbox";
import { callCreatorRoute, createClock, NOW, setUpContainer } from "./routes-set-up";

const HOUR_MS = 3_600_000;

let sandbox: Sandbox;

beforeEach(async () => {
  sandbox = await createSandbox({ now: () => NOW });
  setUpContainer(sandbox);
});

afterEach(() => sandbox.close());

async function read(path: string) {
  const response = await callCreatorRoute(GET, path);
  expect(response.status).toBe(200);
  return { response, ...TopPerformers.parse(await response.json()) };
}

type Lists = TopPerformers["data"];

/** The rows of a list that must be there. */
function rowsOf<Name extends "products" | "posts" | "brands">(
  data: Lists,
  name: Name,
): NonNullable<Lists[Name]>["rows"] {
  const list = data[name];
  if (list === null) throw new Error(`no ${name}`);
  return list.rows;
}

function milli(value: number | null): number {
  if (value === null) throw new Error("unknown");
  return Math.round(value * 1_000);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

test.each([
  ["ava-lane", "28d"],
  ["hana-sato", "last-month"],
  ["bea-ortiz", "2026-09-05..2026-11-24"],
])(
  "%s over %s: whole lists add up to the simulator's truth, and so do their shares",
  async (slug, range) => {
    const url = topPerformersUrl(
      slug,
      { range, compare: "none", interval: "day" },
      { by: "commissions", limit: 50 },
    );
    const { data, meta } = await read(url);
    const truth = sandbox.figures(slug, meta.range.from, meta.range.to);
    for (const name of ["products", "posts", "brands"] as const) {
      const rows = rowsOf(data, name);
      expect(data[name]?.complete).toBe(true);
      expect(sum(rows.map(({ figures }) => milli(figures.commissions)))).toBe(
        truth.commissionsMilli,
      );
      expect(sum(rows.map(({ figures }) => figures.itemsSold ?? 0))).toBe(truth.itemsSold);
      expect(sum(rows.map(({ share }) => share ?? 0))).toBeCloseTo(1, 9);
      for (const { figures, rates } of rows) {
        expect(rates.orderConversion).toBe((figures.orders ?? 0) / (figures.clicks ?? 1));
      }
    }
    expect(data.totals?.clicks).toBe(truth.clicks);
    expect(meta).toMatchObject({ creator: slug, freshness: "fresh", missing: [], reason: null });
  },
);

test("concentration is worked out from whole lists, and from a cut-off list by shares of the range's commissions", async () => {
  const whole = await read("/api/ltk/ava-lane/top-performers?limit=50");
  const amounts = rowsOf(whole.data, "brands").map(({ figures }) => milli(figures.commissions));
  const total = sandbox.figures("ava-lane", "2026-10-27", "2026-11-23").commissionsMilli;
  const topFive = sum(amounts.toSorted((one, other) => other - one).slice(0, 5)) / total;
  const hhi = sum(amounts.map((amount) => (amount / total) ** 2));
  expect(whole.data.concentration.brands).toEqual({
    kind: "concentration",
    topShare: expect.closeTo(topFive, 12),
    hhi: expect.closeTo(hhi, 12),
    isDominated: Math.max(...amounts) / total > 0.5,
    isTruncated: false,
  });
  expect(whole.data.brands?.share).toBeCloseTo(1, 9);
  const page = await read("/api/ltk/ava-lane/top-performers");
  expect(page.data.concentration.brands).toMatchObject({
    topShare: expect.closeTo(topFive, 12),
    isTruncated: true,
  });
  const products = rowsOf(page.data, "products").map(({ figures }) => milli(figures.commissions));
  expect(page.data.concentration.products).toMatchObject({
    topShare: expect.closeTo(sum(products) / total, 12),
  });
  expect(page.data.products?.share).toBeCloseTo(sum(products) / total, 12);
  const byClicks = await read("/api/ltk/ava-lane/top-performers?by=clicks");
  expect(byClicks.data.concentration).toEqual({
    products: { kind: "none", reason: "cut_off" },
    brands: { kind: "none", reason: "cut_off" },
  });
});

test("products with clicks and without orders are counted with their clicks", async () => {
  // A small creator's forty products share some seventy orders.
  const { data } = await read("/api/ltk/kit-larsen/top-performers?limit=50");
  const dead = rowsOf(data, "products").filter(
    ({ figures }) => (figures.clicks ?? 0) > 0 && figures.orders === 0,
  );
  expect(dead.length).toBeGreaterThan(0);
  expect(data.products?.clicksWithoutOrders).toEqual({
    rows: dead.length,
    clicks: sum(dead.map(({ figures }) => figures.clicks ?? 0)),
  });
});

test.each(["commissions", "clicks", "orders", "itemsSold"] as const)(
  "lists are sorted by %s, and shares are of its total",
  async (by) => {
    const { data } = await read(`/api/ltk/ava-lane/top-performers?by=${by}&limit=12`);
    for (const name of ["products", "posts", "brands"] as const) {
      const values = rowsOf(data, name).map(({ figures }) => figures[by] ?? Number.NaN);
      expect(values).toHaveLength(12);
      expect(values).toEqual(values.toSorted((one, other) => other - one));
    }
    const [first] = rowsOf(data, "brands");
    const total = sandbox.figures("ava-lane", "2026-10-27", "2026-11-23");
    const whole = by === "commissions" ? total.commissionsMilli / 1_000 : total[by];
    expect(first?.share).toBeCloseTo((first?.figures[by] ?? 0) / whole, 12);
    expect(data.brands?.complete).toBe(false);
  },
);

test("without parameters a list is one page, and a smaller limit costs no further call", async () => {
  const { response } = await read("/api/ltk/ava-lane/top-performers");
  expect(response.headers.get("x-cache")).toBe("miss");
  expect(response.headers.get("cache-control")).toBe("private, no-store");
  expect(sandbox.calls().gateway).toMatchObject({ topPerformers: 3, heroChart: 1 });
  sandbox.resetCalls();
  const again = await read("/api/ltk/ava-lane/top-performers?limit=3");
  expect(again.response.headers.get("x-cache")).toBe("hit");
  expect(rowsOf(again.data, "posts")).toHaveLength(3);
  expect(sandbox.calls().gateway).toMatchObject({ topPerformers: 0, heroChart: 0 });
});

test("a comparison finds each row of the period before; without one there is neither figure nor change", async () => {
  const { data, meta } = await read("/api/ltk/ava-lane/top-performers?compare=prev&limit=50");
  const before = await read(
    `/api/ltk/ava-lane/top-performers?range=${meta.compare?.from}..${meta.compare?.to}&limit=50`,
  );
  const earlier = new Map(
    rowsOf(before.data, "brands").map(({ brand, figures }) => [brand, figures]),
  );
  for (const { brand, figures, previous, change } of rowsOf(data, "brands")) {
    expect(previous).toEqual(earlier.get(brand));
    const difference = milli(figures.commissions) - milli(previous?.commissions ?? null);
    if (change?.kind !== "relative") throw new Error(`no change of ${brand}`);
    // To the cent, wherever a half of one is rounded to.
    expect(Math.abs(Math.round(change.difference * 1_000) - difference)).toBeLessThanOrEqual(5);
  }
  expect(rowsOf((await read("/api/ltk/ava-lane/top-performers")).data, "brands")[0]).toMatchObject({
    previous: null,
    change: null,
  });
});

test("a list that LTK answers in an unknown form is missing; the others and the totals stay", async () => {
  sandbox.faults.set("gateway", { kind: "drift" }, { route: "topPerformers", times: 1 });
  const { data, meta } = await read("/api/ltk/ava-lane/top-performers");
  const lists = [data.products, data.posts, data.brands];
  expect(lists.filter((list) => list === null)).toHaveLength(1);
  expect(meta.missing).toHaveLength(1);
  expect(meta.reason?.code).toBe("ltk_bad_shape");
  expect(data.totals?.clicks).toBeGreaterThan(0);
});

test("without the daily series there are lists and no shares", async () => {
  sandbox.faults.set("gateway", { kind: "status", status: 500 }, { route: "heroChart" });
  const { data, meta } = await read("/api/ltk/ava-lane/top-performers");
  expect(data.totals).toBeNull();
  expect(rowsOf(data, "products").every(({ share }) => share === null)).toBe(true);
  expect(meta.missing).toEqual(["totals"]);
});

test("when LTK is away, yesterday's lists are answered with the reason; without any, 502", async () => {
  const clock = createClock();
  await sandbox.close();
  sandbox = await createSandbox({
    now: clock.now,
    accessTtlSeconds: 200_000,
    idTtlSeconds: 200_000,
  });
  setUpContainer(sandbox, clock.now);
  const call = (path: string) => callCreatorRoute(GET, path, { now: clock.now });
  const path = "/api/ltk/ava-lane/top-performers?range=2026-11-01..2026-11-20";
  const first = TopPerformers.parse(await (await call(path)).json());
  sandbox.faults.set("gateway", { kind: "status", status: 503 });
  clock.advance(20 * HOUR_MS);
  const response = await call(path);
  const later = TopPerformers.parse(await response.json());
  expect(later.data).toEqual(first.data);
  expect(later.meta).toMatchObject({
    freshness: "stale",
    source: "cache",
    syncedAt: new Date(NOW).toISOString(),
    reason: { code: "ltk_unavailable" },
  });
  expect(response.headers.get("x-cache")).toBe("stale");
  expect((await call("/api/ltk/bea-ortiz/top-performers")).status).toBe(502);
});

test("a creator without data has empty lists, and totals that are unknown", async () => {
  const { data } = await read("/api/ltk/june-abbott/top-performers");
  expect(rowsOf(data, "products")).toEqual([]);
  expect(data.totals?.commissions).toBeNull();
});

test.each([
  ["by=revenue", "by is not valid: allowed are commissions, orders, clicks, itemsSold."],
  ["limit=0", "limit is not valid: allowed are whole numbers from 1 to 50."],
  ["limit=51", "limit is not valid: allowed are whole numbers from 1 to 50."],
  ["limit=1e1", "limit is not valid: allowed are whole numbers from 1 to 50."],
  ["range=always", expect.stringMatching(/^range is not valid: allowed are 28d/)],
])("%s is refused by name, and LTK is not asked", async (search, message) => {
  const response = await callCreatorRoute(GET, `/api/ltk/ava-lane/top-performers?${search}`);
  expect(response.status).toBe(400);
  expect(await response.json()).toEqual({ error: { code: "invalid_query", message } });
  expect(sandbox.calls().gateway.topPerformers).toBe(0);
});

test("nobody else is answered", async () => {
  const path = (slug: string) => `/api/ltk/${slug}/top-performers`;
  expect((await callCreatorRoute(GET, path("ava-lane"), { cookie: "" })).status).toBe(401);
  expect((await callCreatorRoute(GET, path("nobody"))).status).toBe(404);
  expect((await callCreatorRoute(GET, path("dina-moss"))).status).toBe(409);
});
