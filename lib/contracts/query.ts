import type { Day } from "@/lib/core/brand";
import {
  COMPARISONS,
  type Comparison,
  comparisonRange,
  type DayRange,
  INTERVALS,
  type Interval,
  parseRange,
} from "@/lib/core/range";
import { err, ok, type Result } from "@/lib/core/result";

/** A parsed query: the days asked for, the days they are compared with, and how points are grouped. */
export interface ParsedQuery {
  readonly range: DayRange;
  readonly compare: DayRange | null;
  readonly interval: Interval;
}

function oneOf<T extends string>(
  parameter: string,
  text: string | null,
  allowed: readonly [T, ...T[]],
): Result<T, string> {
  const found = allowed.find((value) => value === (text ?? allowed[0]));
  return found === undefined
    ? err(`${parameter} is not valid: allowed are ${allowed.join(", ")}.`)
    : ok(found);
}

/**
 * Reads `range`, `compare`, `interval` and `timezone` of an API address. Errors: a sentence that names the parameter and
 * what is allowed; it never repeats the value, which may be anything.
 */
export function parseQuery(
  search: URLSearchParams,
  creator: { readonly today: Day; readonly timezone: string },
): Result<ParsedQuery, string> {
  const range = parseRange(search.get("range") ?? "28d", creator.today);
  if (!range.ok) return err(`range is not valid: ${range.error}.`);
  const comparison = oneOf<Comparison>("compare", search.get("compare"), COMPARISONS);
  if (!comparison.ok) return comparison;
  const interval = oneOf<Interval>("interval", search.get("interval"), INTERVALS);
  if (!interval.ok) return interval;
  const timezone = search.get("timezone");
  if (timezone !== null && timezone !== creator.timezone) {
    return err(`timezone is not valid: this creator's days are kept in ${creator.timezone}.`);
  }
  const compare = comparisonRange(range.value, comparison.value);
  return ok({ range: range.value, compare, interval: interval.value });
}
