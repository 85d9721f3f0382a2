import { z } from "zod";
import { toMilli } from "@/lib/core/money";
import { err, ok, type Result } from "@/lib/core/result";
import { badShape, type LtkError } from "../errors";
import type { PageQuery, TopDimension, TopQuery } from "../query";
import type { EndpointRequest, Page } from "./endpoint";
import { periodParameters } from "./parameters";
import { metaOf, readRows, WireCount, WireFraction, WireId, WireMoney } from "./wire";

/** The figures of one row of a top list; commissions in thousandths, rates as fractions. Absent: not sent. */
export const TopFigures = z.strictObject({
  clicks: z.int().optional(),
  orders: z.int().optional(),
  itemsSold: z.int().optional(),
  commissions: z.int().transform(toMilli).optional(),
  orderConversionRate: z.number().optional(),
  itemsSoldConversionRate: z.number().optional(),
});
export type TopFigures = z.infer<typeof TopFigures>;

/** The wire names of those figures. */
export const WireFigures = z.looseObject({
  clicks: WireCount,
  orders: WireCount,
  items_sold: WireCount,
  commissions: WireMoney,
  order_conversion_rate: WireFraction,
  items_sold_conversion_rate: WireFraction,
});

/** What stands beside the rows, as far as is known. */
export const WireTopMeta = z.looseObject({ last_id: WireId });

const DIMENSIONS: Readonly<Record<TopDimension, string>> = {
  commissions: "commissions",
  clicks: "clicks",
  orders: "orders",
  itemsSold: "items_sold",
};
const FIRST_PAGE = "0";

/** The three tables under `/analytics/top_performers/`. */
export type TopTable = "links" | "ltks" | "advertisers";

/** The request of one of the three tables. */
export function topRequest(table: TopTable, query: TopQuery & PageQuery): EndpointRequest {
  return {
    path: `/analytics/top_performers/${table}`,
    parameters: {
      ...periodParameters(query),
      sort_dir: "desc",
      dimension: DIMENSIONS[query.dimension],
      last_id: query.cursor ?? FIRST_PAGE,
    },
  };
}

/** The figures of a row in our words. */
export function toTopFigures(row: z.infer<typeof WireFigures>): TopFigures {
  return {
    clicks: row.clicks,
    orders: row.orders,
    itemsSold: row.items_sold,
    commissions: row.commissions,
    orderConversionRate: row.order_conversion_rate,
    itemsSoldConversionRate: row.items_sold_conversion_rate,
  };
}

/**
 * Reads a page of one of the three tables. The envelope is not known, so the rows may stand at the root or under any of the
 * names that were tried; nor is what continues them, so an empty page is the end too.
 */
export function parseTopPage<Wire extends z.infer<typeof WireFigures>, Row>(
  table: TopTable,
  body: unknown,
  { row, toRow }: { readonly row: z.ZodType<Wire>; readonly toRow: (wire: Wire) => Row },
): Result<Page<Row>, LtkError> {
  const name = `top_performers/${table}`;
  const wire = readRows(name, body, { names: ["top_performers", table, "items"], row });
  if (!wire.ok) return wire;
  const unknown = wire.value.findIndex((one) =>
    Object.values(toTopFigures(one)).every((figure) => figure === undefined),
  );
  if (unknown !== -1) return err(badShape(name, `${unknown} (none of the known figures)`));
  const next = WireId.safeParse(metaOf(body)?.["last_id"]);
  if (!next.success) return err(badShape(name, "meta.last_id"));
  const rows = wire.value.map(toRow);
  return ok({ rows, next: rows.length === 0 ? undefined : next.data });
}
