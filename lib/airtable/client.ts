import { z } from "zod";
import { err, ok, type Result } from "../core/result";
import { type Clock, SECOND_MS, type Sleep } from "../core/time";
import { type AirtableError, readSdkFailure, toAirtableError } from "./errors";
import type { LockoutStore } from "./lockout";
import { createLockoutWatch } from "./lockout-watch";
import { createPacer, type Priority } from "./pacing";
import { createBase } from "./sdk";

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
}

/** Which base, with which key, and what the client may use of the outside. */
export interface AirtableClientOptions {
  readonly apiKey: string;
  readonly baseId: string;
  /** API address without `/v0`; default: Airtable's. */
  readonly endpointUrl?: string | undefined;
  /** For one call, headers and body, counted from its start. */
  readonly timeoutMs?: number | undefined;
  readonly now: Clock;
  readonly sleep: Sleep;
  readonly random: () => number;
  /** Where instances tell each other of Airtable's lockouts; without it each finds out for itself. */
  readonly lockouts?: LockoutStore | undefined;
}

interface Call {
  readonly method: "GET" | "PATCH";
  readonly path: string;
  readonly qs?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly priority: Priority;
}

type Unprioritised = Omit<Call, "priority">;
type Send = (call: Call) => Promise<Result<unknown, AirtableError>>;

const TIMEOUT_MS = 10 * SECOND_MS;
/** Records that Airtable takes in one call. */
export const MAX_BATCH = 10;
/** A table of creators never has that many pages; an endless list of offsets ends here. */
const MAX_PAGES = 100;

const RecordShape = z.looseObject({
  id: z.string().min(1),
  fields: z.record(z.string(), z.unknown()),
});
const Page = z.looseObject({
  records: z.array(RecordShape),
  offset: z.string().nullish(),
});

/** Makes the client of one base; pace and lockout are its own, so a process needs exactly one a base. */
export function createAirtableClient(options: AirtableClientOptions): AirtableClient {
  const send = createSend(options);
  return {
    async list(table, priority = "pages") {
      const readAt = options.now();
      const records = await listAll(send, table, priority);
      return records.ok ? ok(records.value.map((record) => ({ ...record, readAt }))) : records;
    },
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
  table: string,
  priority: Priority,
): Promise<Result<readonly Omit<AirtableRecord, "readAt">[], AirtableError>> {
  let restarts = 0;
  let records: readonly Omit<AirtableRecord, "readAt">[] = [];
  let offset: string | undefined;
  for (let count = 0; count < MAX_PAGES; count += 1) {
    const qs = offset === undefined ? {} : { offset };
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

function createSend(options: AirtableClientOptions): Send {
  const { now, random, lockouts, timeoutMs = TIMEOUT_MS } = options;
  const base = createBase({ ...options, timeoutMs });
  const watch = createLockoutWatch({ store: lockouts, now, random });
  const pacer = createPacer({ ...options, prepare: watch.refresh });

  /** During a lockout nothing is sent: each call could make it longer. */
  function refusal(call: string): AirtableError | undefined {
    const lockout = watch.current();
    return lockout && { ...lockout, message: `${call}: not sent, Airtable has locked this base` };
  }

  async function attempt(
    call: string,
    request: Unprioritised,
  ): Promise<Result<unknown, AirtableError>> {
    const locked = refusal(call);
    if (locked !== undefined) return err(locked);
    try {
      const answer = await base(request);
      const body: unknown = answer.body;
      return ok(body);
    } catch (thrown) {
      const error = toAirtableError(call, readSdkFailure(thrown));
      if (error.code !== "rate_limited" && error.code !== "quota_exceeded") return err(error);
      watch.begin(error.code);
      return err({ ...error, ...watch.current() });
    }
  }

  return async ({ priority, ...request }) => {
    const call = `${request.method} ${decodeURIComponent(request.path.split("/")[1] ?? "")}`;
    const locked = refusal(call);
    if (locked !== undefined) return err(locked);
    return pacer.run(priority, () => attempt(call, request));
  };
}
