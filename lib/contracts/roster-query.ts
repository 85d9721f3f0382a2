import type { Day } from "@/lib/core/brand";
import {
  COMPARISONS,
  type Comparison,
  comparisonRange,
  type DayRange,
  parseRange,
} from "@/lib/core/range";
import { err, ok, type Result } from "@/lib/core/result";
import { oneOf, onlyParameters } from "./query";

/** The query of the roster: a range that every creator reads in her own zone, and what it is compared with. */
export interface RosterQuery {
  /** As of the roster's today. */
  readonly range: DayRange;
  readonly compare: DayRange | null;
  /** The same as of a creator's today; `null`: none of its days has begun there. */
  readonly periodOn: (today: Day) => Pick<RosterQuery, "range" | "compare"> | null;
}

/** Reads `range` and `compare`; `others` are for somebody else to read. Errors: a sentence that names the parameter and what is allowed. */
export function parseRosterQuery(
  search: URLSearchParams,
  today: Day,
  others: readonly string[] = [],
): Result<RosterQuery, string> {
  const known = onlyParameters(search, ["range", "compare", "timezone", ...others]);
  if (!known.ok) return known;
  const text = search.get("range") ?? "28d";
  const range = parseRange(text, today);
  if (!range.ok) return err(`range is not valid: ${range.error}.`);
  const comparison = oneOf<Comparison>("compare", search.get("compare"), COMPARISONS);
  if (!comparison.ok) return comparison;
  if (search.has("timezone")) {
    return err("timezone is not valid: each creator's days are kept in her own zone.");
  }
  const compared = (days: DayRange) => ({
    range: days,
    compare: comparisonRange(days, comparison.value),
  });
  return ok({
    ...compared(range.value),
    periodOn(creatorsToday) {
      const own = parseRange(text, creatorsToday);
      if (own.ok) return compared(own.value);
      // Only a custom range gets here: its last days have not begun in her zone.
      const { from } = range.value;
      return from > creatorsToday ? null : compared({ from, to: creatorsToday, isPartial: true });
    },
  });
}
