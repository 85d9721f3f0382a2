import "server-only";
import type { HeroChart, HeroChartPoint } from "@/lib/contracts/hero-chart";
import type { ItemsSold } from "@/lib/contracts/items-sold";
import type { Metrics } from "@/lib/contracts/metrics";
import type { TopPerformers } from "@/lib/contracts/top-performers";
import { type CsvColumn, writeCsv } from "../csv";

type Point = Metrics & Pick<HeroChartPoint, "day"> & Partial<Pick<HeroChartPoint, "partial">>;
type LedgerLine = Partial<Omit<ItemsSold["data"]["rows"][number], "kind">> &
  ItemsSold["data"]["payments"][number] & { readonly kind: string };
type Lists = TopPerformers["data"];
type TopRow = NonNullable<Lists["brands"]>["rows"][number];
type Figures = TopRow["figures"];

/** The daily series: a row for each day, week or month of the range, then for the days that each of them is compared with. */
export function heroChartCsv({ data, meta }: HeroChart): string {
  const { currency } = meta;
  const columns: readonly CsvColumn<Point & { readonly period: string }>[] = [
    { header: "period", value: ({ period }) => period },
    { header: `day (${meta.range.timezone})`, value: ({ day }) => day },
    { header: "partial", value: ({ partial = null }) => partial },
    { header: "clicks (count)", value: ({ clicks }) => clicks },
    { header: "orders (count)", value: ({ orders }) => orders },
    { header: "items sold (count)", value: ({ itemsSold }) => itemsSold },
    { header: `commissions (${currency})`, value: ({ commissions }) => commissions },
  ];
  return writeCsv(columns, [
    ...data.points.map((point) => ({ ...point, period: "range" })),
    ...(data.previous?.points ?? []).map((point) => ({ ...point, period: "compared" })),
  ]);
}

/** The ledger: sales, returns, payments and whatever else, newest first, a row for each. */
export function itemsSoldCsv({ data, meta }: ItemsSold): string {
  const columns: readonly CsvColumn<LedgerLine>[] = [
    { header: "at (UTC)", value: ({ at }) => at },
    { header: `day (${meta.range.timezone})`, value: ({ day }) => day },
    { header: "kind", value: ({ kind }) => kind },
    { header: "event type", value: ({ eventType = null }) => eventType },
    { header: "amount (major units)", value: ({ amount }) => amount },
    { header: "currency", value: ({ currency }) => currency },
    { header: "status", value: ({ status }) => status },
    { header: "publisher id", value: ({ publisherId }) => publisherId },
    { header: "brand", value: ({ brand = null }) => brand },
    { header: "product id", value: ({ productId = null }) => productId },
    { header: "title", value: ({ title = null }) => title },
    { header: "product url", value: ({ productUrl = null }) => productUrl },
    { header: "link url", value: ({ linkUrl = null }) => linkUrl },
  ];
  const payments = data.payments.map((payment) => ({ ...payment, kind: "payment" }));
  const lines: readonly LedgerLine[] = [...data.rows, ...payments];
  // Sorting is stable: rows of one instant keep their order.
  return writeCsv(
    columns,
    lines.toSorted((one, other) => Date.parse(other.at) - Date.parse(one.at)),
  );
}

interface TopLine extends TopRow {
  readonly list: string;
  readonly rank: number;
  readonly name: string | null;
  readonly link: string | null;
  readonly url: string | null;
  readonly publishedAt?: string | null;
  readonly price?: number | null;
  readonly priceCurrency?: string | null;
}

function figureColumns(
  prefix: string,
  currency: string,
  figuresOf: (line: TopLine) => Figures | null,
): readonly CsvColumn<TopLine>[] {
  return [
    { header: `${prefix}clicks (count)`, value: (line) => figuresOf(line)?.clicks ?? null },
    { header: `${prefix}orders (count)`, value: (line) => figuresOf(line)?.orders ?? null },
    {
      header: `${prefix}items sold (count)`,
      value: (line) => figuresOf(line)?.itemsSold ?? null,
    },
    {
      header: `${prefix}commissions (${currency})`,
      value: (line) => figuresOf(line)?.commissions ?? null,
    },
  ];
}

/** The lines of the three lists, one list after the other. */
function topLines({ products, posts, brands }: Lists): readonly TopLine[] {
  const ranked = <Row extends object>(list: string, rows: readonly Row[] | undefined) =>
    (rows ?? []).map((row, index) => ({ ...row, list, rank: index + 1 }));
  return [
    ...ranked("product", products?.rows).map((row) => ({
      ...row,
      name: row.title,
      link: row.linkUrl,
    })),
    ...ranked("post", posts?.rows).map((row) => ({
      ...row,
      name: null,
      brand: null,
      link: row.shareUrl,
      url: null,
    })),
    ...ranked("brand", brands?.rows).map((row) => ({
      ...row,
      name: null,
      link: null,
      url: null,
    })),
  ];
}

/** The top lists: products, posts and brands by rank, with LTK's rates and the compared period's figures. */
export function topPerformersCsv({ data, meta }: TopPerformers): string {
  const columns: readonly CsvColumn<TopLine>[] = [
    { header: "list", value: ({ list }) => list },
    { header: `rank by ${data.by}`, value: ({ rank }) => rank },
    { header: "title", value: ({ name }) => name },
    { header: "brand", value: ({ brand }) => brand },
    { header: "link", value: ({ link }) => link },
    { header: "product url", value: ({ url }) => url },
    { header: "published at (UTC)", value: ({ publishedAt = null }) => publishedAt },
    { header: "price (major units)", value: ({ price = null }) => price },
    { header: "price currency", value: ({ priceCurrency = null }) => priceCurrency },
    ...figureColumns("", meta.currency, ({ figures }) => figures),
    { header: `share of ${data.by} (fraction)`, value: ({ share }) => share },
    {
      header: "order conversion by LTK (fraction)",
      value: ({ rates }) => rates.orderConversion,
    },
    {
      header: "items sold conversion by LTK (fraction)",
      value: ({ rates }) => rates.itemsSoldConversion,
    },
    ...(meta.compare === null
      ? []
      : figureColumns("compared ", meta.currency, ({ previous }) => previous)),
  ];
  return writeCsv(columns, topLines(data));
}
