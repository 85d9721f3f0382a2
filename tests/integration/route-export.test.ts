import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { GET as getExport } from "@/app/api/ltk/[creator]/export/route";
import { GET as getHeroChart } from "@/app/api/ltk/[creator]/hero-chart/route";
import { GET as getItemsSold } from "@/app/api/ltk/[creator]/items-sold/route";
import { GET as getTopPerformers } from "@/app/api/ltk/[creator]/top-performers/route";
import { exportUrl } from "@/lib/contracts/export.url";
import { HeroChart } from "@/lib/contracts/hero-chart";
import { ItemsSold } from "@/lib/contracts/items-sold";
import { TopPerformers } from "@/lib/contracts/top-performers";
import { COMPARISONS, INTERVALS } from "@/lib/core/range";
import { readCsv, unguard } from "../helpers/read-csv";
import { createSandbox } from "../sandbox";
import type { Sandbox } from "../sandbox/sandbox";
import { callCreatorRoute, NOW, setUpContainer } from "./routes-set-up";

let sandbox: Sandbox;

beforeAll(async () => {
  sandbox = await createSandbox({ now: () => NOW, airtableRateLimit: false });
});

beforeEach(() => {
  sandbox.faults.clear();
  setUpContainer(sandbox);
});

afterAll(() => sandbox.close());

/** The records of an export, without the header. */
async function readExport(path: string) {
  const response = await callCreatorRoute(getExport, path);
  expect(response.status).toBe(200);
  // `text()` would swallow the mark.
  const bytes = new Uint8Array(await response.arrayBuffer());
  expect([...bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  const text = new TextDecoder("utf-8", { ignoreBOM: true, fatal: true }).decode(bytes);
  const [header = [], ...records] = readCsv(text);
  return { response, header, records };
}

/** A JSON value as a cell's text: the reader's side of the format. */
function cellOf(value: string | number | boolean | null | undefined): string {
  return value === null || value === undefined ? "" : String(value);
}

function cellsOf(values: readonly (string | number | boolean | null | undefined)[]) {
  return values.map(cellOf);
}

const VIEWS = {
  "hero-chart": async (path: string) => {
    const { data } = HeroChart.parse(await (await callCreatorRoute(getHeroChart, path)).json());
    const figures = ({ clicks, orders, itemsSold, commissions }: HeroChart["data"]["totals"]) =>
      cellsOf([clicks, orders, itemsSold, commissions]);
    return [
      ...data.points.map((point) => [
        ...cellsOf(["range", point.day, point.partial]),
        ...figures(point),
      ]),
      ...(data.previous?.points ?? []).map((point) => [
        ...cellsOf(["compared", point.day, null]),
        ...figures(point),
      ]),
    ];
  },
  "items-sold": async (path: string) => {
    const rows: string[][] = [];
    let payments: ItemsSold["data"]["payments"] = [];
    let cursor = "";
    do {
      const answer = await callCreatorRoute(getItemsSold, `${path}&limit=500${cursor}`);
      const { data } = ItemsSold.parse(await answer.json());
      payments = data.payments;
      for (const row of data.rows) {
        const { at, day, kind, eventType, amount, currency, status, publisherId } = row;
        const { brand, productId, title, productUrl, linkUrl } = row;
        const money = [amount, currency, status, publisherId];
        rows.push(
          cellsOf([
            at,
            day,
            kind,
            eventType,
            ...money,
            brand,
            productId,
            title,
            productUrl,
            linkUrl,
          ]),
        );
      }
      cursor = data.nextCursor === null ? "" : `&cursor=${data.nextCursor}`;
    } while (cursor !== "");
    for (const { at, day, amount, currency, status, publisherId } of payments) {
      const blank = ["", "", "", "", ""];
      rows.push([
        ...cellsOf([at, day, "payment", "", amount, currency, status, publisherId]),
        ...blank,
      ]);
    }
    return rows;
  },
  "top-performers": async (path: string) => {
    const answer = await callCreatorRoute(getTopPerformers, path);
    const { data, meta } = TopPerformers.parse(await answer.json());
    type Row = NonNullable<typeof data.brands>["rows"][number];
    const figures = (row: Omit<Row, "brand">) => {
      const { clicks, orders, itemsSold, commissions } = row.figures;
      const { orderConversion, itemsSoldConversion } = row.rates;
      const { previous } = row;
      return [
        ...[clicks, orders, itemsSold, commissions, row.share, orderConversion],
        itemsSoldConversion,
        ...(meta.compare === null
          ? []
          : [previous?.clicks, previous?.orders, previous?.itemsSold, previous?.commissions]),
      ];
    };
    const { products, posts, brands } = data;
    return [
      ...(products?.rows ?? []).map((row, index) => {
        const { title, brand, linkUrl, url, price, priceCurrency } = row;
        const about = [title, brand, linkUrl, url, null, price, priceCurrency];
        return cellsOf(["product", index + 1, ...about, ...figures(row)]);
      }),
      ...(posts?.rows ?? []).map((row, index) => {
        const about = [null, null, row.shareUrl, null, row.publishedAt, null, null];
        return cellsOf(["post", index + 1, ...about, ...figures(row)]);
      }),
      ...(brands?.rows ?? []).map((row, index) => {
        const about = [null, row.brand, null, null, null, null, null];
        return cellsOf(["brand", index + 1, ...about, ...figures(row)]);
      }),
    ];
  },
} as const;

const CREATORS = ["ava-lane", "hana-sato", "gia-romano", "kit-larsen", "june-abbott"];
const RANGES = ["7d", "28d", "last-month", "mtd", "2026-10-30..2026-11-24"];

test("for any creator, view, range and comparison the file holds exactly what the view answers", async () => {
  const sample = fc.record({
    slug: fc.constantFrom(...CREATORS),
    view: fc.constantFrom("hero-chart" as const, "items-sold" as const, "top-performers" as const),
    range: fc.constantFrom(...RANGES),
    compare: fc.constantFrom(...COMPARISONS),
    interval: fc.constantFrom(...INTERVALS),
  });
  await fc.assert(
    fc.asyncProperty(sample, async ({ slug, view, range, compare, interval }) => {
      const { header, records } = await readExport(
        exportUrl(slug, view, { range, compare, interval }),
      );
      const search = new URLSearchParams({ range, compare, interval });
      const expected = await VIEWS[view](`/api/ltk/${slug}/${view}?${search}`);
      const found = records.map((cells) => cells.map(unguard));
      // The file has payments among the rows, by time.
      if (view === "items-sold") expect(found.toSorted()).toEqual(expected.toSorted());
      else expect(found).toEqual(expected);
      expect(found.every(({ length }) => length === header.length)).toBe(true);
    }),
    { numRuns: 25, seed: 7 },
  );
});

test("a file tells its units, its zone and its age, and is kept by nobody on the way", async () => {
  const { response, header } = await readExport(
    "/api/ltk/gia-romano/export?view=hero-chart&range=7d",
  );
  expect(header).toEqual([
    "period",
    "day (America/New_York)",
    "partial",
    "clicks (count)",
    "orders (count)",
    "items sold (count)",
    "commissions (USD)",
  ]);
  expect(response.headers.get("content-disposition")).toBe(
    'attachment; filename="gia-romano_hero-chart_2026-11-17_2026-11-23_America-New_York_synced-20261124T1200Z.csv"',
  );
  expect(response.headers.get("content-type")).toBe("text/csv; charset=utf-8; header=present");
  expect(response.headers.get("cache-control")).toBe("private, no-store");
  expect(response.headers.get("x-cache")).toBe("miss");
});

test("the ledger's file adds up to the truth; returns and payments stay numbers below zero", async () => {
  const { header, records } = await readExport(
    "/api/ltk/ava-lane/export?view=items-sold&range=2026-11-01..2026-11-20",
  );
  const [kind, amount] = [header.indexOf("kind"), header.indexOf("amount (major units)")];
  const of = (wanted: string) =>
    records.flatMap((cells) => (cells[kind] === wanted ? [Number(cells[amount])] : []));
  const milli = (values: readonly number[]) =>
    values.reduce((sum, value) => sum + Math.round(value * 1_000), 0);
  const truth = sandbox.figures("ava-lane", "2026-11-01", "2026-11-20");
  expect(of("sale")).toHaveLength(truth.itemsSold);
  expect(milli([...of("sale"), ...of("return")])).toBe(truth.commissionsMilli);
  expect([...of("return"), ...of("payment")].every((value) => value < 0)).toBe(true);
  expect(of("payment")).toHaveLength(1);
  const times = records.map(([at]) => at ?? "");
  expect(times).toEqual(times.toSorted().toReversed());
});

test("a file is not made of what lacks rows: the reason is answered instead", async () => {
  sandbox.faults.set("gateway", { kind: "drift" }, { route: "topPerformers", times: 1 });
  const response = await callCreatorRoute(
    getExport,
    "/api/ltk/ava-lane/export?view=top-performers&range=28d",
  );
  expect(response.status).toBe(502);
  const { error } = await response.json();
  expect(error.code).toBe("upstream_unavailable");
  expect(error.message).toMatch(/^LTK answered in a form we do not know.* would lack /);
});

test.each([
  ["", "view is not valid: allowed are hero-chart, items-sold, top-performers."],
  ["view=overview", "view is not valid: allowed are hero-chart, items-sold, top-performers."],
  [
    "view=top-performers&by=x",
    "by is not valid: allowed are commissions, orders, clicks, itemsSold.",
  ],
  ["view=hero-chart&interval=hour", "interval is not valid: allowed are day, week, month."],
  [
    "view=items-sold&range=2026-11-20..2026-11-01",
    "range is not valid: its first day must not lie after its last day.",
  ],
])("'%s' is refused by name, and LTK is not asked", async (search, message) => {
  sandbox.resetCalls();
  const response = await callCreatorRoute(getExport, `/api/ltk/ava-lane/export?${search}`);
  expect(response.status).toBe(400);
  expect(await response.json()).toEqual({ error: { code: "invalid_query", message } });
  expect(Object.values(sandbox.calls().gateway).every((count) => count === 0)).toBe(true);
});

test("nobody else is answered", async () => {
  const path = (slug: string) => `/api/ltk/${slug}/export?view=items-sold`;
  expect((await callCreatorRoute(getExport, path("ava-lane"), { cookie: "" })).status).toBe(401);
  expect((await callCreatorRoute(getExport, path("nobody"))).status).toBe(404);
  expect((await callCreatorRoute(getExport, path("dina-moss"))).status).toBe(409);
});

test("after thirty files in ten minutes the next is refused before anything is read, and pages go on", async () => {
  const path = exportUrl("ava-lane", "hero-chart", {
    range: "7d",
    compare: "none",
    interval: "day",
  });
  for (let file = 0; file < 30; file += 1) {
    expect((await callCreatorRoute(getExport, path)).status).toBe(200);
  }
  sandbox.resetCalls();
  const refused = await callCreatorRoute(getExport, path);
  expect(refused.status).toBe(429);
  expect(refused.headers.get("retry-after")).toBe("600");
  expect(await refused.json()).toEqual({
    error: {
      code: "slow_down",
      message: "Too many files were asked for; try again in 10 minutes.",
    },
  });
  expect(Object.values(sandbox.calls().gateway).every((count) => count === 0)).toBe(true);
  expect((await callCreatorRoute(getHeroChart, "/api/ltk/ava-lane/hero-chart")).status).toBe(200);
});
