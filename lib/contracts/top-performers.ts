import { METRIC_IDS } from "@/lib/analytics/catalog";
import { Meta } from "./meta";
import { Change, Metrics } from "./metrics";
import { z } from "./zod";

const Text = z.string().nullable();
const Rate = z.number().nullable().describe("fraction, as LTK gives it for this row");

/** A row's figures. Amounts are not rounded, so that rows add up. */
const Figures = Metrics.extend({
  commissions: z.number().nullable().describe("net commissions, major units, to the thousandth"),
});

const Row = z.strictObject({
  figures: Figures,
  rates: z.strictObject({ orderConversion: Rate, itemsSoldConversion: Rate }),
  share: z
    .number()
    .nullable()
    .describe("of the range's total of `by`; null: one of the two is unknown or not positive"),
  previous: Figures.nullable().describe(
    "the same row's in the compared period; null: not asked, or not among that period's rows",
  ),
  change: Change.nullable().describe("of `by`; null: no comparison was asked"),
});

/** How much few of a list earn, or why that cannot be said. */
const Concentration = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("concentration"),
    topShare: z
      .number()
      .describe(
        "fraction: what the ten largest products, or the five largest brands, earned of all",
      ),
    hhi: z.number().describe("sum of the squared shares: 1 is a single source"),
    isDominated: z.boolean().describe("one source earned more than half: a risk"),
    isTruncated: z.boolean().describe("the list was cut off: `hhi` is its lower bound"),
  }),
  z.strictObject({
    kind: z.literal("none"),
    reason: z
      .enum(["unknown", "not_positive", "small_sample", "cut_off"])
      .describe("cut_off: the largest may be missing, or what they are a part of is not known"),
  }),
]);

/** A list, the best first. */
function listOf<Shape extends z.core.$ZodLooseShape>(description: Shape) {
  return z
    .strictObject({
      rows: z.array(Row.extend(description)),
      complete: z.boolean().describe("false: there may be more rows than these"),
      share: z
        .number()
        .nullable()
        .describe("all these rows' part of the range's total of `by`; null: not known"),
      clicksWithoutOrders: z
        .strictObject({ rows: z.int(), clicks: z.int() })
        .describe("those of these rows that were clicked and brought no order, and their clicks"),
    })
    .nullable()
    .describe("null: LTK did not answer for this list");
}

/** Answer of `GET /api/ltk/[creator]/top-performers`: the products, posts and brands that did best in the range. */
export const TopPerformers = z.strictObject({
  data: z.strictObject({
    by: z.enum(METRIC_IDS).describe("what the lists are sorted by"),
    totals: Metrics.nullable().describe("the range's; null: the daily series could not be read"),
    products: listOf({
      title: Text,
      brand: Text,
      url: Text,
      linkUrl: Text.describe("the creator's own link"),
      imageUrl: Text,
      price: z.number().nullable().describe("major units of `priceCurrency`"),
      priceCurrency: Text,
    }),
    posts: listOf({ shareUrl: Text, imageUrl: Text, publishedAt: z.iso.datetime().nullable() }),
    brands: listOf({ brand: Text }),
    concentration: z
      .strictObject({ products: Concentration.nullable(), brands: Concentration.nullable() })
      .describe("of commissions, whatever the lists are sorted by; null: LTK did not answer"),
  }),
  meta: Meta,
});
export type TopPerformers = z.infer<typeof TopPerformers>;
