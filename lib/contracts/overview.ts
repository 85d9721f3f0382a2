import { Meta } from "./meta";
import { MetricChanges, Metrics } from "./metrics";
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

/** Answer of `GET /api/ltk/[creator]/overview`: totals of the range, LTK's own rates, and the change. */
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
