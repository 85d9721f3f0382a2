import { Meta } from "./meta";
import { Change, MetricChanges, Metrics } from "./metrics";
import { CreatorStatus } from "./overview";
import { z } from "./zod";

const Count = z.int().nullable();
const Amount = z.number().describe("major units of `currency`, rounded to cents");
const Person = z.strictObject({ slug: z.string().nullable(), name: z.string() });

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
  freshness: Meta.shape.freshness,
  syncedAt: Meta.shape.syncedAt,
  reason: Meta.shape.reason,
  missing: Meta.shape.missing,
});

const CurrencyTotal = z.strictObject({
  currency: z.string(),
  amount: Amount,
  creators: z.int().describe("who are in `amount`"),
  compared: z
    .strictObject({
      current: Amount,
      previous: Amount,
      creators: z.int(),
      change: Change,
    })
    .nullable()
    .describe("of those whose both periods are known; null: nobody, or no comparison was asked"),
});

/** Answer of `GET /api/roster`: what the visitor's creators did together, who is in the sums, and a row for each by name. */
export const Roster = z.strictObject({
  data: z.strictObject({
    totals: z.strictObject({
      clicks: Count,
      orders: Count,
      itemsSold: Count,
      commissions: z.array(CurrencyTotal).describe("by currency: currencies are never added up"),
    }),
    coverage: z.strictObject({
      scope: z.int().describe("creators in scope"),
      counted: z.int().describe("creators in the totals"),
      fresh: z.int().describe("of these, whose figures are no older than two syncs"),
      stale: z.array(Person).describe("counted though their figures are old"),
      unknown: z.array(Person).describe("in no total"),
    }),
    rows: z.array(Row),
  }),
  meta: z.strictObject({
    range: Meta.shape.range.describe(
      "in the roster's zone; each creator's own may differ by a day",
    ),
    compare: Meta.shape.compare,
    listedAt: z.iso
      .datetime()
      .nullable()
      .describe("set while Airtable does not answer: when it last did"),
  }),
});
export type Roster = z.infer<typeof Roster>;
