import { Meta } from "./meta";
import { Metrics } from "./metrics";
import { z } from "./zod";

const Day = z.iso.date();

/** One day (or the first day of a week or month) with its metrics, and how final they are. */
export const HeroChartPoint = Metrics.extend({
  day: Day,
  partial: z
    .boolean()
    .describe("the day, week or month is not over, or not all of it is in the range"),
  settling: z
    .boolean()
    .describe("orders still arrive: a day of it is younger than seven days, today included"),
  revised: z
    .strictObject({ orders: z.int().nullable(), commissions: z.number().nullable() })
    .nullable()
    .describe(
      "how much it has changed since its days were first seen complete; null: not, or not known",
    ),
});
export type HeroChartPoint = z.infer<typeof HeroChartPoint>;

/** The days that a point is compared with: as many, however they lie in calendar weeks or months. */
export const ComparedPoint = Metrics.extend({
  day: Day.describe("the first of these days"),
  against: Day.describe("the `day` of the point they stand against"),
});
export type ComparedPoint = z.infer<typeof ComparedPoint>;

/**
 * Answer of `GET /api/ltk/[creator]/hero-chart`. Points are in order and cover every bucket of the range; a day LTK did not
 * send has `null`s. Compared points meet theirs by `against`, never by position: a point may have none (29 February).
 */
export const HeroChart = z.strictObject({
  data: z.strictObject({
    points: z.array(HeroChartPoint),
    totals: Metrics,
    previous: z
      .strictObject({
        points: z.array(ComparedPoint),
        totals: Metrics.describe("of the whole compared period"),
      })
      .nullable(),
  }),
  meta: Meta,
});
export type HeroChart = z.infer<typeof HeroChart>;
