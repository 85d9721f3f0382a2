import { expect, test } from "vitest";
import {
  CommissionsSummary,
  parseCommissionsSummary,
} from "@/lib/ltk/endpoints/commissions-summary";
import { HeroChartDay, parseHeroChart } from "@/lib/ltk/endpoints/hero-chart";
import { PerformanceStats, parsePerformanceStats } from "@/lib/ltk/endpoints/performance-stats";
import {
  PerformanceSummary,
  parsePerformanceSummary,
} from "@/lib/ltk/endpoints/performance-summary";

const EXPECTED = [
  { day: "2030-05-01", clicks: 410, orders: 11, itemsSold: 25, commissions: 123_450 },
  { day: "2030-05-02", clicks: 377, orders: 9, itemsSold: 19, commissions: -98_101 },
];

/** The same two days in the given spelling of dates and numbers. */
function series(
  keyOf: (day: string) => string,
  write: (value: number) => number | string = Number,
) {
  const metric = (first: number, second: number) => ({
    date_ranges: [
      { [keyOf("2030-05-01")]: write(first) },
      { [keyOf("2030-05-02")]: write(second) },
    ],
  });
  return {
    commissions: metric(123.45, -98.101),
    clicks: metric(410, 377),
    orders: metric(11, 9),
    items_sold: metric(25, 19),
    order_conversion_rate: metric(0.02, 0.02),
  };
}

const iso = (day: string) => `${day}T00:00:00Z`;

test.each([
  ["under data", { data: series(iso), meta: {} }],
  ["at the root", series(iso)],
  ["with spaces in the dates", { data: series((day) => `${day} 00:00:00+00:00`) }],
  ["with ranges as dates", { data: series((day) => `${day} - ${day}`) }],
  ["with numeric strings", { data: series(iso, String) }],
  [
    "as rows",
    {
      data: [
        { date: "2030-05-02", clicks: 377, orders: 9, items_sold: 19, commissions: "-98.101" },
        {
          timestamp: iso("2030-05-01"),
          clicks: "410",
          orders: 11,
          items_sold: 25,
          commissions: 123.45,
        },
      ],
    },
  ],
])("hero_chart is read %s", (_, body) => {
  expect(parseHeroChart(body)).toEqual({ ok: true, value: EXPECTED });
});

test("hero_chart keeps what is not sent absent: null values, missing days, missing metrics", () => {
  const body = {
    data: {
      clicks: { date_ranges: [{ [iso("2030-05-01")]: 4 }, { [iso("2030-05-03")]: null }] },
      orders: { date_ranges: [{ [iso("2030-05-01")]: 0 }] },
    },
  };
  expect(parseHeroChart(body)).toEqual({
    ok: true,
    value: [{ day: "2030-05-01", clicks: 4, orders: 0 }, { day: "2030-05-03" }],
  });
});

test("hero_chart without days is a creator without data, not an error", () => {
  expect(parseHeroChart({ data: { clicks: { date_ranges: [] } } })).toEqual({
    ok: true,
    value: [],
  });
});

test.each([
  ["text", "hero_chart: unexpected shape at (root)"],
  [null, "hero_chart: unexpected shape at (root)"],
  [{}, "hero_chart: unexpected shape at data (none of the known metrics)"],
  [
    { data: { click_count: { date_ranges: [] } } },
    "hero_chart: unexpected shape at data (none of the known metrics)",
  ],
  [{ data: { clicks: 12 } }, "hero_chart: unexpected shape at clicks."],
  [{ data: { clicks: { date_ranges: {} } } }, "hero_chart: unexpected shape at clicks.date_ranges"],
  [
    { data: { clicks: { date_ranges: [{ [iso("2030-05-01")]: 1.5 }] } } },
    "hero_chart: unexpected shape at clicks.date_ranges.0",
  ],
  [
    { data: { clicks: { date_ranges: [{ yesterday: 1 }] } } },
    "hero_chart: unexpected shape at clicks.date_ranges.0",
  ],
  [
    { data: { clicks: { date_ranges: [{ [iso("2030-05-01")]: "many" }] } } },
    "hero_chart: unexpected shape at clicks.date_ranges.0",
  ],
  [{ data: [{ clicks: 1 }] }, "hero_chart: unexpected shape at 0.date"],
  [
    { data: [{ date: "2030-05-01", impressions: 1 }] },
    "hero_chart: unexpected shape at 0 (none of the known metrics)",
  ],
])("hero_chart as %j is drift", (body, message) => {
  const result = parseHeroChart(body);
  expect(result.ok ? undefined : result.error).toMatchObject({
    code: "ltk_bad_shape",
    isRetryable: false,
  });
  expect(result.ok ? "" : result.error.message).toContain(message);
});

test("a parsed day survives the cache", () => {
  for (const day of EXPECTED)
    expect(HeroChartDay.parse(JSON.parse(JSON.stringify(day)))).toEqual(day);
});

const SUMMARY = {
  data: {
    clicks: 12_000,
    currency: "USD",
    items_sold: 400,
    items_sold_conversion_rate: 0.0380952380952381,
    last_updated_timestamp: "2030-05-08T12:00:00Z",
    locale: "en_US",
    net_commissions: 1500.126,
    order_conversion_rate: 0.019047619047619,
    orders: 200,
  },
  meta: { start_date: "2030-05-01 00:00:00+00:00" },
};

test("performance_summary is read as captured, and its rates are LTK's own", () => {
  const result = parsePerformanceSummary(SUMMARY);
  expect(result).toEqual({
    ok: true,
    value: {
      clicks: 12_000,
      orders: 200,
      itemsSold: 400,
      netCommissions: 1_500_126,
      orderConversionRate: 0.019047619047619,
      itemsSoldConversionRate: 0.0380952380952381,
      currency: "USD",
    },
  });
  if (result.ok)
    expect(PerformanceSummary.parse(JSON.parse(JSON.stringify(result.value)))).toEqual(
      result.value,
    );
});

test("performance_summary without clicks has no rates, and says so by absence", () => {
  const result = parsePerformanceSummary({
    data: { clicks: 0, orders: 0, items_sold: 0, net_commissions: 0, order_conversion_rate: null },
  });
  expect(result.ok && result.value.orderConversionRate).toBeUndefined();
});

test.each([
  [
    { data: { clicks: "many", net_commissions: 1 } },
    "performance_summary: unexpected shape at clicks",
  ],
  [{ data: { clicks: { value: 3 } } }, "performance_summary: unexpected shape at clicks"],
  [
    { data: { click_count: 3 } },
    "performance_summary: unexpected shape at data (none of the known metrics)",
  ],
  [[], "performance_summary: unexpected shape at (root)"],
])("performance_summary as %j is drift", (body, message) => {
  const result = parsePerformanceSummary(body);
  expect(result.ok ? "" : result.error.message).toBe(message);
});

const BALANCES = {
  updated_at: "2030-05-08T12:00:00Z",
  currency: "USD",
  payment_due: 120.55,
  open_earnings: 2310.4,
  lifetime_paid: 54000.1,
  lifetime_open_closed: 56431.05,
};
const KEPT_BALANCES = {
  open: 2_310_400,
  due: 120_550,
  paidLifetime: 54_000_100,
  totalLifetime: 56_431_050,
  updatedAt: "2030-05-08T12:00:00.000Z",
};

test.each([
  ["in its envelope", { commissions_summary: BALANCES }],
  ["under data", { data: BALANCES }],
  ["at the root", BALANCES],
  [
    "with numeric strings",
    Object.fromEntries(Object.entries(BALANCES).map(([key, value]) => [key, String(value)])),
  ],
])("commissions_summary is read %s", (_, body) => {
  expect(parseCommissionsSummary(body)).toEqual({ ok: true, value: KEPT_BALANCES });
  expect(CommissionsSummary.parse(KEPT_BALANCES)).toEqual(KEPT_BALANCES);
});

test("commissions_summary keeps what is not sent absent", () => {
  const partial = { open_earnings: 5, payment_due: null, updated_at: "soon" };
  expect(parseCommissionsSummary({ commissions_summary: partial })).toEqual({
    ok: true,
    value: { open: 5_000 },
  });
});

const STATS = {
  publisher_id: 100_001,
  clicks: 12_000,
  commission: 1_500.13,
  followers: 30,
  post_impressions: 250_000,
  profile_visits: 5_000,
  post_visits: 9_000,
  video_views: 20_000,
  overview_visits: 14_000,
  visits: 9_000,
};
const KEPT_STATS = {
  newFollowers: 30,
  postImpressions: 250_000,
  profileVisits: 5_000,
  postVisits: 9_000,
  videoViews: 20_000,
};

test.each([
  ["in its envelope", { performance_stats: STATS, meta: { currency: "USD" } }],
  ["at the root", STATS],
  [
    "with numeric strings",
    { performance_stats: { ...STATS, followers: "30", video_views: "20000" } },
  ],
])("performance_stats is read %s", (_, body) => {
  expect(parsePerformanceStats(body)).toEqual({ ok: true, value: KEPT_STATS });
  expect(PerformanceStats.parse(KEPT_STATS)).toEqual(KEPT_STATS);
});

test.each([
  ["commissions_summary", parseCommissionsSummary, { commissions_summary: {} }],
  ["commissions_summary", parseCommissionsSummary, "text"],
  ["commissions_summary", parseCommissionsSummary, { commissions_summary: { open_earnings: [] } }],
  ["performance_stats", parsePerformanceStats, { performance_stats: {} }],
  ["performance_stats", parsePerformanceStats, null],
  ["performance_stats", parsePerformanceStats, { performance_stats: { followers: 1.5 } }],
])("%s says where a drifted body differs, and never its values", (endpoint, parse, body) => {
  const parsed = parse(body);
  expect(parsed).toMatchObject({ ok: false, error: { code: "ltk_bad_shape", endpoint } });
});
