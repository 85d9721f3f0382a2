import { z } from "zod";
import { err, ok, type Result } from "@/lib/core/result";
import { badShape, type LtkError } from "../errors";
import type { LtkAccount, LtkWindow } from "../query";
import type { LtkEndpoint } from "./endpoint";
import { windowParameters } from "./parameters";
import { readBody, unread, WireCount } from "./wire";

const NAME = "performance_stats";

const Count = z.int().optional();

/** What followers did in one period. Absent: not sent. */
export const PerformanceStats = z.strictObject({
  /** New ones in the period; LTK tells no total. */
  newFollowers: Count,
  postImpressions: Count,
  profileVisits: Count,
  postVisits: Count,
  videoViews: Count,
});
export type PerformanceStats = z.infer<typeof PerformanceStats>;

const Wire = z.looseObject({
  followers: WireCount,
  post_impressions: WireCount,
  profile_visits: WireCount,
  post_visits: WireCount,
  video_views: WireCount,
  publisher_id: unread("number"),
  clicks: unread("number"),
  commission: unread("number"),
  orders: unread("number"),
  items_sold: unread("number"),
  payment_due: unread("number"),
  last_updated_timestamp: unread("string"),
  currency: unread("string"),
  overview_visits: unread("number"),
  visits: unread("number"),
});

/**
 * `GET /api/creator-analytics/v1/performance_stats`: a period's engagement, for the whole account. Its clicks, orders and
 * commissions are those of the daily series and are not read from here.
 *
 * Units   counts.
 * Errors  `ltk_bad_shape`, naming the path and never a value.
 * Source  captured, docs/ltk.md#performance_stats.
 */
export const performanceStats: LtkEndpoint<LtkAccount & LtkWindow, PerformanceStats> = {
  name: NAME,
  request: (query) => ({
    path: "/api/creator-analytics/v1/performance_stats",
    parameters: { ...windowParameters(query), currency: query.currency },
  }),
  parse,
  body: z.looseObject({
    performance_stats: Wire,
    meta: z.looseObject({ currency: unread("string") }),
  }),
};

function parse(body: unknown): Result<PerformanceStats, LtkError> {
  const wire = readBody(NAME, body, { names: [NAME], schema: Wire });
  if (!wire.ok) return wire;
  const counts = {
    newFollowers: wire.value.followers,
    postImpressions: wire.value.post_impressions,
    profileVisits: wire.value.profile_visits,
    postVisits: wire.value.post_visits,
    videoViews: wire.value.video_views,
  };
  return Object.values(counts).every((count) => count === undefined)
    ? err(badShape(NAME, `${NAME} (none of the known counts)`))
    : ok(counts);
}
