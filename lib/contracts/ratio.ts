import { SAMPLE_METRICS } from "@/lib/analytics/ratio";
import { z } from "./zod";

/** A ratio of our own, or why there is none and what it takes. Never to be added or averaged. */
export const Ratio = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("ratio"),
    value: z
      .number()
      .describe("amounts in major units and not rounded; the unit is the dictionary's"),
  }),
  z.strictObject({
    kind: z.literal("none"),
    reason: z
      .enum(["unknown", "short_window", "not_positive", "small_sample"])
      .describe("unknown: LTK did not send what it is made of; not_positive: nothing to divide by"),
    minimum: z
      .strictObject({
        metric: z.enum(SAMPLE_METRICS),
        count: z.int().describe("of `metric`"),
        days: z.int().describe("the window's"),
      })
      .describe("the least a ratio is told from"),
  }),
]);
export type Ratio = z.infer<typeof Ratio>;
