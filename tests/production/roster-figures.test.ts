import { expect, test } from "vitest";
import { CRON_SECRET } from "../helpers/app-env";
import { centsOf, changeTexts, count, money, percent, signedMoney } from "../helpers/figure-words";
import { type PageFigures, pageFigures } from "../helpers/page-figures";
import { expectNavigation } from "../helpers/page-navigation";
import { expectBars, expectChart, expectLine, sumOf } from "../helpers/shared-figures";
import { BEFORE, type Days, MONTH, MONTH_BEFORE, PERIOD } from "../helpers/truth";
import { startTruthApp } from "../helpers/truth-app";

const { sandbox, truth, readPage, request } = await startTruthApp();
const SHOWN_MOVERS = 5;
const SHOWN_BRANDS = 6;
const LISTED_BRANDS = 10;
/** The part of a movement from which on the mix is told. */
const TELLING = 0.25;
/** How long the bar of a month is that goes as the last, of 100. */
const FULL_PACE = 66;

/** Those with figures: the session of one has ended, and LTK knows nothing of another yet. */
const rows = sandbox.creators
  .filter(({ kind }) => kind !== "needs-reauth" && kind !== "new")
  .map(({ slug, name }) => ({
    slug,
    name,
    now: truth.figures(slug, PERIOD),
    before: truth.figures(slug, BEFORE),
    month: truth.figures(slug, MONTH).commissionsMilli,
    monthBefore: truth.figures(slug, MONTH_BEFORE).commissionsMilli,
  }))
  .toSorted((one, other) => other.now.commissionsMilli - one.now.commissionsMilli);
const now = sumOf(rows.map((row) => row.now));
const before = sumOf(rows.map((row) => row.before));
const [earned, was] = [centsOf(now.commissionsMilli), centsOf(before.commissionsMilli)];
const month = rows.reduce((sum, row) => sum + row.month, 0);
const monthBefore = rows.reduce((sum, row) => sum + row.monthBefore, 0);
const people = `${rows.length} creators`;
const known = `${rows.length} of ${sandbox.creators.length} creators`;

test("every figure of the overview is the simulator's, and there is no other", async () => {
  const headers = { authorization: `Bearer ${CRON_SECRET}` };
  expect((await request("/api/cron/sync-analytics", headers)).status).toBe(200);
  const html = await readPage("/?compare=prev");
  const page = pageFigures(html);
  expectNavigation(page, sandbox);
  expectHead(page);
  expectCards(page);
  const [days, daysBefore] = [dailySums(PERIOD), dailySums(BEFORE)];
  expectChart(page, days, daysBefore);
  page.expect(`The sum of ${known}.`);
  const values = days.map(({ commissionsMilli }) => commissionsMilli);
  expectLine(html, { line: "line-current", values });
  expectTable(page);
  for (const { slug } of rows) {
    const own = truth.daily(slug, PERIOD).map(({ commissionsMilli }) => commissionsMilli);
    expectLine(html, { line: "line-current", values: own });
  }
  expectMovers(page);
  expectBrands(page);
  expectDrawn(html);
  expect(page.unexpected()).toEqual([]);
});

function dailySums(days: Days) {
  const all = rows.map(({ slug }) => truth.daily(slug, days));
  return (all[0] ?? []).map(({ day }, index) => ({
    day,
    ...sumOf(all.flatMap((one) => one[index] ?? [])),
  }));
}

function expectHead(page: PageFigures): void {
  const share = percent(Math.abs(earned / was - 1));
  page.expect(
    `${known} earned ${money(earned)} in four weeks, ${share} ${earned > was ? "more" : "less"} than the four weeks before.`,
  );
  const ratio = month / monthBefore;
  page.expect(
    `November so far: ${money(centsOf(month))}, ${percent(Math.abs(ratio - 1))} ${ratio > 1 ? "more" : "less"} than October at this point.`,
  );
  page.expect("Needs you", "1", "Reconnect or mend");
  page.expectStart(`${known} up to date · Dina Moss and June Abbott without figures, not counted`);
}

function epcOf(sum: { readonly commissionsMilli: number; readonly clicks: number }): number {
  return (sum.commissionsMilli / sum.clicks) * 10;
}

function epcWords(sum: Parameters<typeof epcOf>[0]): string {
  return money(Math.round(epcOf(sum)), true);
}

function expectCards(page: PageFigures): void {
  page.expect(money(earned), ...changeTexts(earned, was, (value) => money(value)), `Of ${people}`);
  page.expect(
    count(now.orders),
    ...changeTexts(now.orders, before.orders, count),
    `${(now.itemsSold / now.orders).toFixed(2)} items an order`,
  );
  page.expect(
    count(now.clicks),
    ...changeTexts(now.clicks, before.clicks, count),
    "Out to retailers",
  );
  const difference = Math.round(epcOf(now) - epcOf(before));
  const share = difference / epcOf(before);
  const change = [signedMoney(difference), `${share > 0 ? "+" : ""}${percent(share)}`];
  page.expect(epcWords(now), ...change, `Per 100 clicks, of ${people}`);
}

function expectTable(page: PageFigures): void {
  const changes = rows.map((row) => row.now.commissionsMilli - row.before.commissionsMilli);
  page.expect("All", count(sandbox.creators.length), "Need you", "1");
  page.expect("Rising", count(changes.filter((change) => change > 0).length));
  page.expect("Falling", count(changes.filter((change) => change < 0).length));
  for (const row of rows) {
    const [own, old] = [centsOf(row.now.commissionsMilli), centsOf(row.before.commissionsMilli)];
    page.expect(
      row.name,
      money(own),
      ...changeTexts(own, old, (value) => money(value)),
      percent(row.month / row.monthBefore, 0),
      epcWords(row.now),
    );
  }
  page.expect(
    "Total",
    money(earned),
    ...changeTexts(earned, was, (value) => money(value)),
    percent(month / monthBefore, 0),
    epcWords(now),
    known,
  );
  const mean = (cents: number) => Math.sign(cents) * Math.round(Math.abs(cents) / rows.length);
  page.expect("Average", money(mean(earned)), signedMoney(mean(earned - was)), `Of ${people}`);
}

/** Those who rose most, and then those who fell most. */
function moversOf() {
  const moved = rows
    .map((row) => ({
      name: row.name,
      // Of what the table shows, so that both say the same.
      by: centsOf(row.now.commissionsMilli) - centsOf(row.before.commissionsMilli),
    }))
    .toSorted((one, other) => other.by - one.by);
  const gains = moved.filter(({ by }) => by > 0).slice(0, SHOWN_MOVERS);
  return [...gains, ...moved.filter(({ by }) => by < 0).slice(-SHOWN_MOVERS)];
}

/** The bars of pace, of who moved the total, and of brands. */
function expectDrawn(html: string): void {
  const paces = [...html.matchAll(/class="pace-bar".*?<path d="M0 4h(\d+)v4H0"/g)];
  const lengths = [...rows.map((row) => row.month / row.monthBefore), month / monthBefore].map(
    (pace) => Math.min(100, Math.round(FULL_PACE * pace)),
  );
  expect(paces.map(([, length]) => Number(length))).toEqual(lengths);
  const moved = moversOf().map(({ by }) => Math.abs(by));
  expectBars(html, { caption: "Changes of commissions by creator", values: moved });
  const brands = bestBrands().map(([, { milli }]) => milli);
  expectBars(html, { caption: "Commissions by brand", values: brands });
}

function expectMovers(page: PageFigures): void {
  const change = earned - was;
  page.expect(`${signedMoney(change)} in all`);
  const texts = moversOf().flatMap(({ name, by }) => [
    name,
    `${percent(by / change, 0)} of the ${change > 0 ? "rise" : "fall"}`,
    signedMoney(by),
  ]);
  page.expect("Creator", "Drawn", "Change", ...texts);
  let [mix, within] = [0, 0];
  for (const row of rows) {
    const [weight, old] = [row.now.clicks / now.clicks, row.before.clicks / before.clicks];
    const [epc, epcBefore] = [epcOf(row.now), epcOf(row.before)];
    within += ((weight + old) / 2) * (epc - epcBefore);
    mix += ((epc + epcBefore) / 2) * (weight - old);
  }
  if (Math.abs(mix) < TELLING * (Math.abs(mix) + Math.abs(within))) return;
  const words = (cents: number) => signedMoney(Math.round(cents), true);
  page.expect(
    `Per 100 clicks the roster’s EPC moved by ${words(mix + within)}: ${words(mix)} because clicks moved between creators, ${words(within)} because of their own EPC.`,
  );
}

function bestBrands() {
  const brands = new Map<string, { milli: number; creators: number }>();
  for (const { slug } of rows) {
    for (const row of truth.top(slug, "advertisers", PERIOD).slice(0, LISTED_BRANDS)) {
      const { milli, creators } = brands.get(row.title) ?? { milli: 0, creators: 0 };
      brands.set(row.title, { milli: milli + row.commissionsMilli, creators: creators + 1 });
    }
  }
  return [...brands]
    .toSorted(([, one], [, other]) => other.milli - one.milli)
    .slice(0, SHOWN_BRANDS);
}

function expectBrands(page: PageFigures): void {
  page.expect("Top brands", `${rows.length} of ${people}`);
  const texts = bestBrands().flatMap(([brand, { milli, creators }]) => [
    brand,
    creators === 1 ? "1 creator" : `${creators} creators`,
    money(centsOf(milli)),
    percent(milli / now.commissionsMilli),
  ]);
  page.expect("Brand", "Drawn", "Commissions", ...texts);
  page.expect("Out of the ten best brands of each of them; shares are of their commissions.");
}
