import "server-only";
import {
  type ItemsSoldQuery,
  type LedgerCursor,
  writeCursor,
} from "@/lib/contracts/items-sold-query";

interface Dated {
  readonly atMs: number;
}

/** One page of rows that are sorted newest first, and the cursor of the next; `null`: there is none. */
export function pageOf<Row extends Dated>(
  rows: readonly Row[],
  { limit, cursor }: Pick<ItemsSoldQuery, "limit" | "cursor">,
): { readonly rows: readonly Row[]; readonly nextCursor: string | null } {
  const start = startOf(rows, cursor);
  const page = rows.slice(start, start + limit);
  const last = page.at(-1);
  const end = start + page.length;
  if (last === undefined || end >= rows.length) return { rows: page, nextCursor: null };
  const { atMs } = last;
  const given = end - rows.findIndex((row) => row.atMs === atMs);
  return { rows: page, nextCursor: writeCursor({ atMs, given }) };
}

/** Where the page after a cursor begins: behind the rows given of its instant, or with the first older one. */
function startOf(rows: readonly Dated[], cursor: LedgerCursor | null): number {
  if (cursor === null) return 0;
  const { atMs, given } = cursor;
  const first = rows.findIndex((row) => row.atMs <= atMs);
  if (first === -1) return rows.length;
  const older = rows.findIndex((row) => row.atMs < atMs);
  return Math.min(first + given, older === -1 ? rows.length : older);
}
