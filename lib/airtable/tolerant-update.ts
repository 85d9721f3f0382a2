import { err, type Result } from "../core/result";
import type { AirtableClient, RecordUpdate } from "./client";
import type { AirtableError } from "./errors";

type Fields = RecordUpdate["fields"];

/** Writes into one record of a table that may be older than this project. */
export type TolerantUpdate = (
  recordId: string,
  fields: Fields,
  options: {
    /** Columns without which the write is worth nothing. They are never left out. */
    readonly needed: readonly string[];
    /** What to write in place of a value that a select column does not offer; `undefined`: leave the column out. */
    readonly replaceOption?: (column: string, value: unknown) => string | undefined;
  },
) => Promise<Result<undefined, AirtableError>>;

/** Airtable's words for a column that does not exist, or that does not take such a value. */
const COLUMN_REFUSALS = ["UNKNOWN_FIELD_NAME", "INVALID_VALUE_FOR_COLUMN"];
const OPTION_REFUSAL = "INVALID_MULTIPLE_CHOICE_OPTIONS";

/**
 * Makes the function that repeats a refused write without the column or option that was refused, and leaves that out
 * from then on, so that a token is never lost to a status.
 */
export function createTolerantUpdate(
  client: Pick<AirtableClient, "update">,
  table: string,
): TolerantUpdate {
  const refusedColumns = new Set<string>();
  const refusedOptions = new Set<string>();

  return async (recordId, fields, { needed, replaceOption }) => {
    let rest = Object.entries(fields).filter(
      ([column]) => needed.includes(column) || !refusedColumns.has(column),
    );
    for (;;) {
      rest = withOfferedOptions(rest, refusedOptions, replaceOption);
      const record = { id: recordId, fields: Object.fromEntries(rest) };
      const written = await client.update(table, [record], "tokens");
      const refusal = written.ok ? undefined : written.error.refusal;
      if (written.ok || refusal === undefined) return written;
      if (refusal.type === OPTION_REFUSAL) {
        const refused = rest.find(([, value]) => value === refusal.subject);
        if (refused === undefined || refusedOptions.has(optionOf(refused))) return written;
        refusedOptions.add(optionOf(refused));
        continue;
      }
      const column = refusedColumn(rest, refusal.type, refusal.subject, needed);
      if (column === undefined) return err(written.error);
      if (COLUMN_REFUSALS.includes(refusal.type)) refusedColumns.add(column);
      rest = rest.filter(([name]) => name !== column);
    }
  };
}

type Entry = [string, Fields[string]];

function withOfferedOptions(
  entries: Entry[],
  refusedOptions: ReadonlySet<string>,
  replaceOption: ((column: string, value: unknown) => string | undefined) | undefined,
): Entry[] {
  return entries.flatMap((entry): Entry[] => {
    let [column, value] = entry;
    while (refusedOptions.has(optionOf([column, value]))) {
      const other = replaceOption?.(column, value);
      if (other === undefined || other === value) return [];
      value = other;
    }
    return [[column, value]];
  });
}

function optionOf([column, value]: Entry): string {
  return `${column}=${String(value)}`;
}

/** The column to leave out: the one that Airtable names, or the last that is not needed. */
function refusedColumn(
  entries: readonly Entry[],
  type: string,
  subject: string | undefined,
  needed: readonly string[],
): string | undefined {
  const columns = entries.map(([column]) => column);
  if (COLUMN_REFUSALS.includes(type) && subject !== undefined && columns.includes(subject)) {
    return needed.includes(subject) ? undefined : subject;
  }
  return columns.filter((column) => !needed.includes(column)).at(-1);
}
