import { z } from "zod";

/** The answer of `/api/health`, strictly. */
export const Health = z.strictObject({
  status: z.enum(["pass", "warn", "fail"]),
  output: z.string().optional(),
  checks: z.record(
    z.string(),
    z.array(
      z.strictObject({
        status: z.enum(["pass", "warn", "fail"]),
        time: z.iso.datetime(),
        output: z.string().optional(),
      }),
    ),
  ),
  creators: z.record(z.string(), z.int()).optional(),
  tokens: z
    .array(
      z.strictObject({
        creator: z.string(),
        name: z.string(),
        status: z.string(),
        expiresAt: z.iso.datetime().nullable(),
      }),
    )
    .optional(),
});
