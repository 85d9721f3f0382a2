import { z } from "./zod";

const Count = z.int().nullable();

/** The four metrics of a creator's daily series. `null`: LTK did not send it. Counts may be negative on return days. */
export const Metrics = z.strictObject({
  clicks: Count.describe("product clicks out to retailers"),
  orders: Count,
  itemsSold: Count,
  commissions: z.number().nullable().describe("net commissions, major units, rounded to cents"),
});
export type Metrics = z.infer<typeof Metrics>;

/** How a metric differs from the compared period. */
export const Change = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("relative"),
    difference: z.number().describe("current minus previous, in the metric's unit"),
    fraction: z.number().describe("difference / previous; 0.1 is 10 %"),
  }),
  z.strictObject({
    kind: z.literal("absolute"),
    difference: z.number().describe("only the difference: the base is zero or negative"),
  }),
  z.strictObject({
    kind: z.literal("none"),
    reason: z.enum(["no_current", "no_previous"]),
  }),
]);

/** The change of each metric. */
export const MetricChanges = z.strictObject({
  clicks: Change,
  orders: Change,
  itemsSold: Change,
  commissions: Change,
});
export type MetricChanges = z.infer<typeof MetricChanges>;
