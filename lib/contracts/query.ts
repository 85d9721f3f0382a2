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

/** What a query may have, in characters as they stand in the address. The longest that means anything has about 150. */
const MAX_QUERY_CHARACTERS = 2_048;

/**
 * Checks that a query is of bounded length and has each of these parameters once at most, and no other.
 *
 * Errors  a sentence that names the parameter; a name that looks like none is not repeated.
 */
export function onlyParameters(
  search: URLSearchParams,
  allowed: readonly string[],
): Result<undefined, string> {
  if (search.toString().length > MAX_QUERY_CHARACTERS) {
    return err(`The query is too long: it may have ${MAX_QUERY_CHARACTERS} characters at most.`);
  }
  const seen = new Set<string>();
  for (const name of search.keys()) {
    if (!allowed.includes(name)) {
      const shown = /^[\w-]{1,32}$/.test(name) ? name : "A parameter";
      return err(`${shown} is not known here: allowed are ${allowed.join(", ")}.`);
    }
    if (seen.has(name)) return err(`${name} is given twice: once is allowed.`);
    seen.add(name);
  }
  return ok(undefined);
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

const COMMON = ["range", "compare", "interval", "timezone"];

/**
 * Reads `range`, `compare`, `interval` and `timezone` of an API address; `others` may stand beside them. Errors: a sentence
 * that names the parameter and what is allowed; it never repeats the value, which may be anything.
 */
export function parseQuery(
  search: URLSearchParams,
  creator: { readonly today: Day; readonly timezone: string },
  others: readonly string[] = [],
): Result<ParsedQuery, string> {
  const known = onlyParameters(search, [...COMMON, ...others]);
  if (!known.ok) return known;
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
