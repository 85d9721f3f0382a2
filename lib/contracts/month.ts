import { z } from "./zod";

const Amount = z.number().describe("major units, rounded to cents");

const NoForecast = z.strictObject({
  kind: z.literal("none"),
  reason: z
    .enum(["too_little_history", "not_positive"])
    .describe("too_little_history: under 28 complete days, or under ten of the last fourteen"),
});

const RowForecast = z.strictObject({
  kind: z.literal("forecast"),
  value: Amount.describe("commissions of the whole running month, as expected; never a total"),
  isRough: z.boolean().describe("the band is wider than 40 % to a side, or there is none"),
});

/** What a running month's commissions will come to, in a list of many. */
export const ShortForecast = z.discriminatedUnion("kind", [RowForecast, NoForecast]);
export type ShortForecast = z.infer<typeof ShortForecast>;

/** The same with its band and its month. */
export const MonthForecast = z.discriminatedUnion("kind", [
  RowForecast.extend({
    band: z
      .strictObject({ low: Amount, high: Amount })
      .nullable()
      .describe("where four in five such forecasts came out; null: too few could be tried"),
  }),
  NoForecast,
]);
export type MonthForecast = z.infer<typeof MonthForecast>;

/** What the running month has brought. */
export const MonthSoFar = z.strictObject({
  amount: Amount.describe("commissions of its days that are over and known"),
  days: z.int().describe("how many these are"),
  to: z.iso.date().describe("the youngest of them"),
});
export type MonthSoFar = z.infer<typeof MonthSoFar>;

/** The running month against the same days of the month before. */
export const MonthPace = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("pace"),
    ratio: z.number().describe("current / previous; 1 is as much as in the month before"),
    current: Amount.describe("commissions of this month's days that are compared"),
    previous: Amount.describe("of the same days of the month before"),
    days: z.int().describe("on either side; days not known of both are left out"),
  }),
  z.strictObject({
    kind: z.literal("none"),
    reason: z
      .enum(["no_complete_day", "unknown", "not_positive", "small_sample"])
      .describe("small_sample: under ten orders in the days of the month before"),
  }),
]);
export type MonthPace = z.infer<typeof MonthPace>;
