import { z } from "./zod";

/** Answer of `POST /api/ltk/[creator]/connect`: the session was taken over. Names no token. */
export const ConnectAnswer = z.strictObject({
  data: z.strictObject({
    creator: z.string().describe("slug"),
    analytics: z
      .enum(["ok", "denied", "unknown"])
      .describe("whether LTK answered a first read with the new session"),
    saved: z.boolean().describe("false: Airtable refused, the session is held in memory for now"),
    message: z.string().describe("one sentence for the admin"),
  }),
});
export type ConnectAnswer = z.infer<typeof ConnectAnswer>;
