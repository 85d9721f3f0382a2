import { err, ok, type Result } from "@/lib/core/result";
import type { Page } from "./endpoints/endpoint";
import { badShape, type LtkError } from "./errors";

/** How a list is walked. */
interface Walk<Row, E> {
  readonly endpoint: string;
  /** Reads one page; `undefined` asks for the first. */
  readonly readPage: (cursor: string | undefined) => Promise<Result<Page<Row>, E>>;
  /** More pages than this are a loop, whatever their cursors say. */
  readonly maxPages: number;
  /** How many rows suffice; left out: all there are. */
  readonly enough?: number | undefined;
}

/**
 * Walks a list to its end, which is a page without a cursor: short and empty pages are not the end. All rows or none: a page
 * that cannot be read is the walk's error, and so is a cursor that was given before or a list that does not end
 * (`ltk_bad_shape`, reason `repeated_cursor` or `too_many_pages`).
 */
export async function readAllPages<Row, E>(
  walk: Walk<Row, E>,
): Promise<Result<readonly Row[], E | LtkError>> {
  const { endpoint, enough = Number.POSITIVE_INFINITY } = walk;
  const rows: Row[] = [];
  const seen = new Set<string>();
  let cursor: string | undefined;
  for (let pages = 0; pages < walk.maxPages; pages += 1) {
    const page = await walk.readPage(cursor);
    if (!page.ok) return page;
    for (const row of page.value.rows) rows.push(row);
    cursor = page.value.next;
    if (cursor === undefined || rows.length >= enough) return ok(rows.slice(0, enough));
    if (seen.has(cursor)) {
      return err(badShape(endpoint, "meta (a cursor that was given before)", "repeated_cursor"));
    }
    seen.add(cursor);
  }
  return err(badShape(endpoint, `meta (more than ${walk.maxPages} pages)`, "too_many_pages"));
}
