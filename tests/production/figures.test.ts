import { expect, test } from "vitest";
import { HeroChart } from "@/lib/contracts/hero-chart";
import { Overview } from "@/lib/contracts/overview";
import { startBuiltApp } from "../helpers/built-app";

const { sandbox, app, cookie } = await startBuiltApp();

async function getJson(path: string): Promise<unknown> {
  const response = await fetch(`${app.url}${path}`, { headers: { cookie } });
  expect(response.status).toBe(200);
  return response.json();
}

function oracle(slug: string, from: string, to: string) {
  const { clicks, orders, itemsSold, commissionsMilli } = sandbox.figures(slug, from, to);
  const cents = Math.sign(commissionsMilli) * Math.round(Math.abs(commissionsMilli) / 10);
  return { clicks, orders, itemsSold, commissions: cents / 100 };
}

test.each([
  ["ava-lane", "28d"],
  ["ava-lane", "90d"],
  ["ava-lane", "last-month"],
  ["hana-sato", "28d"],
  ["kit-larsen", "28d"],
  ["gia-romano", "7d"],
])("%s over %s: overview and chart equal the simulator to the cent", async (slug, range) => {
  const search = `range=${range}&compare=prev&interval=day`;
  const overview = Overview.parse(await getJson(`/api/ltk/${slug}/overview?${search}`));
  const chart = HeroChart.parse(await getJson(`/api/ltk/${slug}/hero-chart?${search}`));
  const { from, to } = overview.meta.range;
  expect(overview.data.totals).toEqual(oracle(slug, from, to));
  expect(chart.data.totals).toEqual(overview.data.totals);
  expect(chart.data.previous?.totals).toEqual(overview.data.previous);
  const compare = overview.meta.compare;
  if (compare === null) throw new Error("the compared period is missing");
  expect(overview.data.previous).toEqual(oracle(slug, compare.from, compare.to));
  for (const point of chart.data.points) {
    const { day, partial, settling: _, revised, ...metrics } = point;
    expect(metrics).toEqual(oracle(slug, day, day));
    expect(revised).toBeNull();
    expect(partial).toBe(false);
  }
});

test("weeks and months add up to the same totals", async () => {
  for (const interval of ["week", "month"]) {
    const chart = HeroChart.parse(
      await getJson(`/api/ltk/ava-lane/hero-chart?range=90d&interval=${interval}`),
    );
    const clicks = chart.data.points.reduce((sum, point) => sum + (point.clicks ?? 0), 0);
    expect(clicks).toBe(chart.data.totals.clicks);
  }
});

test("a page shows the figures of its route", async () => {
  const search = "range=28d&compare=prev&interval=day";
  const overview = Overview.parse(await getJson(`/api/ltk/ava-lane/overview?${search}`));
  const page = await (await fetch(`${app.url}/creator/ava-lane`, { headers: { cookie } })).text();
  for (const value of [overview.data.totals.clicks, overview.data.totals.orders]) {
    expect(page).toContain((value ?? Number.NaN).toLocaleString("en-US"));
  }
});

test("a creator without data has no figures, and they are unknown rather than zero", async () => {
  const overview = Overview.parse(await getJson("/api/ltk/june-abbott/overview?compare=prev"));
  expect(overview.data.totals).toEqual({
    clicks: null,
    orders: null,
    itemsSold: null,
    commissions: null,
  });
  expect(overview.meta.missing).toContain("commissions");
});

test("a creator whose session has ended and who has no cached data is 409, in words", async () => {
  const response = await fetch(`${app.url}/api/ltk/dina-moss/overview`, { headers: { cookie } });
  expect(response.status).toBe(409);
  expect(await response.json()).toEqual({
    error: {
      code: "needs_reauth",
      message: "LTK ended this creator's session; she has to log in to LTK again.",
    },
  });
});
