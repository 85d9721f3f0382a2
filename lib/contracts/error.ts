import { z } from "./zod";

/** Every code an API answer may carry; `lib/server/api-error.ts` maps each to its HTTP status. */
export const ErrorCode = z.enum([
  "invalid_query",
  "signed_out",
  "forbidden",
  "not_found",
  "needs_reauth",
  "too_large",
  "slow_down",
  "upstream_unavailable",
  "not_configured",
  "airtable_unavailable",
  "internal",
]);
export type ErrorCode = z.infer<typeof ErrorCode>;

/** The body of every failed API answer. */
export const ErrorBody = z.strictObject({
  error: z.strictObject({ code: ErrorCode, message: z.string() }),
});
export type ErrorBody = z.infer<typeof ErrorBody>;
