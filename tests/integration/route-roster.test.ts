import { afterEach, beforeEach, expect, test } from "vitest";
import { GET as getOverview } from "@/app/api/ltk/[creator]/overview/route";
import { GET } from "@/app/api/roster/route";
import { Overview } from "@/lib/contracts/overview";
import { overviewUrl } from "@/lib/contracts/overview.url";
import { Roster } from "@/lib/contracts/roster";
import { rosterUrl } from "@/lib/contracts/roster.url";
import { sessionCookie } from "../helpers/sign-in";
import { createSandbox } from "../sandbox";
import type { Sandbox } from "../sandbox/sandbox";
import { counted, inCents, rowOf, truthOf, WITHOUT_FIGURES } from "./roster-truth";
import { callCreatorRoute, createClock, NOW, setUpContainer } from "./routes-set-up";

const HOUR_MS = 3_600_000;

let sandbox: Sandbox;

beforeEach(async () => {
  sandbox = await createSandbox({ now: () => NOW, airtableRateLimit: false });
  setUpContainer(sandbox);
});

afterEach(() => sandbox.close());

async function call(path: string, now: () => number = () => NOW): Promise<Response> {
  const headers = { cookie: await sessionCookie(now) };
  return GET(new Request(new URL(path, "http://in-process"), { headers }));
}

async function read(path: string, now?: () => number) {
  const response = await call(path, now);
  expect(response.status).toBe(200);
  return { response, ...Roster.parse(await response.json()) };
}

test.each(["28d", "last-month", "2026-09-05..2026-11-24"])(
  "over %s the sums are the truth of ten creators; the two without figures are named and count as nothing",
  async (range) => {
    const { data, meta } = await read(rosterUrl({ range, compare: "prev" }));
    const { compare } = meta;
    if (compare === null) throw new Error("no comparison");
    const now = truthOf(sandbox, counted(sandbox), meta.range.from, meta.range.to);
    // A day that is not over is held against none.
    const unfinished = meta.range.partial ? 1 : 0;
    const ended = (day: string) => dayBefore(day, unfinished);
    const comparedNow = truthOf(sandbox, counted(sandbox), meta.range.from, ended(meta.range.to));
    const before = truthOf(sandbox, counted(sandbox), compare.from, ended(compare.to));
    const { commissions, change, ...counts } = data.totals;
    expect({ ...counts, commissions: commissions[0]?.amount }).toEqual(now);
    expect(change).toMatchObject({
      clicks: { difference: comparedNow.clicks - before.clicks },
      orders: { difference: comparedNow.orders - before.orders },
    });
    expect(commissions).toHaveLength(1);
    expect(commissions[0]).toMatchObject({
      currency: "USD",
      creators: 10,
      compared: { current: comparedNow.commissions, previous: before.commissions, creators: 10 },
    });
    expect(data.coverage).toEqual({
      scope: 12,
      counted: 10,
      fresh: 10,
      stale: [],
      unknown: [
        { slug: "dina-moss", name: "Dina Moss" },
        { slug: "june-abbott", name: "June Abbott" },
      ],
    });
    const contributions = data.rows.map(({ contribution }) => contribution ?? 0);
    expect(contributions.reduce((sum, part) => sum + part, 0)).toBeCloseTo(1, 9);
  },
);

test("rows stand in the order of names, and each is her own overview", async () => {
  const query = { range: "7d", compare: "prev", interval: "day" } as const;
  const { data } = await read(rosterUrl(query));
  expect(data.rows.map(({ name }) => name)).toEqual(
    sandbox.creators.map(({ name }) => name).toSorted((one, other) => one.localeCompare(other)),
  );
  for (const slug of counted(sandbox)) {
    const answer = await callCreatorRoute(getOverview, overviewUrl(slug, query));
    const overview = Overview.parse(await answer.json());
    const { totals, previous, change, ratios, month } = overview.data;
    const { range, compare, currency, freshness } = overview.meta;
    const row = data.rows.find((one) => one.slug === slug);
    expect(row).toMatchObject({ totals, previous, change, range, compare, currency, freshness });
    expect(row?.epc).toEqual(ratios.epc);
    expect(row?.month?.pace).toEqual(month.pace);
    // Its value and whether it is rough; the band is the overview's.
    expect(month.forecast).toMatchObject(row?.month?.forecast ?? {});
    const days = daysFrom(range.from, range.to);
    expect(row?.spark).toEqual(days.map((day) => truthOf(sandbox, [slug], day, day).commissions));
  }
});

test("earnings per click are of all sums, movers are who changed most, and the mix adds up to the change", async () => {
  const { data, meta } = await read("/api/roster?range=28d&compare=prev");
  const [dollars] = data.totals.commissions;
  const { compare } = meta;
  if (dollars === undefined || compare === null) throw new Error("nothing to compare");
  const epcOf = (slugs: readonly string[], { from, to }: { from: string; to: string }) => {
    const truths = slugs.map((slug) => sandbox.figures(slug, from, to));
    const milli = truths.reduce((sum, { commissionsMilli }) => sum + commissionsMilli, 0);
    return milli / 1_000 / truths.reduce((sum, { clicks }) => sum + clicks, 0);
  };
  const epc = epcOf(counted(sandbox), meta.range);
  expect(dollars.epc).toEqual({ kind: "ratio", value: expect.closeTo(epc, 12) });
  expect(dollars.epcCreators).toBe(10);
  expect(dollars.epcCompared).toEqual({
    current: expect.closeTo(epc, 12),
    previous: expect.closeTo(epcOf(counted(sandbox), compare), 12),
  });
  const differences = counted(sandbox)
    .map((slug) => ({
      slug,
      difference:
        sandbox.figures(slug, meta.range.from, meta.range.to).commissionsMilli -
        sandbox.figures(slug, compare.from, compare.to).commissionsMilli,
    }))
    .toSorted((one, other) => other.difference - one.difference);
  const whole = differences.reduce((sum, { difference }) => sum + difference, 0);
  const named = (some: typeof differences) =>
    some.map(({ slug, difference }) => ({
      slug,
      // Of two amounts in cents, as her row says it.
      difference: inCents(
        truthOf(sandbox, [slug], meta.range.from, meta.range.to).commissions -
          truthOf(sandbox, [slug], compare.from, compare.to).commissions,
      ),
      contribution: expect.closeTo(difference / whole, 9),
    }));
  const { gains, losses } = dollars.movers;
  expect(gains).toMatchObject(named(differences.filter((one) => one.difference > 0).slice(0, 5)));
  expect(losses).toMatchObject(
    named(
      differences
        .filter((one) => one.difference < 0)
        .toReversed()
        .slice(0, 5),
    ),
  );
  if (dollars.mix === null) return;
  expect(dollars.mix.within + dollars.mix.mix).toBeCloseTo(dollars.mix.change, 12);
  expect(dollars.mix.change).toBeCloseTo(epc - epcOf(counted(sandbox), compare), 12);
});

test("when clicks move to a creator who earns less per click, the mix says so", async () => {
  // Each creator's earnings per click stay; Bea, who earns most, loses nine in ten of her clicks.
  const { compare } = (await read("/api/roster?range=28d&compare=prev")).meta;
  if (compare === null) throw new Error("nothing to compare");
  for (const day of daysFrom("2026-10-27", "2026-11-23")) {
    const { clicks, orders, itemsSold, commissionsMilli } = sandbox.figures("bea-ortiz", day, day);
    const less = (value: number) => -Math.round(value * 0.9);
    sandbox.reviseFigures("bea-ortiz", day, {
      clicks: less(clicks),
      orders: less(orders),
      itemsSold: less(itemsSold),
      commissionsMilli: less(commissionsMilli),
    });
  }
  setUpContainer(sandbox);
  const { data } = await read("/api/roster?range=28d&compare=prev");
  const mix = data.totals.commissions[0]?.mix;
  if (mix === null || mix === undefined) throw new Error("no mix");
  expect(mix.mix).toBeLessThan(0);
  expect(mix.within + mix.mix).toBeCloseTo(mix.change, 12);
  expect(
    (await read("/api/roster?range=28d&compare=none")).data.totals.commissions[0],
  ).toMatchObject({ mix: null, epcCompared: null, movers: { gains: [], losses: [] } });
});

test("a creator whose session has ended, one without data and unusable rows say why, and are never zero", async () => {
  sandbox.setRow("cleo-park", { Publisher_ID: null });
  sandbox.setRow("ivy-chen", { Slug: "kit-larsen" });
  setUpContainer(sandbox);
  const { data } = await read("/api/roster");
  expect(rowOf(data, "Dina Moss")).toMatchObject({
    status: "needs_reauth",
    freshness: "blocked",
    totals: null,
    reason: { code: "needs_reauth" },
  });
  expect(rowOf(data, "June Abbott").totals).toEqual({
    clicks: null,
    orders: null,
    itemsSold: null,
    commissions: null,
  });
  expect(rowOf(data, "Cleo Park")).toMatchObject({
    slug: null,
    totals: null,
    reason: { code: "row_incomplete", message: "Missing in Airtable: Publisher_ID." },
  });
  expect(rowOf(data, "Kit Larsen").reason?.message).toContain("share the slug kit-larsen");
  expect(data.coverage).toMatchObject({ scope: 12, counted: 7 });
  expect(data.coverage.unknown.map(({ name }) => name)).toEqual([
    "Cleo Park",
    "Dina Moss",
    "Ivy Chen",
    "June Abbott",
    "Kit Larsen",
  ]);
});

test("currencies are never added up", async () => {
  sandbox.setRow("bea-ortiz", { Currency: "EUR" });
  setUpContainer(sandbox);
  const { data, meta } = await read("/api/roster?compare=prev");
  const others = counted(sandbox).filter((slug) => slug !== "bea-ortiz");
  const { from, to } = meta.range;
  expect(
    data.totals.commissions.map(({ currency, amount, creators }) => [currency, amount, creators]),
  ).toEqual([
    ["EUR", truthOf(sandbox, ["bea-ortiz"], from, to).commissions, 1],
    ["USD", truthOf(sandbox, others, from, to).commissions, 9],
  ]);
  expect(data.totals.clicks).toBe(truthOf(sandbox, counted(sandbox), from, to).clicks);
  expect(rowOf(data, "Bea Ortiz").contribution).toBe(1);
});

test("a page of the roster costs each creator a call for each period, and the next one nothing", async () => {
  const first = await read("/api/roster?compare=prev");
  expect(first.response.headers.get("x-cache")).toBe("miss");
  expect(first.response.headers.get("cache-control")).toBe("private, no-store");
  // Two periods of all but the one whose session has ended.
  expect(sandbox.calls().gateway.heroChart).toBe(2 * 11);
  sandbox.resetCalls();
  const next = await read("/api/roster?range=7d");
  expect(next.response.headers.get("x-cache")).toBe("hit");
  expect(sandbox.calls().gateway.heroChart).toBe(0);
  expect(sandbox.calls().airtable.list).toBe(0);
});

test("creators whose figures are old are counted and named as stale; one who never had any is unknown", async () => {
  const clock = createClock();
  await sandbox.close();
  sandbox = await createSandbox({
    now: clock.now,
    accessTtlSeconds: 200_000,
    idTtlSeconds: 200_000,
    airtableRateLimit: false,
  });
  setUpContainer(sandbox, clock.now);
  sandbox.faults.set("gateway", { kind: "status", status: 404 }, { route: "heroChart", times: 1 });
  const range = "2026-11-01..2026-11-20";
  const first = await read(`/api/roster?range=${range}`, clock.now);
  const [failed] = first.data.coverage.unknown.filter(
    ({ slug }) => slug !== null && !WITHOUT_FIGURES.includes(slug),
  );
  expect(failed).toBeDefined();
  clock.advance(10 * HOUR_MS);
  sandbox.faults.set("gateway", { kind: "status", status: 503 });
  const { data, response } = await read(`/api/roster?range=${range}`, clock.now);
  expect(response.headers.get("x-cache")).toBe("stale");
  expect(data.totals).toEqual(first.data.totals);
  expect(data.coverage).toMatchObject({ counted: 9, fresh: 0 });
  expect(data.coverage.stale).toHaveLength(9);
  expect(data.coverage.unknown).toContainEqual(failed);
  for (const { slug } of data.coverage.stale) {
    const row = data.rows.find((one) => one.slug === slug);
    expect(row).toMatchObject({ freshness: "stale", reason: { code: "ltk_unavailable" } });
  }
});

test("a custom range through today ends a day earlier where that day has not begun", async () => {
  const atNight = () => Date.parse("2026-11-24T02:00:00Z");
  await sandbox.close();
  sandbox = await createSandbox({ now: atNight, airtableRateLimit: false });
  setUpContainer(sandbox, atNight);
  const week = await read("/api/roster?range=2026-11-18..2026-11-24", atNight);
  expect(rowOf(week.data, "Ava Lane").range).toMatchObject({ to: "2026-11-24", partial: true });
  expect(rowOf(week.data, "Gia Romano").range).toEqual({
    from: "2026-11-18",
    to: "2026-11-23",
    timezone: "America/New_York",
    partial: true,
  });
  const day = await read("/api/roster?range=2026-11-24..2026-11-24", atNight);
  expect(rowOf(day.data, "Gia Romano")).toMatchObject({
    totals: null,
    reason: { code: "not_begun" },
  });
});

test.each([
  [
    "range=2026-11-25..2026-11-26",
    "range is not valid: it must not reach beyond today, 2026-11-24.",
  ],
  ["compare=last", "compare is not valid: allowed are none, prev, yoy."],
  ["timezone=UTC", "timezone is not valid: each creator's days are kept in her own zone."],
])("%s is refused by name, and nobody is asked", async (search, message) => {
  const response = await call(`/api/roster?${search}`);
  expect(response.status).toBe(400);
  expect(await response.json()).toEqual({ error: { code: "invalid_query", message } });
  expect(sandbox.calls().gateway.heroChart).toBe(0);
});

test("a visitor without a session is not answered; without Airtable there is no roster", async () => {
  expect((await GET(new Request("http://in-process/api/roster"))).status).toBe(401);
  sandbox.faults.set("airtable", { kind: "status", status: 503 });
  expect((await call("/api/roster")).status).toBe(503);
});

function daysFrom(from: string, to: string): string[] {
  const count = (Date.parse(to) - Date.parse(from)) / 86_400_000;
  return Array.from({ length: count + 1 }, (_, index) => dayBefore(to, count - index));
}

function dayBefore(day: string, count: number): string {
  return new Date(Date.parse(day) - count * 86_400_000).toISOString().slice(0, 10);
}
