import { Meta } from "./meta";
import { Metrics } from "./metrics";
import { z } from "./zod";

/** One day (or the first day of a week or month) with its metrics. */
export const HeroChartPoint = Metrics.extend({
  day: z.iso.date(),
  partial: z
    .boolean()
    .describe("the day, week or month is not over, or not all of it is in the range"),
});
export type HeroChartPoint = z.infer<typeof HeroChartPoint>;

const Series = z.strictObject({ points: z.array(HeroChartPoint), totals: Metrics });

/** Answer of `GET /api/ltk/[creator]/hero-chart`. Points are in order and cover every bucket of the range; a day LTK did not send has `null`s. */
export const HeroChart = z.strictObject({
  data: Series.extend({ previous: Series.nullable() }),
  meta: Meta,
});
export type HeroChart = z.infer<typeof HeroChart>;
