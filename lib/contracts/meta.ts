import { z } from "./zod";

/** How old an answer's data is, and whether it can become newer (thresholds in `lib/analytics/freshness.ts`). */
const Freshness = z.enum(["fresh", "late", "stale", "blocked", "never"]);

/** Why an answer is not as new as it should be. */
const Reason = z.strictObject({
  code: z.string().describe("the failure's code, e.g. needs_reauth or ltk_unavailable"),
  message: z.string().describe("one sentence a creator understands, without ids or tokens"),
});

const Day = z.iso.date();

/** A period of whole days, both ends included. */
const Period = z.strictObject({ from: Day, to: Day });

/** What every answer under `/api/ltk/[creator]` says about itself. */
export const Meta = z.strictObject({
  creator: z.string().describe("slug"),
  range: Period.extend({
    timezone: z.string().describe("IANA zone the days belong to"),
    partial: z.boolean().describe("the range runs through today, which is not over"),
  }),
  compare: Period.nullable(),
  currency: z.string().length(3),
  freshness: Freshness,
  syncedAt: z.iso
    .datetime()
    .nullable()
    .describe("when LTK answered with the oldest part of this data"),
  source: z.enum(["live", "cache"]),
  reason: Reason.nullable(),
  missing: z.array(z.string()).describe("metrics or parts that LTK did not send"),
});
export type Meta = z.infer<typeof Meta>;
