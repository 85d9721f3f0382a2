import { ok, type Result } from "../core/result";
import type { Clock, Sleep } from "../core/time";
import { instant, text } from "./cell-values";
import { type AirtableClient, type AirtableRecord, MAX_BATCH } from "./client";
import type { AirtableError } from "./errors";
import { createTableReader, type TableReading } from "./table-reader";

/** One line of the audit trail. */
export interface AuditEntry {
  /** Epoch milliseconds. */
  readonly at: number;
  /** An e-mail address, or the name of a command or cron. */
  readonly actor: string;
  /** One of `AUDIT_ACTIONS`, unless somebody edited the table. */
  readonly action: string;
  /** A creator's slug, when it was about one. */
  readonly creator: string | undefined;
  /** A short sentence or a code. */
  readonly detail: string | undefined;
}

/** The audit trail's table. */
export interface AuditTable {
  /** How many lines one call takes. */
  readonly batchSize: number;
  /** Adds lines in one call. After `unavailable` and `bad_shape` they may be there all the same. */
  append(entries: readonly AuditEntry[]): Promise<Result<undefined, AirtableError>>;
  /** The newest lines as read within the last minute; while Airtable is down, marked stale, for an hour. */
  read(): Promise<Result<TableReading<readonly AuditEntry[]>, AirtableError>>;
  /** The newest lines, newest first, asked for now, in one or two calls; what cannot be read is left out. */
  readNewest(): Promise<Result<readonly AuditEntry[], AirtableError>>;
}

const MAX_READ = 200;

/** Makes the audit trail's table. */
export function createAuditTable(options: {
  readonly client: Pick<AirtableClient, "newest" | "create">;
  readonly table: string;
  readonly now: Clock;
  readonly sleep: Sleep;
}): AuditTable {
  const { client, table } = options;

  async function readNewest(): Promise<Result<readonly AuditEntry[], AirtableError>> {
    const records = await client.newest(table, { column: "At", limit: MAX_READ });
    return records.ok ? ok(records.value.flatMap((record) => parse(record) ?? [])) : records;
  }

  const reader = createTableReader({ ...options, load: readNewest });
  return {
    batchSize: MAX_BATCH,
    readNewest,
    read: reader.read,
    async append(entries) {
      const created = await client.create(table, entries.map(toFields));
      reader.expire();
      return created.ok ? ok(undefined) : created;
    },
  };
}

function toFields({ at, actor, action, creator, detail }: AuditEntry) {
  return {
    At: new Date(at).toISOString(),
    Actor: actor,
    Action: action,
    ...(creator === undefined ? {} : { Creator: creator }),
    ...(detail === undefined ? {} : { Detail: detail }),
  };
}

function parse({ fields }: AirtableRecord): AuditEntry | undefined {
  const at = instant(fields["At"]);
  const actor = text(fields["Actor"]);
  const action = text(fields["Action"]);
  if (at === undefined || actor === undefined || action === undefined) return undefined;
  return { at, actor, action, creator: text(fields["Creator"]), detail: text(fields["Detail"]) };
}
