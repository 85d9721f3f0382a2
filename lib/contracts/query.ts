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

/** Reads a parameter that names one of a few; left out, it is the first. Errors: a sentence that names all of them. */
export function oneOf<T extends string>(
  parameter: string,
  text: string | null,
  allowed: readonly [T, ...T[]],
): Result<T, string> {
  const found = allowed.find((value) => value === (text ?? allowed[0]));
  return found === undefined
    ? err(`${parameter} is not valid: allowed are ${allowed.join(", ")}.`)
    : ok(found);
}

/** Reads a parameter that is a whole number from 1 to `max`. Errors: a sentence that says so. */
export function countUpTo(
  parameter: string,
  text: string | null,
  { max, fallback }: { readonly max: number; readonly fallback: number },
): Result<number, string> {
  if (text === null) return ok(fallback);
  const count = /^\d{1,6}$/.test(text) ? Number(text) : 0;
  return count >= 1 && count <= max
    ? ok(count)
    : err(`${parameter} is not valid: allowed are whole numbers from 1 to ${max}.`);
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
