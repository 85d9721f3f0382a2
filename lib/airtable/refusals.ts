import type { RecordUpdate } from "./client";
import type { Refusal } from "./errors";

type Fields = RecordUpdate["fields"];

/** One record's write, and what of it may be given up so that the rest is stored. */
export interface TolerantWrite extends RecordUpdate {
  /** Columns without which the write is worth nothing. They are never left out. */
  readonly needed: readonly string[];
  /** What to write in place of a value that a select column does not offer; `undefined`: leave the column out. */
  readonly replaceOption?: ((column: string, value: unknown) => string | undefined) | undefined;
}

/** What one table has refused so far: columns it lacks, and options it does not offer. */
export interface Refusals {
  /** The record without all that is known to be refused. */
  leaveOut(write: TolerantWrite): RecordUpdate;
  /** True: the refusal named something new, and the same writes are worth another call. */
  learn(refusal: Refusal, writes: readonly TolerantWrite[]): boolean;
}

/** Airtable's words for a column that does not exist, or that does not take such a value. */
const COLUMN_REFUSALS = ["UNKNOWN_FIELD_NAME", "INVALID_VALUE_FOR_COLUMN"];
const OPTION_REFUSAL = "INVALID_MULTIPLE_CHOICE_OPTIONS";

/** Makes the memory of one table's refusals. */
export function createRefusals(): Refusals {
  const columns = new Set<string>();
  const options = new Set<string>();

  function leaveOut(write: TolerantWrite): RecordUpdate {
    const entries = Object.entries(write.fields)
      .filter(([column]) => write.needed.includes(column) || !columns.has(column))
      .flatMap((entry) => withOfferedOption(entry, write.replaceOption));
    return { id: write.id, fields: Object.fromEntries(entries) };
  }

  function withOfferedOption(
    [column, value]: Entry,
    replaceOption: TolerantWrite["replaceOption"],
  ): Entry[] {
    if (!options.has(optionOf([column, value]))) return [[column, value]];
    const other = replaceOption?.(column, value);
    if (other === undefined || other === value) return [];
    return withOfferedOption([column, other], replaceOption);
  }

  return {
    leaveOut,
    learn({ type, subject }, writes) {
      if (subject === undefined) return false;
      const sent = writes.map(leaveOut);
      if (COLUMN_REFUSALS.includes(type)) {
        const isNeeded = writes.some(({ needed }) => needed.includes(subject));
        const isSent = sent.some(({ fields }) => Object.hasOwn(fields, subject));
        if (isSent && !isNeeded) columns.add(subject);
        return isSent && !isNeeded;
      }
      const refused = sent
        .flatMap(({ fields }) => Object.entries(fields))
        .find(([, value]) => value === subject);
      if (type !== OPTION_REFUSAL || refused === undefined) return false;
      options.add(optionOf(refused));
      return true;
    },
  };
}

/** The column to give up when a refusal taught nothing: the last that is not needed. */
export function expendableColumn(
  { fields, needed }: TolerantWrite,
  { type, subject }: Refusal,
): string | undefined {
  const isNeededRefused =
    COLUMN_REFUSALS.includes(type) && subject !== undefined && needed.includes(subject);
  return isNeededRefused
    ? undefined
    : Object.keys(fields).findLast((column) => !needed.includes(column));
}

type Entry = [string, Fields[string]];

function optionOf([column, value]: Entry): string {
  return `${column}=${String(value)}`;
}
