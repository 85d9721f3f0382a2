import { expect, test } from "vitest";
import { EXPECTED } from "./ltk-expected";

/** An endpoint's reader, bound to the query of the fixtures. */
function reader(file: string) {
  const found = EXPECTED.find((expected) => expected.file === file);
  if (found === undefined) throw new Error(`no endpoint ${file}`);
  return found.endpoint.parse;
}

function messageOf(result: ReturnType<ReturnType<typeof reader>>): string {
  return result.ok ? "read" : result.error.message;
}

const parseHeroChart = reader("hero-chart");
const DAYS = [
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
  ["under its name", { hero_chart: series(iso) }],
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
  expect(parseHeroChart(body)).toEqual({ ok: true, value: DAYS });
});

const FIRST = iso("2030-05-01");

test.each([
  ["text", "(root)"],
  [null, "(root)"],
  [{}, "data (none of the known metrics)"],
  [{ data: { clicks: 12 } }, "clicks"],
  [{ data: { clicks: { date_ranges: {} } } }, "clicks.date_ranges"],
  [{ data: { clicks: { date_ranges: [{ [FIRST]: 1.5 }] } } }, "clicks.date_ranges.0"],
  [{ data: { clicks: { date_ranges: [{ yesterday: 1 }] } } }, "clicks.date_ranges.0"],
  [{ data: [{ clicks: 1 }] }, "0.date"],
  [{ data: [{ date: "2030-05-01", impressions: 1 }] }, "0 (none of the known metrics)"],
])("hero_chart as %j is drift", (body, path) => {
  expect(messageOf(parseHeroChart(body))).toBe(`hero_chart: unexpected shape at ${path}`);
});

test.each([
  [
    "series",
    { clicks: { date_ranges: [{ [FIRST]: 4 }, { "2030-05-01T12:00:00Z": 3 }] } },
    "clicks.date_ranges.1",
  ],
  [
    "rows",
    [
      { date: "2030-05-01", clicks: 4, publisher_id: 100_001 },
      { date: "2030-05-01", clicks: 3, publisher_id: 100_002 },
    ],
    "1.clicks",
  ],
])(
  "hero_chart with a day twice in its %s is drift: neither part is the day's figure",
  (_, data, path) => {
    expect(messageOf(parseHeroChart({ data }))).toBe(`hero_chart: unexpected shape at ${path}`);
  },
);

test("performance_summary without clicks has no rates, and says so by absence", () => {
  const parsed = reader("performance-summary")({
    data: { clicks: 0, orders: 0, items_sold: 0, net_commissions: 0, order_conversion_rate: null },
  });
  expect(parsed).toEqual({
    ok: true,
    value: { clicks: 0, orders: 0, itemsSold: 0, netCommissions: 0 },
  });
});

const BALANCES = { payment_due: 120.55, open_earnings: 2_310.4 };

test.each([
  ["in its envelope", { commissions_summary: BALANCES }],
  ["under data", { data: BALANCES }],
  ["under both", { data: { commissions_summary: BALANCES } }],
  ["at the root", BALANCES],
  ["with numeric strings", { payment_due: "120.550000000", open_earnings: "2.3104e3" }],
])("commissions_summary is read %s", (_, body) => {
  const parsed = reader("commissions-summary")(body);
  expect(parsed).toEqual({ ok: true, value: { due: 120_550, open: 2_310_400 } });
});

test.each([
  ["at the root", { followers: "30" }],
  ["under data", { data: { followers: 30 } }],
])("performance_stats is read %s", (_, body) => {
  expect(reader("performance-stats")(body)).toEqual({ ok: true, value: { newFollowers: 30 } });
});

const SALE = {
  event_type: "SALE_COMMISSION",
  amount: { value: "0.0005" },
  event_timestamp: "2030-05-07 10:20:30+00:00",
};
const LINE = { kind: "sale", at: "2030-05-07T10:20:30.000Z", amount: 1 };

test.each([
  ["in its envelope", { items_sold: [SALE], meta: { next: "7" } }, "7"],
  ["under data, its meta beside it", { data: [SALE], meta: { next: 7 } }, "7"],
  ["under data with its meta", { data: { items_sold: [SALE], meta: { next: "7" } } }, "7"],
  ["at its end: without a cursor", { items_sold: [SALE], meta: {} }, undefined],
  ["at its end: with a blank one", { items_sold: [SALE], meta: { next: "" } }, undefined],
  ["short, with more to follow", { items_sold: [SALE], meta: { next: "8" } }, "8"],
])("items_sold is read %s", (_, body, next) => {
  expect(reader("items-sold")(body)).toEqual({ ok: true, value: { rows: [LINE], next } });
});

test.each([
  ["a row without amount", { items_sold: [{ ...SALE, amount: {} }], meta: {} }, "0.amount.value"],
  [
    "a row without time",
    { items_sold: [{ ...SALE, event_timestamp: null }], meta: {} },
    "0.event_timestamp",
  ],
  [
    "a time without a zone",
    { items_sold: [{ ...SALE, event_timestamp: "2030-05-07 10:20:30" }], meta: {} },
    "0.event_timestamp",
  ],
  ["no meta: no telling whether more follows", { items_sold: [SALE] }, "meta"],
  ["a cursor that is no text", { items_sold: [SALE], meta: { next: { after: 1 } } }, "meta.next"],
  ["one object for a list", { items_sold: SALE, meta: {} }, "items_sold"],
])("items_sold with %s is drift", (_, body, path) => {
  expect(messageOf(reader("items-sold")(body))).toBe(`items_sold: unexpected shape at ${path}`);
});

test.each([
  ["under data", { data: [{ clicks: 3 }], meta: { last_id: 10 } }],
  ["under top_performers", { top_performers: [{ clicks: 3 }], meta: { last_id: "10" } }],
  ["under its table", { advertisers: [{ clicks: "3" }], meta: { last_id: "10" } }],
  ["under items", { data: { items: [{ clicks: 3 }], meta: { last_id: "10" } } }],
])("a top list is read %s", (_, body) => {
  const parsed = reader("top-performers-advertisers")(body);
  expect(parsed).toEqual({ ok: true, value: { rows: [{ clicks: 3 }], next: "10" } });
});

test("a top list whose rows have none of the known figures is drift", () => {
  const body = { data: [{ clicks: 3 }, { score: 4 }] };
  expect(messageOf(reader("top-performers-links")(body))).toBe(
    "top_performers/links: unexpected shape at 1 (none of the known figures)",
  );
});

const POST = { id: "p1", profile_id: "aaaaaaaa-0001-11e8-9999-0242ac110002" };

test.each([
  ["last_id", { last_id: "p1" }, "p1"],
  ["the address of the next page", { next_url: "https://other.example/?a=1&last_id=p1" }, "p1"],
  ["neither: the end", {}, undefined],
])("posts are continued by %s", (_, meta, next) => {
  expect(reader("posts")({ ltks: [POST], meta })).toMatchObject({ ok: true, value: { next } });
});

test.each([
  ["user", { user: { id: "100009", account_id: "200001" } }, "user.id"],
  ["users", { users: [{ id: "100001", account_id: "200009" }] }, "0.account_id"],
  ["account", { account: { id: "200009" } }, "account.id"],
  ["profiles", { profiles: [{ id: "p", rs_account_id: 200_009 }] }, "0.rs_account_id"],
  ["profiles", { profiles: [{ id: "p" }] }, "0.rs_account_id"],
  ["posts", { ltks: [{ ...POST, profile_id: "another" }], meta: {} }, "ltks.0.profile_id"],
])("%s of somebody else are refused: %j", (file, body, path) => {
  const parsed = reader(file)(body);
  expect(messageOf(parsed)).toBe(`${file}: unexpected shape at ${path}`);
});
