import { z } from "./zod";

/** Answer of `POST /api/ltk/[creator]/sync`: what became of her figures. When nothing at all could be read it is an error instead. */
export const SyncAnswer = z.strictObject({
  data: z.strictObject({
    creator: z.string().describe("slug"),
    status: z
      .enum(["synced", "partial", "skipped", "left"])
      .describe("partial: some reads failed, or time ran out; skipped: a person has to act first"),
    code: z.string().nullable().describe("the first reason why it is not better"),
  }),
});
export type SyncAnswer = z.infer<typeof SyncAnswer>;
