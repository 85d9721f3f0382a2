import { afterEach, beforeEach, expect, test } from "vitest";
import { GET } from "@/app/api/ltk/[creator]/items-sold/route";
import { ItemsSold } from "@/lib/contracts/items-sold";
import { itemsSoldUrl } from "@/lib/contracts/items-sold.url";
import { createSandbox } from "../sandbox";
import type { Sandbox } from "../sandbox/sandbox";
import { day, slugOf } from "./ltk-set-up";
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
  return { response, ...ItemsSold.parse(await response.json()) };
}

function pageUrl(slug: string, range: string, page: { limit: number; cursor?: string }): string {
  return itemsSoldUrl(slug, { range, compare: "none", interval: "day" }, page);
}

/** Every page of a range, by its cursors. */
async function walk(slug: string, range: string, limit: number) {
  const pages: Awaited<ReturnType<typeof read>>[] = [];
  let cursor: string | undefined;
  do {
    const page = await read(
      pageUrl(slug, range, { limit, ...(cursor === undefined ? {} : { cursor }) }),
    );
    pages.push(page);
    cursor = page.data.nextCursor ?? undefined;
  } while (cursor !== undefined && pages.length < 1_000);
  return pages;
}

function milli(value: number): number {
  return Math.round(value * 1_000);
}

function sumOf(rows: readonly { readonly amount: number }[]): number {
  return rows.reduce((sum, { amount }) => sum + milli(amount), 0);
}

test.each([
  ["ava-lane", "28d", 50],
  ["hana-sato", "last-month", 37],
  ["kit-larsen", "2026-09-05..2026-11-24", 500],
])(
  "%s over %s: pages of %i hold every unit once, newest first, and equal the truth",
  async (slug, range, limit) => {
    const pages = await walk(slug, range, limit);
    const rows = pages.flatMap(({ data }) => data.rows);
    const [first] = pages;
    if (first === undefined) throw new Error("no page");
    const { data, meta } = first;
    const truth = sandbox.figures(slug, meta.range.from, meta.range.to);
    expect(rows.filter(({ kind }) => kind === "sale")).toHaveLength(truth.itemsSold);
    expect(sumOf(rows)).toBe(truth.commissionsMilli);
    const [totals] = data.totals;
    expect(totals).toMatchObject({
      currency: "USD",
      itemsSold: truth.itemsSold,
      other: { events: 0, amount: 0 },
    });
    expect(milli(totals?.net ?? 0)).toBe(truth.commissionsMilli);
    expect(milli(totals?.returned ?? 0)).toBe(-sumOf(rows.filter(({ kind }) => kind === "return")));
    expect(milli(totals?.paid ?? 0)).toBe(-sumOf(data.payments));
    expect(data.rowCount).toBe(rows.length);
    expect(pages).toHaveLength(Math.ceil(rows.length / limit));
    const times = rows.map(({ at }) => at);
    expect(times).toEqual(times.toSorted().toReversed());
    expect(new Set(rows.map((row) => JSON.stringify(row))).size).toBeLessThan(rows.length);
    for (const page of pages) expect(page.data.totals).toEqual(data.totals);
  },
);

test("payments stand apart, are in no row, and the open balance is not touched by them", async () => {
  const { data } = await read("/api/ltk/ava-lane/items-sold?range=2026-10-01..2026-11-24");
  expect(data.payments.map(({ day, status }) => [day, status])).toEqual([
    ["2026-11-15", "closed"],
    ["2026-10-15", "closed"],
  ]);
  expect(data.payments.every(({ amount }) => amount < 0)).toBe(true);
});

test("a day is read once: other ranges, pages and sums come from the same days", async () => {
  const first = await read("/api/ltk/ava-lane/items-sold?range=2026-10-01..2026-11-24");
  expect(first.response.headers.get("x-cache")).toBe("miss");
  const calls = sandbox.calls().gateway.itemsSold;
  expect(calls).toBeGreaterThan(10);
  expect(calls).toBeLessThan(40);
  sandbox.resetCalls();
  const cursor = first.data.nextCursor ?? "";
  const pages = [
    await read(pageUrl("ava-lane", "2026-10-01..2026-11-24", { limit: 50, cursor })),
    await read(pageUrl("ava-lane", "last-month", { limit: 5 })),
    await read(pageUrl("ava-lane", "mtd", { limit: 5 })),
  ];
  expect(pages.map(({ response }) => response.headers.get("x-cache"))).toEqual([
    "hit",
    "hit",
    "hit",
  ]);
  expect(sandbox.calls().gateway.itemsSold).toBe(0);
});

test("the days of a range are those of the creator's zone, whose edges lie within LTK's UTC days", async () => {
  const range = "2026-10-31..2026-11-01";
  const inNewYork = (await walk("gia-romano", range, 500)).flatMap(({ data }) => data.rows);
  sandbox.setRow("gia-romano", { Timezone: "UTC" });
  setUpContainer(sandbox);
  const around = (await walk("gia-romano", "2026-10-29..2026-11-03", 500)).flatMap(
    ({ data }) => data.rows,
  );
  // New York leaves summer time on 1 November: its two days are 49 hours long.
  const expected = around.filter(
    ({ at }) => at >= "2026-10-31T04:00:00.000Z" && at < "2026-11-02T05:00:00.000Z",
  );
  expect(expected.length).toBeGreaterThan(0);
  expect(inNewYork.map(({ at, amount }) => [at, amount])).toEqual(
    expected.map(({ at, amount }) => [at, amount]),
  );
  expect(new Set(inNewYork.map(({ day }) => day))).toEqual(new Set(["2026-10-31", "2026-11-01"]));
});

test("rows that arrive while somebody turns pages move nothing she has not seen", async () => {
  const clock = createClock();
  await sandbox.close();
  sandbox = await createSandbox({
    now: clock.now,
    accessTtlSeconds: 200_000,
    idTtlSeconds: 200_000,
  });
  setUpContainer(sandbox, clock.now);
  const call = async (page: { limit: number; cursor?: string }) => {
    const range = "2026-11-01..2026-11-24";
    const response = await callCreatorRoute(GET, pageUrl("ava-lane", range, page), {
      now: clock.now,
    });
    return ItemsSold.parse(await response.json()).data;
  };
  const first = await call({ limit: 500 });
  const cursor = first.nextCursor ?? "";
  const before = await call({ limit: 500, cursor });
  clock.advance(10 * HOUR_MS);
  const after = await call({ limit: 500, cursor });
  expect(after.rowCount).toBeGreaterThan(first.rowCount);
  expect(after.rows).toEqual(before.rows);
});

test("what LTK refuses fails the answer; when only the newest days are missing, the ledger ends before them and says so", async () => {
  sandbox.faults.set("gateway", { kind: "drift" }, { route: "itemsSold" });
  const refused = await callCreatorRoute(GET, "/api/ltk/ava-lane/items-sold");
  expect(refused.status).toBe(502);
  sandbox.faults.clear();
  setUpContainer(sandbox);
  await read("/api/ltk/ava-lane/items-sold?range=last-month");
  sandbox.faults.set("gateway", { kind: "status", status: 503 }, { route: "itemsSold" });
  const { data, meta, response } = await read("/api/ltk/ava-lane/items-sold?range=28d");
  expect(data.rows[0]?.day).toBe("2026-10-31");
  expect(meta).toMatchObject({ missing: ["newestDays"], reason: { code: "ltk_unavailable" } });
  expect(response.headers.get("x-cache")).toBe("stale");
});

test("a creator without data has a ledger that is known to be empty", async () => {
  const { data } = await read("/api/ltk/june-abbott/items-sold");
  expect(data).toMatchObject({ rows: [], payments: [], rowCount: 0, nextCursor: null });
  expect(data.totals).toEqual([
    {
      currency: "USD",
      itemsSold: 0,
      sold: 0,
      returned: 0,
      net: 0,
      paid: 0,
      other: { events: 0, amount: 0 },
    },
  ]);
});

test("a month of a busy ledger takes little of the store, and survives the process", async () => {
  await sandbox.close();
  sandbox = await createSandbox({ now: () => NOW, kv: "redis" });
  const { settle } = setUpContainer(sandbox);
  const first = await read("/api/ltk/bea-ortiz/items-sold?range=last-month&limit=500");
  await settle();
  const key = "cache/v1|bea-ortiz|items_sold/v1|100002|USD|2026-10-01";
  const stored = String(await sandbox.kv(["GET", key]));
  expect(first.data.rowCount).toBeGreaterThan(1_000);
  expect(stored.length).toBeGreaterThan(1_000);
  expect(stored.length / first.data.rowCount).toBeLessThan(40);
  sandbox.resetCalls();
  setUpContainer(sandbox);
  const again = await read("/api/ltk/bea-ortiz/items-sold?range=last-month&limit=500");
  expect(again.data).toEqual(first.data);
  expect(sandbox.calls().gateway.itemsSold).toBe(0);
  await sandbox.kv(["SET", key, '{"storedAtMs":1,"value":"rubbish"}']);
  setUpContainer(sandbox);
  expect((await read("/api/ltk/bea-ortiz/items-sold?range=last-month&limit=500")).data).toEqual(
    first.data,
  );
});

/** Over the store, so that what is kept outlives an instance. */
async function openOverStore(now: () => number = () => NOW) {
  await sandbox.close();
  const aYear = 400 * 86_400;
  sandbox = await createSandbox({
    now,
    kv: "redis",
    accessTtlSeconds: aYear,
    idTtlSeconds: aYear,
    airtableRateLimit: false,
  });
  return setUpContainer(sandbox, now);
}

const rowsKey = (month: string) => `cache/v1|ava-lane|items_sold/v1|100001|USD|${month}`;

test("when a month's rows are gone and LTK is, too, its sums are still told, and the answer names the rows", async () => {
  const { settle } = await openOverStore();
  const path = "/api/ltk/ava-lane/items-sold?range=2026-10-20..2026-11-24&limit=500";
  const whole = await read(path);
  await settle();
  await sandbox.kv(["DEL", rowsKey("2026-10-01")]);
  sandbox.faults.set("gateway", { kind: "status", status: 503 }, { route: "itemsSold" });
  setUpContainer(sandbox);
  const { data, meta, response } = await read(path);
  expect([data.totals, data.rowCount]).toEqual([whole.data.totals, whole.data.rowCount]);
  expect(meta).toMatchObject({ missing: ["rows.2026-10"], reason: { code: "ltk_unavailable" } });
  expect(response.headers.get("x-cache")).toBe("stale");
  expect(data.rows).toEqual(whole.data.rows.filter(({ day }) => day >= "2026-11-01").slice(0, 500));
  expect(data.payments.map(({ day }) => day)).toEqual(["2026-11-15"]);
});

test("rows that do not come to the sums of their day are read again, and only those of that day", async () => {
  const clock = createClock();
  const { settle } = await openOverStore(clock.now);
  const path = "/api/ltk/ava-lane/items-sold?range=2026-10-01..2026-10-31&limit=500";
  const whole = await read(path);
  await settle();
  const before = String(await sandbox.kv(["GET", rowsKey("2026-10-01")]));
  sandbox.reviseFigures("ava-lane", "2026-10-09", { commissionsMilli: -41_337 });
  clock.advance(1_000);
  const { container } = setUpContainer(sandbox, clock.now);
  const account = { slug: slugOf("ava-lane"), publisherIds: ["100001"], currency: "USD" };
  const revised = { from: day("2026-10-09"), to: day("2026-10-09"), today: day("2026-11-24") };
  expect(await container.ledger.refresh({ ...account, ...revised })).toMatchObject({ ok: true });
  await sandbox.kv(["SET", rowsKey("2026-10-01"), before]);
  setUpContainer(sandbox, clock.now);
  sandbox.resetCalls();
  const again = await read(path);
  // A page, and the empty one that ends the list.
  expect(sandbox.calls().gateway.itemsSold).toBe(2);
  const net = (answer: typeof whole) => milli(answer.data.totals[0]?.net ?? 0);
  expect(net(again)).toBe(net(whole) - 41_337);
  expect(net(again)).toBe(sandbox.figures("ava-lane", "2026-10-01", "2026-10-31").commissionsMilli);
});

test("a month whose days are all final is not asked for again, however long ago it was read", async () => {
  const clock = createClock();
  const { settle } = await openOverStore(clock.now);
  const path = "/api/ltk/ava-lane/items-sold?range=2026-07-01..2026-07-31&limit=500";
  const call = async () => {
    const response = await callCreatorRoute(GET, path, { now: clock.now });
    return ItemsSold.parse(await response.json()).data;
  };
  const first = await call();
  expect(first.rowCount).toBeGreaterThan(100);
  await settle();
  sandbox.resetCalls();
  clock.advance(200 * 24 * HOUR_MS);
  setUpContainer(sandbox, clock.now);
  expect(await call()).toEqual(first);
  expect(sandbox.calls().gateway.itemsSold).toBe(0);
});

test.each([
  ["limit=501", "limit is not valid: allowed are whole numbers from 1 to 500."],
  ["cursor=yesterday", "cursor is not valid: allowed is the nextCursor of the page before."],
  ["compare=last", "compare is not valid: allowed are none, prev, yoy."],
])("%s is refused by name, and LTK is not asked", async (search, message) => {
  const response = await callCreatorRoute(GET, `/api/ltk/ava-lane/items-sold?${search}`);
  expect(response.status).toBe(400);
  expect(await response.json()).toEqual({ error: { code: "invalid_query", message } });
  expect(sandbox.calls().gateway.itemsSold).toBe(0);
});

test("nobody else is answered", async () => {
  const path = (slug: string) => `/api/ltk/${slug}/items-sold`;
  expect((await callCreatorRoute(GET, path("ava-lane"), { cookie: "" })).status).toBe(401);
  expect((await callCreatorRoute(GET, path("nobody"))).status).toBe(404);
  expect((await callCreatorRoute(GET, path("dina-moss"))).status).toBe(409);
});
