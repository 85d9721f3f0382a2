import type { Result } from "../core/result";
import type { AirtableClient } from "./client";
import type { AirtableError } from "./errors";
import { createRefusals, expendableColumn, type TolerantWrite } from "./refusals";

/** Whether one record's write has landed. */
type Outcome = Result<undefined, AirtableError>;

/** Writes into a table that may be older than this project, and that people edit meanwhile. */
export interface TolerantUpdate {
  /** Writes one record, repeated without whatever is refused of it. */
  one(write: TolerantWrite): Promise<Outcome>;
  /** Writes up to ten records in one call; record by record where one of them spoils it. One outcome each, in their order. */
  all(writes: readonly TolerantWrite[]): Promise<readonly Outcome[]>;
}

/**
 * Makes the function that repeats a refused write without the column or option that was refused, and leaves that out
 * from then on, so that a token is never lost to a status, nor to another row.
 */
export function createTolerantUpdate(
  client: Pick<AirtableClient, "update">,
  table: string,
): TolerantUpdate {
  const refusals = createRefusals();

  function send(writes: readonly TolerantWrite[]): Promise<Outcome> {
    return client.update(table, writes.map(refusals.leaveOut), "tokens");
  }

  async function one(write: TolerantWrite): Promise<Outcome> {
    let rest = write;
    for (;;) {
      const written = await send([rest]);
      const refusal = written.ok ? undefined : written.error.refusal;
      if (refusal === undefined) return written;
      if (refusals.learn(refusal, [rest])) continue;
      const sent = { ...rest, ...refusals.leaveOut(rest) };
      const column = expendableColumn(sent, refusal);
      if (column === undefined) return written;
      rest = without(sent, column);
    }
  }

  /** One after the other, so that each has the use of what those before it met. */
  async function eachAlone(writes: readonly TolerantWrite[]): Promise<readonly Outcome[]> {
    const outcomes: Outcome[] = [];
    let outage: Outcome | undefined;
    for (const write of writes) {
      const outcome = outage ?? (await one(write));
      if (!outcome.ok && !isOneRecordsFault(outcome.error)) outage = outcome;
      outcomes.push(outcome);
    }
    return outcomes;
  }

  return {
    one,
    async all(writes) {
      if (writes.length < 2) return eachAlone(writes);
      for (;;) {
        const written = await send(writes);
        if (written.ok || !isOneRecordsFault(written.error)) return writes.map(() => written);
        const { refusal } = written.error;
        if (refusal === undefined || !refusals.learn(refusal, writes)) return eachAlone(writes);
      }
    },
  };
}

/** Whether the rest of a batch may succeed without the record that spoilt it. */
function isOneRecordsFault({ code }: AirtableError): boolean {
  return code === "refused" || code === "not_found";
}

function without(write: TolerantWrite, column: string): TolerantWrite {
  const { [column]: _, ...fields } = write.fields;
  return { ...write, fields };
}
