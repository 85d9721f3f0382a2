import { Meta } from "./meta";
import { MetricChanges, Metrics } from "./metrics";
import { MonthForecast, MonthPace, MonthSoFar } from "./month";
import { Ratio } from "./ratio";
import { z } from "./zod";

/** A creator's standing, from its Airtable row. `incomplete`: the row lacks what `missing` names; `unknown`: the row says something we do not know. */
export const CreatorStatus = z.enum([
  "active",
  "expiring",
  "error",
  "needs_reauth",
  "paused",
  "incomplete",
  "unknown",
]);
export type CreatorStatus = z.infer<typeof CreatorStatus>;

const Exact = z.number().describe("major units, to the thousandth: effects add up to the change");

/** Why commissions changed, over the days of `compared`; or why that cannot be said. */
const Why = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("explained"),
    change: Exact,
    effects: z.array(
      z.strictObject({
        factor: z
          .enum(["clicks", "ordersPerClick", "commissionPerOrder", "clickless"])
          .describe("clickless: sources without clicks; left out where they are not known"),
        amount: Exact,
      }),
    ),
  }),
  z.strictObject({
    kind: z.literal("unexplained"),
    change: Exact.nullable(),
    reason: z
      .enum(["unknown", "not_positive", "small_sample"])
      .describe("small_sample: under 100 clicks or 10 orders in one of the periods"),
  }),
]);

/** Answer of `GET /api/ltk/[creator]/overview`: totals of the range, its ratios and LTK's own rates, the change and why, and the running month. */
export const Overview = z.strictObject({
  data: z.strictObject({
    creator: z.strictObject({ slug: z.string(), name: z.string(), status: CreatorStatus }),
    totals: Metrics,
    previous: Metrics.nullable(),
    compared: z
      .strictObject({ current: Metrics, previous: Metrics })
      .nullable()
      .describe("both periods over the days that are over and have a counterpart"),
    change: MetricChanges.nullable().describe("of `compared`"),
    why: Why.nullable().describe("null: nothing is compared"),
    ratios: z
      .strictObject({
        epc: Ratio.describe("commissions / clicks"),
        commissionPerOrder: Ratio,
        itemsPerOrder: Ratio,
        maturedEpc: Ratio.describe("epc of the days 60 to 150 days old, whatever the range"),
      })
      .describe("our own, of the range's days"),
    month: z
      .strictObject({
        from: z.iso.date(),
        to: z.iso.date(),
        forecast: MonthForecast,
        pace: MonthPace,
        soFar: MonthSoFar.nullable().describe("null: no day of it is over and known"),
      })
      .describe("the running month's commissions, whatever the range"),
    rates: z.strictObject({
      orderConversion: z.number().nullable().describe("fraction, as LTK gives it for the range"),
      itemsSoldConversion: z
        .number()
        .nullable()
        .describe("fraction, as LTK gives it for the range"),
    }),
  }),
  meta: Meta,
});
export type Overview = z.infer<typeof Overview>;
