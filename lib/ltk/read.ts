import type { Result } from "@/lib/core/result";
import type { Send } from "./authorised-send";
import type { DriftLog } from "./drift";
import type { LtkEndpoint, PagedEndpoint } from "./endpoints/endpoint";
import { LtkError } from "./errors";
import { readAllPages } from "./pagination";
import type { LtkRequest } from "./request";

/** Far more than any list has: a month of the busiest ledger known is about 30 pages. */
const MAX_PAGES = 500;

/** How long whoever asks will wait. A list that is not read to its end by then is an error, and none of it is answered. */
export interface ReadLimits {
  /** Epoch milliseconds; left out: 12 s for each call. */
  readonly deadlineMs?: number | undefined;
}

/** What every read of an endpoint needs. */
interface ReadParts<Endpoint, E> {
  readonly send: Send<E>;
  readonly drift: Pick<DriftLog, "note" | "clear">;
  readonly endpoint: Endpoint;
  readonly limits: (ReadLimits & Pick<LtkRequest, "delayMs">) | undefined;
}

/** One call, its answer parsed. */
export async function readOnce<Query, T, E>(
  parts: ReadParts<LtkEndpoint<Query, T>, E>,
  query: Query,
): Promise<Result<T, LtkError | E>> {
  const { endpoint, drift } = parts;
  const request = { endpoint: endpoint.name, ...endpoint.request(query), ...parts.limits };
  const body = await parts.send(request);
  if (!body.ok) return body;
  const parsed = endpoint.parse(body.value, query);
  if (parsed.ok) drift.clear(endpoint.name);
  else drift.note(parsed.error);
  return parsed;
}

/** All pages of a list, or as many as hold `enough` rows. */
export async function readList<Query, Row, E>(
  parts: ReadParts<PagedEndpoint<Query, Row>, E>,
  query: Query,
  { enough, pauseMs }: { readonly enough?: number; readonly pauseMs?: number } = {},
): Promise<Result<readonly Row[], LtkError | E>> {
  const { endpoint, drift } = parts;
  const rows = await readAllPages({
    endpoint: endpoint.name,
    maxPages: MAX_PAGES,
    enough,
    readPage: (cursor) => {
      const delayMs = cursor === undefined ? undefined : pauseMs;
      return readOnce({ ...parts, limits: { ...parts.limits, delayMs } }, { ...query, cursor });
    },
  });
  if (!rows.ok && isLoop(rows.error)) drift.note(rows.error);
  return rows;
}

/** The pages were fine one by one; that they do not end is what has changed. */
function isLoop(error: unknown): error is LtkError {
  return (
    error instanceof LtkError &&
    (error.reason === "repeated_cursor" || error.reason === "too_many_pages")
  );
}
