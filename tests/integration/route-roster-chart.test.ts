import { afterEach, beforeEach, expect, test } from "vitest";
import { GET as getOverview } from "@/app/api/ltk/[creator]/overview/route";
import { GET as getTop } from "@/app/api/ltk/[creator]/top-performers/route";
import { GET } from "@/app/api/roster/route";
import { Overview } from "@/lib/contracts/overview";
import { overviewUrl } from "@/lib/contracts/overview.url";
import { Roster } from "@/lib/contracts/roster";
import { rosterUrl } from "@/lib/contracts/roster.url";
import { TopPerformers } from "@/lib/contracts/top-performers";
import { sessionCookie } from "../helpers/sign-in";
import { createSandbox } from "../sandbox";
import type { Sandbox } from "../sandbox/sandbox";
import { counted, inCents, rowOf, truthOf } from "./roster-truth";
import { callCreatorRoute, NOW, setUpContainer } from "./routes-set-up";

let sandbox: Sandbox;

beforeEach(async () => {
  sandbox = await createSandbox({ now: () => NOW, airtableRateLimit: false });
  setUpContainer(sandbox);
});

afterEach(() => sandbox.close());

async function read(path: string) {
  const headers = { cookie: await sessionCookie(() => NOW) };
  const response = await GET(new Request(new URL(path, "http://in-process"), { headers }));
  expect(response.status).toBe(200);
  return Roster.parse(await response.json());
}

test("the chart's days are the truth of those in the total, today's and the compared ones too", async () => {
  const { data, meta } = await read(rosterUrl({ range: "mtd", compare: "prev" }));
  const [chart, ...others] = data.charts;
  expect(others).toEqual([]);
  expect(chart).toMatchObject({ currency: "USD", creators: 10 });
  for (const point of chart?.points ?? []) {
    expect(point).toMatchObject(truthOf(sandbox, counted(sandbox), point.day, point.day));
  }
  expect(chart?.points.map(({ partial }) => partial)).toEqual([...Array(23).fill(false), true]);
  expect(chart?.totals).toEqual(truthOf(sandbox, counted(sandbox), meta.range.from, meta.range.to));
  for (const { day, against: _, ...metrics } of chart?.previous?.points ?? []) {
    expect(metrics).toEqual(truthOf(sandbox, counted(sandbox), day, day));
  }
  expect(chart?.previous?.points.length).toBe(24);
});

test("brands are the sums of the creators' lists that are kept, and say of how many; LTK is not asked for them", async () => {
  const nobody = await read(rosterUrl({ range: "28d", compare: "prev" }));
  expect(nobody.data.brands).toEqual([{ currency: "USD", creators: 0, of: 10, rows: [] }]);
  expect(sandbox.calls().gateway.topPerformers).toBe(0);
  const expected = new Map<string, number>();
  for (const slug of ["ava-lane", "bea-ortiz"]) {
    const path = `/api/ltk/${slug}/top-performers?range=28d`;
    const lists = TopPerformers.parse(await (await callCreatorRoute(getTop, path)).json());
    for (const { brand, figures } of lists.data.brands?.rows ?? []) {
      if (brand === null) continue;
      expected.set(brand, (expected.get(brand) ?? 0) + (figures.commissions ?? 0));
    }
  }
  const calls = sandbox.calls().gateway.topPerformers;
  const { data } = await read(rosterUrl({ range: "28d", compare: "prev" }));
  expect(sandbox.calls().gateway.topPerformers).toBe(calls);
  const [brands] = data.brands;
  expect(brands).toMatchObject({ creators: 2, of: 10 });
  const best = [...expected].toSorted(([, one], [, other]) => other - one).slice(0, 6);
  expect(brands?.rows.map(({ brand, commissions }) => [brand, commissions])).toEqual(
    best.map(([brand, sum]) => [brand, inCents(sum)]),
  );
  const whole = ["ava-lane", "bea-ortiz"]
    .map((slug) => rowOf(data, sandbox.creators.find((one) => one.slug === slug)?.name ?? ""))
    .reduce((sum, { totals }) => sum + (totals?.commissions ?? 0), 0);
  expect(brands?.rows[0]?.share).toBeCloseTo((best[0]?.[1] ?? 0) / whole, 4);
});

test("a compared period that history does not reach is compared with nothing", async () => {
  const query = { range: "12m", compare: "prev", interval: "month" } as const;
  const { data } = await read(rosterUrl(query));
  expect(data.totals.commissions[0]?.compared).toBeNull();
  expect(data.charts[0]?.previous).toBeNull();
  expect(rowOf(data, "Ava Lane")).toMatchObject({ change: { commissions: { kind: "none" } } });
  const overview = Overview.parse(
    await (await callCreatorRoute(getOverview, overviewUrl("ava-lane", query))).json(),
  );
  expect(overview.data.previous).toMatchObject({ commissions: null });
  expect(overview.data.change?.commissions).toMatchObject({ kind: "none" });
  expect(overview.meta.missing).toContain("previous");
});
