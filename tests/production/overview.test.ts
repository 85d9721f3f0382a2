import { expect, test } from "vitest";
import { Overview } from "@/lib/contracts/overview";
import { Roster } from "@/lib/contracts/roster";
import { parseDay } from "@/lib/core/brand";
import { addDays, addMonths, startOfMonth } from "@/lib/core/time";
import { appEnv, CRON_SECRET } from "../helpers/app-env";
import { startApp } from "../helpers/app-server";
import { assemblePage } from "../helpers/assemble-page";
import { startBuiltApp } from "../helpers/built-app";
import { createSandbox } from "../sandbox";

/** Two of the dozen: her session has ended, and LTK knows nothing of her yet. */
const WITHOUT_FIGURES = ["dina-moss", "june-abbott"];

const { sandbox, app, cookie } = await startBuiltApp({ airtableRateLimit: false });

async function get(path: string): Promise<Response> {
  const response = await fetch(`${app.url}${path}`, { headers: { cookie } });
  expect(response.status).toBe(200);
  return response;
}

/** The page as it is read: every part at its place, no scripts, no tags. */
async function textOf(path: string): Promise<string> {
  const html = await (await get(path)).text();
  return assemblePage(html)
    .replaceAll(/<!-- -->/g, "")
    .replaceAll(/<[^>]+>/g, " ")
    .replaceAll(/\s+/g, " ");
}

function syncAll(): Promise<Response> {
  const headers = { authorization: `Bearer ${CRON_SECRET}` };
  return fetch(`${app.url}/api/cron/sync-analytics`, { headers });
}

async function readOverview(slug: string, search = "range=28d&compare=prev") {
  return Overview.parse(await (await get(`/api/ltk/${slug}/overview?${search}`)).json());
}

function truthOf(slug: string, { from, to }: { readonly from: string; readonly to: string }) {
  const { clicks, orders, commissionsMilli: milli } = sandbox.figures(slug, from, to);
  return { clicks, orders, milli };
}

function dollars(milli: number, digits = Math.abs(milli) < 100_000 ? 2 : 0): string {
  const cents = Math.sign(milli) * Math.round(Math.abs(milli) / 10);
  return (cents / 100).toLocaleString("en-US", {
    style: "currency",
    currency: "USD",
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
}

function dayOf(text: string) {
  const day = parseDay(text);
  if (day === undefined) throw new Error(`not a day: ${text}`);
  return day;
}

test("the overview's figures, rows and movers are the simulator's truth", async () => {
  const search = "range=28d&compare=prev";
  const { data } = Roster.parse(await (await get(`/api/roster?${search}`)).json());
  // Each creator's days are of her own zone.
  const known = data.rows.flatMap(({ slug, name, range, compare }) =>
    slug === null || range === null || compare === null || WITHOUT_FIGURES.includes(slug)
      ? []
      : [{ slug, name, now: truthOf(slug, range), before: truthOf(slug, compare) }],
  );
  expect(known).toHaveLength(10);
  const sum = (read: (one: (typeof known)[number]) => number) =>
    known.reduce((total, one) => total + read(one), 0);
  const [now, before] = [sum((one) => one.now.milli), sum((one) => one.before.milli)];
  const clicks = sum((one) => one.now.clicks);
  const text = await textOf("/");
  expect(text).toContain(`10 of 12 creators earned ${dollars(now)} in four weeks`);
  const share = (Math.abs(now / before - 1) * 100).toFixed(1);
  expect(text).toContain(`${share}% ${now > before ? "more" : "less"} than the four weeks before`);
  expect(text).toContain(` ${clicks.toLocaleString("en-US")} `);
  expect(text).toContain(` ${sum((one) => one.now.orders).toLocaleString("en-US")} `);
  expect(text).toContain(dollars((now * 100) / clicks, 2));
  for (const { name, now: own } of known) {
    expect(text).toContain(` ${name} ${dollars(own.milli)} `);
    expect(text).toContain(` ${dollars((own.milli * 100) / own.clicks, 2)} `);
  }
  const largest = Math.max(...known.map((one) => one.now.milli - one.before.milli));
  expect(text.slice(text.indexOf("Who moved the total"))).toContain(`+${dollars(largest)}`);
});

test("a page of the overview that is warm asks nobody, whatever its table shows", async () => {
  await get("/");
  sandbox.resetCalls();
  await get("/?sort=pace&dir=asc&show=falling");
  await get("/?range=7d");
  const { gateway, auth, airtable } = sandbox.calls();
  expect(Object.values(gateway).reduce((sum, count) => sum + count, 0)).toBe(0);
  expect(auth.token).toBe(0);
  expect(airtable.list).toBe(0);
});

test("why a creator's commissions changed adds up, between two sums that are the truth", async () => {
  const { data, meta } = await readOverview("ava-lane");
  const { why } = data;
  if (why?.kind !== "explained" || meta.compare === null) throw new Error("nothing is explained");
  const now = sandbox.figures("ava-lane", meta.range.from, meta.range.to).commissionsMilli;
  const before = sandbox.figures("ava-lane", meta.compare.from, meta.compare.to).commissionsMilli;
  expect(why.effects.reduce((sum, { amount }) => sum + Math.round(amount * 1_000), 0)).toBe(
    now - before,
  );
  const text = await textOf("/creator/ava-lane");
  const panel = text.slice(text.lastIndexOf("Why it changed"));
  expect(panel).toContain(`Compared period ${dollars(before)}`);
  expect(panel).toContain(`This period ${dollars(now)}`);
});

test("the month so far and the same days of the month before are the truth", async () => {
  // Near the end of a month a first visit does not reach to the beginning of the month before.
  expect((await syncAll()).status).toBe(200);
  const { data, meta } = await readOverview("ava-lane");
  const { month } = data;
  const yesterday = dayOf(meta.range.to);
  const text = await textOf("/creator/ava-lane");
  // On the first of a month there is nothing to compare, and the page says that.
  if (month.pace.kind === "none") {
    expect(month.pace.reason).toBe("no_complete_day");
    expect(text).toContain("begins today");
    return;
  }
  const first = startOfMonth(addDays(yesterday, 1));
  const daysOf = (length: number) => Array.from({ length }, (_, index) => addDays(first, index));
  // After the 28th of March the two differ: February ends before.
  const [days, soFar] = [daysOf(month.pace.days), daysOf(month.soFar?.days ?? 0)];
  const sumOf = (list: readonly string[]) => truthOfDays("ava-lane", list);
  const before = days
    .map((day) => addMonths(day, -1))
    .filter((day, index) => day.slice(8) === days[index]?.slice(8));
  expect(before).toHaveLength(days.length);
  expect(soFar.at(-1)).toBe(yesterday);
  expect(text).toMatch(new RegExp(`same days .{0,40}\\${dollars(sumOf(before))}`));
  expect(text).toMatch(new RegExp(`So far .{1,40} \\${dollars(sumOf(soFar))}`));
});

function truthOfDays(slug: string, days: readonly string[]): number {
  return days.reduce((sum, day) => sum + sandbox.figures(slug, day, day).commissionsMilli, 0);
}

test("EPC stands among a creator's figures, per 100 clicks", async () => {
  const { meta } = await readOverview("ava-lane");
  const { clicks, commissionsMilli } = sandbox.figures("ava-lane", meta.range.from, meta.range.to);
  const text = await textOf("/creator/ava-lane");
  expect(text).toContain(dollars((commissionsMilli * 100) / clicks, 2));
});

test("two hundred creators are one answer and one page", async () => {
  const many = await createSandbox({ airtableRateLimit: false, creators: 188 });
  const large = await startApp(appEnv(many));
  try {
    const page = async () => {
      const startedAt = performance.now();
      const response = await fetch(`${large.url}/`, { headers: { cookie } });
      const html = await response.text();
      return { status: response.status, html, tookMs: performance.now() - startedAt };
    };
    expect((await page()).status).toBe(200);
    many.resetCalls();
    const { html } = await page();
    expect(html.match(/class="creator-row\b/g)?.length).toBe(200 + 2);
    // One boundary, not one a row.
    expect(html.match(/<template id="B:/g)?.length ?? 0).toBeLessThanOrEqual(1);
    expect(many.calls().gateway.heroChart).toBe(0);
  } finally {
    await large.close();
    await many.close();
  }
});
