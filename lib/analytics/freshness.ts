import { HOUR_MS } from "@/lib/core/time";

/** Data this old or younger is fresh: one sync interval (4 h) and an hour for its run. */
const FRESH_MS = 5 * HOUR_MS;
/** Older than this is stale: two syncs were missed. Between the two it is late. */
const LATE_MS = 9 * HOUR_MS;

/** How old an answer's data is, and whether it can become newer. */
export type Freshness = "fresh" | "late" | "stale" | "blocked" | "never";

/** Judges data by its age. `syncedAtMs: null`: there never was any; `isBlocked`: only a new sign-in to LTK brings newer data. */
export function judgeFreshness(
  syncedAtMs: number | null,
  nowMs: number,
  isBlocked: boolean,
): Freshness {
  if (isBlocked) return "blocked";
  if (syncedAtMs === null) return "never";
  const ageMs = nowMs - syncedAtMs;
  if (ageMs <= FRESH_MS) return "fresh";
  return ageMs <= LATE_MS ? "late" : "stale";
}
