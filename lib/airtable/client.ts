import { z } from "zod";
import { err, ok, type Result } from "../core/result";
import type { AirtableError } from "./errors";
import type { Priority } from "./pacing";
import { type Call, createSend, type Send, type SendOptions } from "./send";

/** A record as Airtable sends it: blank fields are absent. */
export interface AirtableRecord {
  readonly id: string;
  readonly fields: Readonly<Record<string, unknown>>;
  /** When the call that read it was begun, epoch milliseconds. */
  readonly readAt: number;
}

/** What is written into a record. `null` blanks a cell. */
export interface RecordUpdate {
  readonly id: string;
  readonly fields: Readonly<Record<string, string | number | boolean | null>>;
}

/** One base, through the SDK's request function. Never throws for what an upstream may do. */
export interface AirtableClient {
  /** All records of a table, page by page. */
  list(
    table: string,
    priority?: Priority,
  ): Promise<Result<readonly AirtableRecord[], AirtableError>>;
  get(
    table: string,
    recordId: string,
    priority?: Priority,
  ): Promise<Result<AirtableRecord, AirtableError>>;
  /** Writes into existing records, ten a call; stops at the first call that fails. Never creates select options. */
  update(
    table: string,
    records: readonly RecordUpdate[],
    priority?: Priority,
  ): Promise<Result<undefined, AirtableError>>;
  /** The records with the greatest values of a column, greatest first, a hundred a call. */
  newest(
    table: string,
    options: { readonly column: string; readonly limit: number },
  ): Promise<Result<readonly AirtableRecord[], AirtableError>>;
  /** Makes up to ten records in one call and answers their ids. After `unavailable` they may exist all the same. */
  create(
    table: string,
    rows: readonly RecordUpdate["fields"][],
  ): Promise<Result<readonly string[], AirtableError>>;
  /** One call of the metadata API; `path` follows the base: `/tables`. Answers the body. */
  metadata(call: MetadataCall): Promise<Result<unknown, AirtableError>>;
}

type MetadataCall = Pick<Call, "path" | "body"> & { readonly method: "GET" | "POST" };

/** Records that Airtable takes in one call. */
export const MAX_BATCH = 10;
/** A table of creators never has that many pages; an endless list of offsets ends here. */
const MAX_PAGES = 100;

const RecordShape = z.looseObject({
  id: z.string().min(1),
  fields: z.record(z.string(), z.unknown()),
});
const Created = z.looseObject({ records: z.array(z.looseObject({ id: z.string().min(1) })) });
const Page = z.looseObject({
  records: z.array(RecordShape),
  offset: z.string().nullish(),
});

interface Listing {
  readonly table: string;
  readonly priority: Priority;
  readonly qs: Readonly<Record<string, string>>;
}

/** Makes the client of one base; pace and lockout are its own, so a process needs exactly one a base. */
export function createAirtableClient(options: SendOptions): AirtableClient {
  const send = createSend(options);

  async function list({ table, priority, qs }: Listing) {
    const readAt = options.now();
    const records = await listAll(send, { table, priority, qs });
    return records.ok ? ok(records.value.map((record) => ({ ...record, readAt }))) : records;
  }

  return {
    metadata: (call) => send({ ...call, api: "metadata", priority: "pages" }),
    list: (table, priority = "pages") => list({ table, priority, qs: {} }),
    newest: (table, { column, limit }) =>
      list({
        table,
        priority: "pages",
        qs: {
          "sort[0][field]": column,
          "sort[0][direction]": "desc",
          maxRecords: String(limit),
        },
      }),
    async get(table, recordId, priority = "pages") {
      const readAt = options.now();
      const path = `${pathOf(table)}/${encodeURIComponent(recordId)}`;
      const answer = await send({ method: "GET", path, priority });
      if (!answer.ok) return answer;
      const parsed = RecordShape.safeParse(answer.value);
      return parsed.success ? ok({ ...parsed.data, readAt }) : badShape(`GET ${table}`);
    },
    async update(table, records, priority = "pages") {
      for (let start = 0; start < records.length; start += MAX_BATCH) {
        const body = { records: records.slice(start, start + MAX_BATCH) };
        const answer = await send({ method: "PATCH", path: pathOf(table), body, priority });
        if (!answer.ok) return answer;
      }
      return ok(undefined);
    },
    async create(table, rows) {
      if (rows.length > MAX_BATCH)
        throw new Error(`at most ${MAX_BATCH} records are made together`);
      const body = { records: rows.map((fields) => ({ fields })) };
      const answer = await send({ method: "POST", path: pathOf(table), body, priority: "pages" });
      if (!answer.ok) return answer;
      const ids = Created.safeParse(answer.value).data?.records.map(({ id }) => id);
      return ids?.length === rows.length ? ok(ids) : badShape(`POST ${table}`);
    },
  };
}

function pathOf(table: string): string {
  return `/${encodeURIComponent(table)}`;
}

function badShape(call: string) {
  const message = `${call}: the answer has an unknown form`;
  return err<AirtableError>({ code: "bad_shape", message });
}

async function listAll(
  send: Send,
  { table, priority, qs: asked }: Listing,
): Promise<Result<readonly Omit<AirtableRecord, "readAt">[], AirtableError>> {
  let restarts = 0;
  let records: readonly Omit<AirtableRecord, "readAt">[] = [];
  let offset: string | undefined;
  for (let count = 0; count < MAX_PAGES; count += 1) {
    const qs = offset === undefined ? asked : { ...asked, offset };
    const answer = await send({ method: "GET", path: pathOf(table), qs, priority });
    if (!answer.ok) {
      const isStale = answer.error.refusal?.type === "LIST_RECORDS_ITERATOR_NOT_AVAILABLE";
      if (!isStale || restarts > 0) return answer;
      restarts += 1;
      records = [];
      offset = undefined;
      continue;
    }
    const page = Page.safeParse(answer.value);
    if (!page.success) return badShape(`GET ${table}`);
    records = [...records, ...page.data.records];
    offset = page.data.offset ?? undefined;
    if (offset === undefined) return ok(records);
  }
  return badShape(`GET ${table}`);
}
