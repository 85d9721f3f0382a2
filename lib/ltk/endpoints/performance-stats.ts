import { z } from "zod";
import { err, ok, type Result } from "@/lib/core/result";
import { badShape, type LtkError } from "../errors";
import { pathOf, unwrap, WireCount } from "./wire";

/** Path of a period's engagement on the gateway. */
export const PERFORMANCE_STATS_PATH = "/api/creator-analytics/v1/performance_stats";
const ENDPOINT = "performance_stats";

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
});

/**
 * `GET /api/creator-analytics/v1/performance_stats`: a period's engagement, for the whole account. Its clicks, orders and
 * commissions are those of the daily series and are not read from here.
 *
 * Units   counts.
 * Errors  `ltk_bad_shape`, naming the path and never a value.
 * Source  captured, docs/ltk.md#performance_stats.
 */
export function parsePerformanceStats(body: unknown): Result<PerformanceStats, LtkError> {
  const inner = unwrap(body, ENDPOINT);
  if (inner === undefined) return err(badShape(ENDPOINT, "(root)"));
  const parsed = Wire.safeParse(inner);
  if (!parsed.success) return err(badShape(ENDPOINT, pathOf(parsed.error, ENDPOINT)));
  const { followers, post_impressions, profile_visits, post_visits, video_views } = parsed.data;
  const counts = {
    newFollowers: followers,
    postImpressions: post_impressions,
    profileVisits: profile_visits,
    postVisits: post_visits,
    videoViews: video_views,
  };
  return Object.values(counts).every((count) => count === undefined)
    ? err(badShape(ENDPOINT, `${ENDPOINT} (none of the known counts)`))
    : ok(counts);
}
