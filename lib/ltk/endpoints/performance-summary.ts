import { z } from "zod";
import { toMilli } from "@/lib/core/money";
import { err, ok, type Result } from "@/lib/core/result";
import { badShape, type LtkError } from "../errors";
import type { LtkPeriod } from "../query";
import type { LtkEndpoint } from "./endpoint";
import { periodParameters } from "./parameters";
import { readBody, unread, WireCount, WireFraction, WireMoney, WireText } from "./wire";

const NAME = "performance_summary";

/** Totals of one period as we keep them; commissions in thousandths, rates as fractions. Absent: not sent. */
export const PerformanceSummary = z.strictObject({
  clicks: z.int().optional(),
  orders: z.int().optional(),
  itemsSold: z.int().optional(),
  netCommissions: z.int().transform(toMilli).optional(),
  orderConversionRate: z.number().optional(),
  itemsSoldConversionRate: z.number().optional(),
  currency: z.string().optional(),
});
export type PerformanceSummary = z.infer<typeof PerformanceSummary>;

const Wire = z.looseObject({
  clicks: WireCount,
  orders: WireCount,
  items_sold: WireCount,
  net_commissions: WireMoney,
  order_conversion_rate: WireFraction,
  items_sold_conversion_rate: WireFraction,
  currency: WireText,
  last_updated_timestamp: unread("string"),
  locale: unread("string"),
});

const Meta = z.looseObject({
  start_date: unread("string"),
  end_date: unread("string"),
  platform: unread("string"),
  publisher_ids: unread("string"),
});

/**
 * `GET /api/creator-analytics/v1/performance_summary`: totals of one period and LTK's own rates.
 *
 * Units   counts; money in major units with up to 3 decimals, kept as thousandths; rates are fractions of a click base
 *         smaller than `clicks`, so they are shown as given and never recomputed under LTK's name.
 * Errors  `ltk_bad_shape`, naming the path and never a value.
 * Source  captured, docs/ltk.md#performance_summary.
 * Quirk   `timezone` must be sent: without it LTK answers for an unrelated offset.
 */
export const performanceSummary: LtkEndpoint<LtkPeriod, PerformanceSummary> = {
  name: NAME,
  request: (period) => ({
    path: "/api/creator-analytics/v1/performance_summary",
    parameters: periodParameters(period),
  }),
  parse,
  body: z.looseObject({ data: Wire, meta: Meta }),
};

function parse(body: unknown): Result<PerformanceSummary, LtkError> {
  const wire = readBody(NAME, body, { names: ["data", NAME], schema: Wire });
  if (!wire.ok) return wire;
  const totals = wire.value;
  if (totals.clicks === undefined && totals.net_commissions === undefined) {
    return err(badShape(NAME, "data (none of the known metrics)"));
  }
  return ok({
    clicks: totals.clicks,
    orders: totals.orders,
    itemsSold: totals.items_sold,
    netCommissions: totals.net_commissions,
    orderConversionRate: totals.order_conversion_rate,
    itemsSoldConversionRate: totals.items_sold_conversion_rate,
    currency: totals.currency,
  });
}
