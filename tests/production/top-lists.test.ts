import { expect, test } from "vitest";
import { TopPerformers } from "@/lib/contracts/top-performers";
import { CRON_SECRET } from "../helpers/app-env";
import { assemblePage } from "../helpers/assemble-page";
import { startBuiltApp } from "../helpers/built-app";

const { sandbox, app, cookie } = await startBuiltApp({ kv: "redis" });

async function get(path: string): Promise<Response> {
  const response = await fetch(`${app.url}${path}`, { headers: { cookie } });
  expect(response.status).toBe(200);
  return response;
}

async function readPage(path: string): Promise<string> {
  return assemblePage(await (await get(path)).text());
}

/** The cells of a table's rows, by its caption's beginning; texts without markup. */
function cellsOf(page: string, caption: string): string[][] {
  const table = page.split("<table").find((part) => part.includes(`>${caption}`));
  if (table === undefined) throw new Error(`no table ${caption}`);
  const [body = ""] = /<tbody.*?<\/tbody>/s.exec(table) ?? [];
  return [...body.matchAll(/<tr.*?<\/tr>/gs)].map(([row]) =>
    [...row.matchAll(/<(th|td)\b.*?<\/\1>/gs)].map(([cell]) =>
      cell.replaceAll("<!-- -->", "").replaceAll(/<[^>]*>/g, ""),
    ),
  );
}

async function readLists(slug: string, search: string): Promise<TopPerformers> {
  return TopPerformers.parse(await (await get(`/api/ltk/${slug}/top-performers?${search}`)).json());
}

function money(value: number): string {
  return value.toLocaleString("en-US", { style: "currency", currency: "USD" });
}

function percent(fraction: number, digits: number): string {
  return fraction.toLocaleString("en-US", {
    style: "percent",
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
}

function milli(value: number | null): number {
  if (value === null) throw new Error("unknown");
  return Math.round(value * 1_000);
}

test.each([
  ["ava-lane", "28d"],
  ["hana-sato", "90d"],
])("%s over %s: every figure is the simulator's", async (slug, range) => {
  const whole = await readLists(slug, `range=${range}&limit=50`);
  const { from, to } = whole.meta.range;
  const truth = sandbox.figures(slug, from, to);
  const rows = whole.data.products?.rows ?? [];
  // The whole list adds up to the simulator's truth, so that its rows may stand for it.
  const total = rows.reduce((sum, { figures }) => sum + milli(figures.commissions), 0);
  expect(total).toBe(truth.commissionsMilli);

  const page = await readPage(`/creator/${slug}?range=${range}`);
  const shown = cellsOf(page, "Top products by commissions");
  expect(shown).toHaveLength(10);
  for (const [index, { title, brand, figures }] of rows.slice(0, 10).entries()) {
    const [name, commissions, share, orders, clicks, epc] = shown[index] ?? [];
    const earned = milli(figures.commissions);
    expect(name).toContain(`${title}${brand?.replace("&", "&amp;")}`);
    expect(commissions).toContain(money(earned / 1_000));
    expect(share).toBe(percent(earned / truth.commissionsMilli, 1));
    expect([orders, clicks]).toEqual([
      (figures.orders ?? Number.NaN).toLocaleString("en-US"),
      (figures.clicks ?? Number.NaN).toLocaleString("en-US"),
    ]);
    expect(epc).toBe(money(earned / (figures.clicks ?? Number.NaN) / 10));
  }
  const topTen = rows
    .slice(0, 10)
    .reduce((sum, { figures }) => sum + milli(figures.commissions), 0);
  expect(page).toContain(
    `Ten products bring ${percent(topTen / truth.commissionsMilli, 0)} of commissions.`,
  );
});

test("products without orders are counted in the whole list", async () => {
  const { data } = await readLists("ava-lane", "by=clicks&limit=50");
  const dead = (data.products?.rows ?? []).filter(
    ({ figures: { clicks, orders } }) => orders === 0 && (clicks ?? 0) >= 50,
  );
  expect(dead.length).toBeGreaterThan(0);
  const page = await readPage("/creator/ava-lane?top=no-orders");
  expect(page).toContain(
    `${dead.length} of 40 linked products had 50 or more clicks and no order.`,
  );
  const shown = cellsOf(page, "Top products by clicks");
  expect(shown.map(([name]) => name)).toEqual(
    dead.map(({ title }) => expect.stringContaining(title ?? "?")),
  );
});

test("brands and posts are those of the route, in its order", async () => {
  const { data } = await readLists("ava-lane", "by=orders");
  const page = await readPage("/creator/ava-lane?top=orders");
  const orders = (rows: readonly { readonly figures: { readonly orders: number | null } }[] = []) =>
    rows.map(({ figures }) => expect.stringMatching(new RegExp(`^${figures.orders}\\D`)));
  expect(cellsOf(page, "Top brands by orders").map((cells) => cells.at(-1))).toEqual(
    orders(data.brands?.rows),
  );
  expect(cellsOf(page, "Top posts by orders").map((cells) => cells.at(-1))).toEqual(
    orders(data.posts?.rows),
  );
});

test("the file is of exactly the rows that the page has read", async () => {
  const page = await readPage("/creator/ava-lane?top=clicks&all=brands");
  const [, href = ""] = /href="([^"]*view=top-performers[^"]*)"/.exec(page) ?? [];
  const file = await (await get(href.replaceAll("&amp;", "&"))).text();
  const lines = file.trim().split("\r\n").slice(1);
  const count = (list: string) => lines.filter((line) => line.startsWith(`${list},`)).length;
  expect([count("product"), count("brand"), count("post")]).toEqual([
    cellsOf(page, "Top products by clicks").length,
    cellsOf(page, "Top brands by clicks").length,
    cellsOf(page, "Top posts by clicks").length,
  ]);
});

test("after a sync the default view asks LTK for nothing; longer lists are one read of each", async () => {
  const authorization = `Bearer ${CRON_SECRET}`;
  const sync = await fetch(`${app.url}/api/cron/sync-analytics`, { headers: { authorization } });
  expect(sync.status).toBe(200);
  sandbox.resetCalls();
  await readPage("/creator/fern-okoye");
  expect(Object.values(sandbox.calls().gateway).every((count) => count === 0)).toBe(true);
  await readPage("/creator/fern-okoye?all=products");
  // Forty products, twenty-four posts and fourteen brands, ten a page, of two periods.
  const { topPerformers, ...others } = sandbox.calls().gateway;
  expect(topPerformers).toBe((4 + 3 + 2) * 2);
  expect(Object.values(others).every((count) => count === 0)).toBe(true);
  await readPage("/creator/fern-okoye?all=posts");
  expect(sandbox.calls().gateway.topPerformers).toBe(18);
});

test("a bad value in the address falls back and is named; the page loads no picture", async () => {
  const page = await readPage("/creator/ava-lane?top=revenue&all=everything");
  expect(page).toContain("top is not valid: allowed are commissions, orders, clicks, no-orders.");
  expect(page).toContain("all is not valid: allowed are none, products, brands, posts.");
  expect(page).toContain("Top products by commissions");
  expect(page).not.toMatch(/<img|img\.example/);
});

test.each([
  ["one list", 1, ["Top brands", "Top posts", "Top products"]],
  ["all lists", 99, []],
])("LTK fails for %s: the page says so, and everything else stays", async (_, times, titles) => {
  sandbox.faults.set("gateway", { kind: "drift" }, { route: "topPerformers", times });
  // Days of its own, so that nothing of them is kept.
  const range = `2026-0${times === 1 ? 4 : 5}-01..2026-0${times === 1 ? 4 : 5}-20`;
  const page = await readPage(`/creator/ava-lane?range=${range}&compare=none`);
  sandbox.faults.clear();
  const isMissing = (title: string) => page.includes(`${title} are not available.`);
  expect(titles.filter(isMissing)).toHaveLength(titles.length === 0 ? 0 : 1);
  expect(page.includes("The top lists are not available.")).toBe(titles.length === 0);
  expect(page).toContain("LTK answered in a form we do not know");
  expect(page).toContain("Paid, lifetime");
  expect(page).toContain("Post impressions");
});
