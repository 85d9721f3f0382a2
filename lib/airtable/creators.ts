import { ok, type Result } from "../core/result";
import type {
  Credentials,
  RowToSave,
  StatusToSave,
  TokenCells,
  TokenStore,
  TokensToSave,
} from "../token-manager/store";
import { type AirtableClient, type AirtableRecord, MAX_BATCH, type RecordUpdate } from "./client";
import { type CreatorRow, deadMark, type NameToken, parseCreatorRow } from "./columns";
import type { AirtableError } from "./errors";
import type { TolerantWrite } from "./refusals";
import { sealTokens } from "./token-cells";
import { createTolerantUpdate, type TolerantUpdate } from "./tolerant-update";

export type { Creator, CreatorRow } from "./columns";

/** The creators' table: read whole for pages, and row by row as the token manager's store. */
export interface CreatorsTable extends TokenStore {
  /** Every row, also those that lack something. No user text enters a formula: rows are chosen in code. */
  list(): Promise<Result<readonly CreatorRow[], AirtableError>>;
}

/** Longer texts do not help anybody, and Airtable's cell is meant for people. */
const MAX_MESSAGE = 1_000;

/** Makes the creators' table. */
export function createCreatorsTable(options: {
  readonly client: Pick<AirtableClient, "list" | "get" | "update">;
  readonly table: string;
  /** The token manager's fingerprint; without it a row with a dead mark counts as dead whatever token stands there. */
  readonly nameToken?: NameToken | undefined;
  /** How token cells are sealed and opened. */
  readonly cells: TokenCells;
}): CreatorsTable {
  const { client, table, nameToken, cells } = options;
  const update = createTolerantUpdate(client, table);

  function parse(record: AirtableRecord): Promise<CreatorRow> {
    return parseCreatorRow(record, { cells, nameToken });
  }

  async function list(): Promise<Result<readonly CreatorRow[], AirtableError>> {
    const records = await client.list(table);
    if (!records.ok) return records;
    return ok(await Promise.all(records.value.map(parse)));
  }

  return {
    list,
    async listCredentials() {
      const rows = await list();
      return rows.ok ? ok(rows.value.map(({ credentials }) => credentials)) : rows;
    },
    async readCredentials(recordId) {
      const record = await client.get(table, recordId, "tokens");
      if (!record.ok) return record;
      return ok((await parse(record.value)).credentials);
    },
    probe: (row) => probe(update, row),
    async saveRows(rows) {
      checkBatch(rows);
      return update.all(await Promise.all(rows.map((row) => toWrite(row, cells))));
    },
  };
}

/**
 * Rewrites the failure count with the number that stands there. Nothing else reads or edits that column, so the write
 * changes nothing, yet it needs the same key, scope, table and record as a token write. Where the table has no such
 * column the call is repeated with no fields at all, which Airtable still accepts or refuses as a write.
 */
function probe(
  update: TolerantUpdate,
  row: Credentials,
): Promise<Result<undefined, AirtableError>> {
  const fields = { Consecutive_Failures: row.consecutiveFailures ?? 0 };
  return update.one({ id: row.recordId, fields, needed: [] });
}

/** A caller that breaks these rules would have one write undo another, or wait for several calls. */
function checkBatch(rows: readonly RowToSave[]): void {
  if (rows.length > MAX_BATCH) throw new Error(`at most ${MAX_BATCH} rows are saved together`);
  if (new Set(rows.map(({ recordId }) => recordId)).size < rows.length) {
    throw new Error("a row is saved twice in one call");
  }
}

async function toWrite(row: RowToSave, cells: TokenCells): Promise<TolerantWrite> {
  const { recordId, tokens, status } = row;
  const fields = {
    ...(tokens === undefined ? {} : await tokenFields(recordId, tokens, cells)),
    ...(status === undefined ? {} : statusFields(status)),
  };
  const needed = tokens === undefined ? [] : ["Refresh_Token"];
  return { id: recordId, fields, needed, replaceOption: nearestOption };
}

async function tokenFields(
  recordId: string,
  tokens: TokensToSave,
  cells: TokenCells,
): Promise<RecordUpdate["fields"]> {
  return {
    ...(await sealTokens(recordId, tokens, cells)),
    Token_Expires_At: toIso(tokens.expiresAt),
    Last_Refreshed: toIso(tokens.refreshedAt),
    Token_Version: tokens.version,
    ...(tokens.login === undefined
      ? {}
      : {
          Refresh_Token_Captured_At: toIso(tokens.login.capturedAt),
          ...(tokens.login.clientId === undefined ? {} : { Client_ID: tokens.login.clientId }),
        }),
  };
}

function statusFields(status: StatusToSave): RecordUpdate["fields"] {
  if (status.kind === "active") {
    return { Status: "active", Error_Message: null, Consecutive_Failures: 0 };
  }
  const message = `${deadMark(status.fingerprint)}: ${status.message}`;
  return {
    Status: "needs_reauth",
    Error_Message: message.slice(0, MAX_MESSAGE),
    Consecutive_Failures: status.failures,
  };
}

/** A table of an older tool may not offer `needs_reauth`; the dead mark in the error text then says it. */
function nearestOption(column: string, value: unknown): string | undefined {
  return column === "Status" && value === "needs_reauth" ? "error" : undefined;
}

function toIso(at: number | undefined): string | null {
  return at === undefined ? null : new Date(at).toISOString();
}
