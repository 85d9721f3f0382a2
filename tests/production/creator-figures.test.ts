import { expect, test } from "vitest";
import { CRON_SECRET } from "../helpers/app-env";
import {
  centsOf,
  changeTexts,
  count,
  milliChangeTexts,
  money,
  percent,
  signedMoney,
  weekdayWords,
} from "../helpers/figure-words";
import { expectEstimate } from "../helpers/month-estimate";
import { type PageFigures, pageFigures } from "../helpers/page-figures";
import { expectNavigation } from "../helpers/page-navigation";
import { expectBars, expectChart, expectLine, sumOf } from "../helpers/shared-figures";
import { BEFORE, MONTH, MONTH_BEFORE, PERIOD, type TopTruth } from "../helpers/truth";
import { startTruthApp } from "../helpers/truth-app";

const { sandbox, truth, readPage, request } = await startTruthApp();
/** 150 to 60 days old. */
const SETTLED = { from: "2026-06-23", to: "2026-09-21" };
const TRACKED_BY_LTK = 0.87;
const COUNTED_FROM_ORDERS = 10;
const TRAIL_DAYS = 7;
const SHOP = "Opens the shop in a new tab";

test.each(["ava-lane", "bea-ortiz", "hana-sato"])(
  "%s: every figure of her page is the simulator's, and there is no other",
  async (slug) => {
    const html = await readPage(`/creator/${slug}?compare=prev`);
    const page = pageFigures(html);
    expectNavigation(page, sandbox);
    expectTotals(page, slug);
    expectWhy(page, slug);
    expectMonth(page, slug);
    expectMoney(page, slug);
    const [now, before] = [truth.daily(slug, PERIOD), truth.daily(slug, BEFORE)];
    expectChart(page, now, before);
    // Commissions have a small line and the chart's, the others a small one.
    for (const [metric, times] of [
      ["commissionsMilli", 2],
      ["orders", 1],
      ["clicks", 1],
    ] as const) {
      const values = (days: typeof now) => days.map((day) => day[metric]);
      expectLine(html, { line: "line-current", values: values(now), times });
      expectLine(html, { line: "line-previous", values: values(before), times });
    }
    expectLine(html, { line: "line-current", values: epcTrail(now) });
    expectLists(page, slug);
    expectListBars(html, slug);
    expectSumBars(html, slug);
    expectEngagement(page, slug);
    expect(page.unexpected()).toEqual([]);
  },
);

test("with a year of days kept, the estimate has its band and EPC that of settled days", async () => {
  const headers = { authorization: `Bearer ${CRON_SECRET}` };
  expect((await request("/api/cron/sync-analytics", headers)).status).toBe(200);
  const page = pageFigures(await readPage("/creator/ava-lane?compare=prev"));
  expectEstimate(page, (days) => truth.daily("ava-lane", days), true);
  const { commissionsMilli, clicks } = truth.figures("ava-lane", SETTLED);
  const epc = money(Math.round((commissionsMilli / clicks) * 10), true);
  page.expect(`Per 100 clicks; ${epc} on settled days`);
});

function totals(slug: string) {
  return [truth.figures(slug, PERIOD), truth.figures(slug, BEFORE)] as const;
}

function expectTotals(page: PageFigures, slug: string): void {
  const [now, before] = totals(slug);
  const [earned, was] = [centsOf(now.commissionsMilli), centsOf(before.commissionsMilli)];
  const direction = earned > was ? "more" : "less";
  page.expectStart(
    `${money(earned)} in four weeks, ${money(Math.abs(earned - was))} ${direction} than the four weeks before.`,
  );
  const epc = [
    (now.commissionsMilli / now.clicks) * 10,
    (before.commissionsMilli / before.clicks) * 10,
  ] as const;
  const cards: [string, string, string[], string][] = [
    [
      "Earned in the period, after the returns known so far.",
      money(earned),
      changeTexts(earned, was, (value) => money(value)),
      `${money(Math.round(now.commissionsMilli / now.orders / 10), true)} an order`,
    ],
    [
      "Orders that retailers attributed to the creator's links.",
      count(now.orders),
      changeTexts(now.orders, before.orders, count),
      `${(now.itemsSold / now.orders).toFixed(2)} items an order`,
    ],
    [
      "Product clicks out to retailers; not visits and not impressions.",
      count(now.clicks),
      changeTexts(now.clicks, before.clicks, count),
      `${percent(now.orders / Math.round(now.clicks * TRACKED_BY_LTK), 2)} conversion, by LTK`,
    ],
    [
      "Earnings per click: net commissions / clicks, told for 100 clicks. What was earned without a counted click is in it, because days do not tell it apart.",
      money(Math.round(epc[0]), true),
      epcChange(...epc),
      "Per 100 clicks",
    ],
  ];
  for (const [definition, value, change, meaning] of cards) {
    page.expect(definition, value, ...change, meaning);
  }
}

function epcChange(now: number, before: number): string[] {
  const difference = Math.round(now - before);
  if (difference === 0) return ["No change"];
  const share = difference / before;
  return [signedMoney(difference), `${share > 0 ? "+" : ""}${percent(share)}`];
}

/** EPC of the seven days that end with each day. */
function epcTrail(days: ReturnType<typeof truth.daily>): readonly number[] {
  return days.slice(TRAIL_DAYS - 1).map((_, index) => {
    const week = sumOf(days.slice(index, index + TRAIL_DAYS));
    return week.commissionsMilli / week.clicks;
  });
}

/** What clicks, orders per click and commission per order did to commissions. */
function effectsOf(slug: string) {
  const [now, before] = totals(slug);
  const change = now.commissionsMilli - before.commissionsMilli;
  const mean = change / Math.log(now.commissionsMilli / before.commissionsMilli);
  const clicks = mean * Math.log(now.clicks / before.clicks);
  const orders = mean * Math.log(now.orders / before.orders) - clicks;
  return { change, clicks, orders, order: change - clicks - orders };
}

/** The bars of why it changed and of the month. */
function expectSumBars(html: string, slug: string): void {
  const { clicks, orders, order } = effectsOf(slug);
  const effects = [clicks, orders, order].map(Math.abs);
  expectBars(html, { caption: "What changed commissions", values: effects });
  const month = [MONTH_BEFORE, MONTH].map((days) => truth.figures(slug, days).commissionsMilli);
  expectBars(html, { caption: "Commissions of November", values: month });
}

/** The bars of shares beside the top lists. */
function expectListBars(html: string, slug: string): void {
  for (const [table, title] of [
    ["links", "Top products"],
    ["advertisers", "Top brands"],
    ["ltks", "Top posts"],
  ] as const) {
    const rows = truth.top(slug, table, PERIOD).slice(0, 10);
    const values = rows.map(({ commissionsMilli }) => commissionsMilli);
    expectBars(html, { caption: `${title} by commissions`, values });
  }
}

function expectWhy(page: PageFigures, slug: string): void {
  const [now, before] = totals(slug);
  const { change, clicks, orders, order } = effectsOf(slug);
  const effect = (milli: number) => signedMoney(centsOf(Math.round(milli)));
  page.expect(
    `${effect(change)}: clicks ${effect(clicks)}, orders per click ${effect(orders)}, commission per order ${effect(order)}.`,
  );
  const rate = (read: typeof now) => percent(read.orders / read.clicks, 2);
  const each = (read: typeof now) =>
    money(Math.round(read.commissionsMilli / read.orders / 10), true);
  page.expect("Compared period", money(centsOf(before.commissionsMilli)));
  page.expect("Clicks", `${count(before.clicks)} to ${count(now.clicks)}`, effect(clicks));
  page.expect("Orders per click", `${rate(before)} to ${rate(now)}`, effect(orders));
  page.expect("Commission per order", `${each(before)} to ${each(now)}`, effect(order));
  page.expect("This period", money(centsOf(now.commissionsMilli)));
}

function expectMonth(page: PageFigures, slug: string): void {
  const soFar = truth.figures(slug, MONTH).commissionsMilli;
  const before = truth.figures(slug, MONTH_BEFORE).commissionsMilli;
  const ratio = soFar / before;
  page.expect(
    `November so far: ${money(centsOf(soFar))}, ${percent(Math.abs(ratio - 1))} ${ratio > 1 ? "more" : "less"} than October at this point.`,
  );
  page.expect("October, same days", money(centsOf(before)));
  page.expect(
    "So far",
    "19 days, to 19 Nov",
    money(centsOf(soFar)),
    `${percent(ratio, 0)} of October`,
  );
  expectEstimate(page, (days) => truth.daily(slug, days));
}

function expectMoney(page: PageFigures, slug: string): void {
  const balances = truth.balances(slug);
  for (const [label, name] of [
    ["Open", "open_earnings"],
    ["Due", "payment_due"],
    ["Paid, lifetime", "lifetime_paid"],
  ] as const) {
    page.expect(label, money(Math.round((balances[name] ?? Number.NaN) * 100), true));
  }
}

function expectLists(page: PageFigures, slug: string): void {
  const whole = truth.figures(slug, PERIOD).commissionsMilli;
  for (const [table, first, sentence] of [
    ["links", 10, "Ten products"],
    ["advertisers", 5, "Five brands"],
    ["ltks", 0, ""],
  ] as const) {
    const [all, before] = [truth.top(slug, table, PERIOD), truth.top(slug, table, BEFORE)];
    const rows = all.slice(0, 10);
    for (const [index, row] of rows.entries()) {
      const earned = money(centsOf(row.commissionsMilli), true);
      const share = percent(row.commissionsMilli / whole);
      const old = before.slice(0, 10).find((one) => isSame(one, row));
      const change =
        old === undefined
          ? ["New in the list"]
          : milliChangeTexts(
              row.commissionsMilli,
              old.commissionsMilli,
              old.orders >= COUNTED_FROM_ORDERS,
            );
      const [clicks, orders] = [count(row.clicks), count(row.orders)];
      const epc = money(Math.round((row.commissionsMilli / row.clicks) * 10), true);
      const day = weekdayWords(row.publishedAt.slice(0, 10) || PERIOD.to);
      const facts = [`${share} ·`, `${clicks} clicks · ${orders} orders`, share];
      const rank = String(index + 1);
      const texts =
        table === "links"
          ? [SHOP, row.title, row.brand, earned, ...change, share, orders, clicks, epc]
          : table === "ltks"
            ? [rank, "Opens LTK in a new tab", `Post of ${day}`, ...facts, earned, ...change]
            : [rank, row.title, ...facts, earned, ...change];
      page.expect(...texts);
    }
    const largest = rows.slice(0, first).reduce((sum, row) => sum + row.commissionsMilli, 0);
    if (first > 0) page.expect(`${sentence} bring ${percent(largest / whole, 0)} of commissions.`);
  }
}

function isSame(one: TopTruth, other: TopTruth): boolean {
  return one.title === other.title && one.brand === other.brand;
}

function expectEngagement(page: PageFigures, slug: string): void {
  const [now, before] = [truth.engagement(slug, PERIOD), truth.engagement(slug, BEFORE)];
  for (const [label, name] of [
    ["New followers", "followers"],
    ["Post impressions", "post_impressions"],
    ["Profile visits", "profile_visits"],
    ["Post visits", "post_visits"],
    ["Video views", "video_views"],
  ] as const) {
    const [value = Number.NaN, was = Number.NaN] = [now[name], before[name]];
    page.expect(label, count(value), ...changeTexts(value, was, count));
  }
}
