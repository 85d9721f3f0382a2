import { formatPeriod } from "@/lib/analytics/format";
import { type Comparison, type Interval, isRangePreset, type RangePreset } from "@/lib/core/range";

/** The named ranges in the order of the picker, with their names. */
export const RANGE_NAMES: readonly (readonly [RangePreset, string])[] = [
  ["7d", "Last 7 days"],
  ["28d", "Last 28 days"],
  ["90d", "Last 90 days"],
  ["mtd", "Month to date"],
  ["last-month", "Last month"],
  ["ytd", "Year to date"],
  ["12m", "Last 12 months"],
];

/** What a period can be compared with. */
export const COMPARISON_NAMES: readonly (readonly [Comparison, string])[] = [
  ["prev", "Previous period"],
  ["yoy", "A year earlier"],
  ["none", "No comparison"],
];

/** How points are grouped. */
export const INTERVAL_NAMES: readonly (readonly [Interval, string])[] = [
  ["day", "By day"],
  ["week", "By week"],
  ["month", "By month"],
];

/** A range in words: its name, or its days when it is custom. */
export function rangeName(range: string): string {
  if (isRangePreset(range)) return RANGE_NAMES.find(([id]) => id === range)?.[1] ?? range;
  const [from = "", to = ""] = range.split("..");
  return formatPeriod({ from, to });
}
