import { INTERVALS } from "@/lib/core/range";
import { ComparedPoint, HeroChartPoint } from "./hero-chart";
import { Meta } from "./meta";
import { Change, MetricChanges, Metrics } from "./metrics";
import { MonthPace, MonthSoFar, ShortForecast } from "./month";
import { CreatorStatus } from "./overview";
import { Ratio } from "./ratio";
import { z } from "./zod";

const Count = z.int().nullable();
const Amount = z.number().describe("major units of `currency`, rounded to cents");
/** The longest range is three years, which are drawn by month. */
const MAX_SPARK_POINTS = 40;
const Exact = z.number().describe("major units a click, not rounded; parts add up");
const Person = z.strictObject({ slug: z.string().nullable(), name: z.string() });

/** One creator's part in the change of her currency's commissions. */
const Mover = z.strictObject({
  slug: z.string(),
  name: z.string(),
  difference: Amount.describe("current minus previous, over the days that may be compared"),
  contribution: z
    .number()
    .nullable()
    .describe("of the whole change; null: rises and falls all but cancel"),
});
const Movers = z.array(Mover).max(5).describe("the largest first");

/** A creator of the roster. What is not known of her is `null`, and in no total. */
const Row = Person.extend({
  slug: z
    .string()
    .nullable()
    .describe("null: her row in Airtable cannot be used; `reason` says why"),
  status: CreatorStatus,
  range: Meta.shape.range.nullable().describe("in her own zone"),
  compare: Meta.shape.compare,
  currency: Meta.shape.currency.nullable(),
  totals: Metrics.nullable(),
  previous: Metrics.nullable(),
  change: MetricChanges.nullable(),
  contribution: z
    .number()
    .nullable()
    .describe("her change of commissions / the change of all in her currency"),
  epc: Ratio.nullable().describe("of the range's days"),
  month: z
    .strictObject({ forecast: ShortForecast, pace: MonthPace, soFar: MonthSoFar.nullable() })
    .nullable()
    .describe("her running month's commissions, whatever the range"),
  spark: z
    .array(z.number().nullable())
    .max(MAX_SPARK_POINTS)
    .describe("commissions over the range by `sparkInterval`; null: LTK sent nothing of it"),
  freshness: Meta.shape.freshness,
  syncedAt: Meta.shape.syncedAt,
  reason: Meta.shape.reason,
  missing: Meta.shape.missing,
});

const CurrencyTotal = z.strictObject({
  currency: z.string(),
  amount: Amount,
  creators: z.int().describe("who are in `amount`"),
  epc: Ratio.describe("all their commissions / all their clicks; never a mean"),
  epcCompared: z
    .strictObject({ current: Exact, previous: Exact })
    .nullable()
    .describe("epc of those compared, in both periods; null: one of the two has none"),
  epcCreators: z.int().describe("whose commissions and clicks are both known: who are in `epc`"),
  compared: z
    .strictObject({
      current: Amount,
      previous: Amount,
      creators: z.int(),
      change: Change,
    })
    .nullable()
    .describe("of those whose both periods are known; null: nobody, or no comparison was asked"),
  mix: z
    .strictObject({
      change: Exact.describe("of the earnings per click of those compared"),
      within: Exact.describe("what came of the creators' own earnings per click"),
      mix: Exact.describe("what came of clicks moving between creators who earn more or less"),
    })
    .nullable()
    .describe("set where the mix says something: it is a quarter of the movement, or more"),
  movers: z
    .strictObject({ gains: Movers, losses: Movers })
    .describe("who moved the sum most, of those compared"),
});

/** A currency's days together. A point lacks what any of the creators lacks on a day of it. */
const RosterChart = z.strictObject({
  currency: z.string(),
  creators: z.int().describe("whose days are summed: who are in the currency's total"),
  points: z.array(HeroChartPoint).describe("by `sparkInterval`; `revised` is told by creator only"),
  totals: Metrics,
  previous: z
    .strictObject({ points: z.array(ComparedPoint), totals: Metrics })
    .nullable()
    .describe("null: no comparison was asked, or somebody's is not known"),
});

/** The brands that brought a currency's creators most, out of each one's ten best that are kept. */
const RosterBrands = z.strictObject({
  currency: z.string(),
  creators: z.int().describe("whose lists are kept"),
  of: z.int().describe("who are in the currency's total"),
  rows: z
    .array(
      z.strictObject({
        brand: z.string(),
        commissions: Amount,
        creators: z.int().describe("in whose ten best it is"),
        share: z
          .number()
          .nullable()
          .describe("of the commissions of those whose lists are kept; null: they have none"),
      }),
    )
    .max(6),
});

/** Answer of `GET /api/roster`: what the visitor's creators did together, who is in the sums, and a row for each by name. */
export const Roster = z.strictObject({
  data: z.strictObject({
    totals: z.strictObject({
      clicks: Count,
      orders: Count,
      itemsSold: Count,
      change: z
        .strictObject({ clicks: Change, orders: Change })
        .nullable()
        .describe("of those whose both periods are known; null: no comparison was asked"),
      commissions: z.array(CurrencyTotal).describe("by currency: currencies are never added up"),
    }),
    coverage: z.strictObject({
      scope: z.int().describe("creators in scope"),
      counted: z.int().describe("creators in the totals"),
      fresh: z.int().describe("of these, whose figures are no older than two syncs"),
      stale: z.array(Person).describe("counted though their figures are old"),
      unknown: z.array(Person).describe("in no total"),
    }),
    charts: z.array(RosterChart).describe("one a currency, in the order of the totals"),
    brands: z.array(RosterBrands).describe("one a currency, in the order of the totals"),
    rows: z.array(Row),
  }),
  meta: z.strictObject({
    range: Meta.shape.range.describe(
      "in the roster's zone; each creator's own may differ by a day",
    ),
    compare: Meta.shape.compare,
    sparkInterval: z.enum(INTERVALS),
    listedAt: z.iso
      .datetime()
      .nullable()
      .describe("set while Airtable does not answer: when it last did"),
  }),
});
export type Roster = z.infer<typeof Roster>;
