import { Meta } from "./meta";
import { Change } from "./metrics";
import { z } from "./zod";

const Count = z.int().nullable();

/** What followers did in a period. `null`: LTK did not send it. */
const Counts = z.strictObject({
  newFollowers: Count.describe("new in the period; LTK tells no total"),
  postImpressions: Count,
  profileVisits: Count,
  postVisits: Count,
  videoViews: Count,
});

/** Answer of `GET /api/ltk/[creator]/engagement`: a period's engagement beside the compared one's. */
export const Engagement = z.strictObject({
  data: z.strictObject({
    current: Counts,
    previous: Counts.nullable().describe("the whole compared period's"),
    compared: z
      .strictObject({ current: Counts, previous: Counts })
      .nullable()
      .describe("both periods over the days that are over; null: not asked, or not to be had"),
    change: z
      .strictObject({
        newFollowers: Change,
        postImpressions: Change,
        profileVisits: Change,
        postVisits: Change,
        videoViews: Change,
      })
      .nullable()
      .describe("of `compared`"),
  }),
  meta: Meta,
});
export type Engagement = z.infer<typeof Engagement>;
