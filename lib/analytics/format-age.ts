import { DAY_MS, HOUR_MS, MINUTE_MS } from "@/lib/core/time";

/** How long ago something was: "just now", "41 min ago", "7 h ago", "3 d ago". */
export function formatAge(fromMs: number, nowMs: number): string {
  const ageMs = Math.max(0, nowMs - fromMs);
  if (ageMs < MINUTE_MS) return "just now";
  if (ageMs < HOUR_MS) return `${Math.floor(ageMs / MINUTE_MS)} min ago`;
  if (ageMs < 2 * DAY_MS) return `${Math.floor(ageMs / HOUR_MS)} h ago`;
  return `${Math.floor(ageMs / DAY_MS)} d ago`;
}
