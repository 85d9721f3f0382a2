import { err, ok, type Result } from "@/lib/core/result";
import { countUpTo, type ParsedQuery, parseQuery } from "./query";

const DEFAULT_ROWS = 50;
const MAX_ROWS = 500;

/** Where a page of the ledger ends: the instant of its last row, and how many rows of that instant have been given. */
export interface LedgerCursor {
  readonly atMs: number;
  readonly given: number;
}

/** The query of the ledger: how many rows a page may have, and after which row it begins (`null`: with the newest). */
export interface ItemsSoldQuery extends ParsedQuery {
  readonly limit: number;
  readonly cursor: LedgerCursor | null;
}

/** Writes a cursor. It names a place in time, so that rows that arrive meanwhile move nothing. */
export function writeCursor({ atMs, given }: LedgerCursor): string {
  return `${atMs}-${given}`;
}

function parseCursor(text: string | null): Result<LedgerCursor | null, string> {
  if (text === null) return ok(null);
  const match = /^(\d{1,14})-(\d{1,6})$/.exec(text);
  if (match === null) {
    return err("cursor is not valid: allowed is the nextCursor of the page before.");
  }
  return ok({ atMs: Number(match[1]), given: Number(match[2]) });
}

/**
 * Reads the common query, `limit` and `cursor`; `others` may stand beside them. Errors: a sentence that names the parameter
 * and what is allowed.
 */
export function parseItemsSoldQuery(
  search: URLSearchParams,
  creator: Parameters<typeof parseQuery>[1],
  others: readonly string[] = [],
): Result<ItemsSoldQuery, string> {
  const query = parseQuery(search, creator, ["limit", "cursor", ...others]);
  if (!query.ok) return query;
  const limit = countUpTo("limit", search.get("limit"), { max: MAX_ROWS, fallback: DEFAULT_ROWS });
  if (!limit.ok) return limit;
  const cursor = parseCursor(search.get("cursor"));
  if (!cursor.ok) return cursor;
  return ok({ ...query.value, limit: limit.value, cursor: cursor.value });
}
