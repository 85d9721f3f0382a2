import "server-only";
import type { MetricId } from "@/lib/analytics/catalog";
import { metricChanges } from "@/lib/analytics/metric-changes";
import type { TopPerformers } from "@/lib/contracts/top-performers";
import { milliToExactMajor } from "@/lib/core/money";
import type { Result } from "@/lib/core/result";
import type { TopFigures } from "@/lib/ltk/endpoints/top-performers";
import type { TopBrand } from "@/lib/ltk/endpoints/top-performers-advertisers";
import type { TopLink } from "@/lib/ltk/endpoints/top-performers-links";
import type { TopPost } from "@/lib/ltk/endpoints/top-performers-ltks";
import type { ReadFailure } from "../failures";

type Lists = TopPerformers["data"];
type Figures = NonNullable<Lists["brands"]>["rows"][number]["figures"];
type Described<Name extends "products" | "posts" | "brands"> = Omit<
  NonNullable<Lists[Name]>["rows"][number],
  "figures" | "rates" | "share" | "previous" | "change"
>;

type ReadRows<Row> = Result<{ readonly value: readonly Row[] }, ReadFailure>;

interface ListParts<Row, Description> {
  readonly by: MetricId;
  readonly limit: number;
  /** How many rows were asked of LTK. */
  readonly rowsRead: number;
  /** The range's total of `by`; `undefined`: not known. */
  readonly whole: number | undefined;
  readonly isCompared: boolean;
  /** What tells that two rows of two periods are the same; `undefined`: nothing does. */
  readonly keyOf: (row: Row) => string | undefined;
  readonly describe: (row: Row) => Description;
}

/** Of a row that the compared list has not: nothing is known of it then. */
const NOT_LISTED: Figures = { clicks: null, orders: null, itemsSold: null, commissions: null };

/** A list as the API answers it; `null` when LTK did not answer for it. */
export function toTopList<Row extends TopFigures, Description>(
  current: ReadRows<Row>,
  previous: ReadRows<Row> | undefined,
  parts: ListParts<Row, Description>,
) {
  if (!current.ok) return null;
  const { by, whole, keyOf, describe } = parts;
  const rows = current.value.value;
  const before = previous?.ok === true ? byKey(previous.value.value, keyOf) : undefined;
  const distinct = byKey(rows, keyOf);
  const listed = rows.slice(0, parts.limit);
  return {
    rows: listed.map((row) => {
      const key = keyOf(row);
      const earlier = key !== undefined && distinct.has(key) ? before?.get(key) : undefined;
      const figures = toFigures(row);
      const past = earlier === undefined ? null : toFigures(earlier);
      return {
        ...describe(row),
        figures,
        rates: {
          orderConversion: row.orderConversionRate ?? null,
          itemsSoldConversion: row.itemsSoldConversionRate ?? null,
        },
        share: shareOf(row[by], whole),
        previous: past,
        change: parts.isCompared ? metricChanges(figures, past ?? NOT_LISTED)[by] : null,
      };
    }),
    complete: rows.length < parts.rowsRead && rows.length <= parts.limit,
    share: shareOf(sumOf(listed.map((row) => row[by])), whole),
    clicksWithoutOrders: clicksWithoutOrders(listed),
  };
}

/** The rows by key. A key that stands for several rows tells nothing of any. */
function byKey<Row>(
  rows: readonly Row[],
  keyOf: (row: Row) => string | undefined,
): ReadonlyMap<string, Row> {
  const found = new Map<string, Row>();
  const repeated = new Set<string>();
  for (const row of rows) {
    const key = keyOf(row);
    if (key === undefined) continue;
    if (found.has(key)) repeated.add(key);
    found.set(key, row);
  }
  for (const key of repeated) found.delete(key);
  return found;
}

/** `undefined` when one of them is not known. */
function sumOf(values: readonly (number | undefined)[]): number | undefined {
  let sum = 0;
  for (const value of values) {
    if (value === undefined) return undefined;
    sum += value;
  }
  return sum;
}

/** Rows whose clicks or orders are not known are not among them. */
function clicksWithoutOrders(rows: readonly TopFigures[]) {
  const dead = rows.flatMap(({ clicks, orders }) =>
    clicks !== undefined && clicks > 0 && orders === 0 ? [clicks] : [],
  );
  return { rows: dead.length, clicks: dead.reduce((sum, clicks) => sum + clicks, 0) };
}

/** A row that returns pushed below zero has no part in what was earned. */
function shareOf(part: number | undefined, whole: number | undefined): number | null {
  return part === undefined || whole === undefined || part < 0 || whole <= 0 ? null : part / whole;
}

function toFigures({ clicks, orders, itemsSold, commissions }: TopFigures): Figures {
  return {
    clicks: clicks ?? null,
    orders: orders ?? null,
    itemsSold: itemsSold ?? null,
    commissions: commissions === undefined ? null : milliToExactMajor(commissions),
  };
}

/** A product in the API's words. */
export function toProduct(row: TopLink): Described<"products"> {
  return {
    title: row.title ?? null,
    brand: row.brand ?? null,
    url: row.url ?? null,
    linkUrl: row.linkUrl ?? null,
    imageUrl: row.imageUrl ?? null,
    price: row.price === undefined ? null : milliToExactMajor(row.price),
    priceCurrency: row.currency ?? null,
  };
}

/** A post in the API's words. */
export function toPost({ shareUrl, imageUrl, publishedAt }: TopPost): Described<"posts"> {
  return {
    shareUrl: shareUrl ?? null,
    imageUrl: imageUrl ?? null,
    publishedAt: publishedAt ?? null,
  };
}

/** A brand in the API's words. */
export function toBrand({ brand }: TopBrand): Described<"brands"> {
  return { brand: brand ?? null };
}
