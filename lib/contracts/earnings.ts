import { Meta } from "./meta";
import { Change, Metrics } from "./metrics";
import { z } from "./zod";

const Amount = z.number().nullable();
const Period = Metrics.pick({ commissions: true, orders: true, itemsSold: true });

/** Returns / gross commissions of the range's settled days (UTC), or why there is none. */
const ReturnRate = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("ratio"),
    value: z.number().describe("a fraction: 0.06 is 6 %"),
    settledDays: z.int().describe("how many days of the range it is of"),
  }),
  z.strictObject({
    kind: z.literal("none"),
    reason: z
      .enum(["unsettled", "unknown", "small_sample", "not_positive", "short_window"])
      .describe("unsettled: no day is 60 days old; unknown: the ledger of one was not read yet"),
  }),
]);

/** Answer of `GET /api/ltk/[creator]/earnings`. The balances are a moment's and know no range; the period's earnings are apart. */
export const Earnings = z.strictObject({
  data: z.strictObject({
    balances: z
      .strictObject({
        open: Amount.describe("earned, not yet closed by the retailers"),
        due: Amount.describe("closed, waiting for the next payout"),
        paidLifetime: Amount,
        totalLifetime: Amount.describe("paid, due and open together, as LTK gives it"),
        asOf: z.iso.datetime().describe("when LTK worked the balances out"),
      })
      .nullable()
      .describe("major units; null: LTK did not answer for them"),
    period: Period.nullable().describe("the range's; null: the daily series could not be read"),
    previous: Period.nullable(),
    change: z.strictObject({ commissions: Change, orders: Change, itemsSold: Change }).nullable(),
    returnRate: ReturnRate,
  }),
  meta: Meta,
});
export type Earnings = z.infer<typeof Earnings>;
