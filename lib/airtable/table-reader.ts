import { err, ok, type Result } from "../core/result";
import { type Clock, MINUTE_MS, SECOND_MS, type Sleep } from "../core/time";
import type { AirtableError } from "./errors";
import { type Reading, type SharedReading, USABLE_MS } from "./shared-reading";

/** What a table held at one moment. */
export interface TableReading<T> extends Reading<T> {
  /** Airtable did not answer since, so this may be out of date. */
  readonly isStale: boolean;
  readonly reason: AirtableError | undefined;
}

/** Reads one table whole and seldom. */
export interface TableReader<T> {
  /** What the table held, at most a minute ago; an older reading, marked stale, for an hour while Airtable is down. */
  read(): Promise<Result<TableReading<T>, AirtableError>>;
  /**
   * Makes the next read ask Airtable: something of ours has just been written there. What `amend` makes of the last
   * reading serves should Airtable be away from now on, so that an outage undoes no change of ours.
   */
  expire(amend?: (value: T) => T): void;
}

const FRESH_MS = MINUTE_MS;
const ERROR_MS = 10 * SECOND_MS;
/** How long a page waits for a newer table while it has, or may find, one that may be used. */
const PATIENCE_MS = 2 * SECOND_MS;
const NO_ANSWER_YET: AirtableError = { code: "unavailable", message: "no answer yet" };

/** Makes the reader of one table; `shared` is told of each new reading and of our changes. */
export function createTableReader<T>(options: {
  readonly load: () => Promise<Result<T, AirtableError>>;
  readonly now: Clock;
  readonly sleep: Sleep;
  /** Where instances keep their readings for each other; asked only when there is no other. */
  readonly shared?: SharedReading<T> | undefined;
}): TableReader<T> {
  const { load, now, sleep, shared } = options;
  let last: Reading<T> | undefined;
  let failure: { readonly error: AirtableError; readonly at: number } | undefined;
  let reading: Promise<void> | undefined;
  /** Counts our own writes; a reading begun before the latest one does not show it. */
  let writes = 0;
  let writesShown = 0;
  let writesAmended = 0;

  async function readTable(): Promise<void> {
    const readAt = now();
    const writesBefore = writes;
    const loaded = await load();
    if (!loaded.ok) {
      failure = { error: loaded.error, at: now() };
      return;
    }
    failure = undefined;
    // Begun before a write whose outcome is known here: it would undo that.
    if (writesBefore < writesAmended) return;
    last = { value: loaded.value, readAt };
    writesShown = writesBefore;
    shared?.keep(last, readAt);
  }

  /** Gives up waiting, not reading: the next ten seconds are served from what there is. */
  async function losePatience(awaited: Promise<void>): Promise<void> {
    await sleep(PATIENCE_MS);
    if (reading === awaited) failure = { error: NO_ANSWER_YET, at: now() };
  }

  async function wait(awaited: Promise<void>): Promise<void> {
    if (shared === undefined && !isUsable(last, now())) return awaited;
    await Promise.race([awaited, losePatience(awaited)]);
    if (shared === undefined || isUsable(last, now())) return;
    const recalled = await shared.recall();
    if (!isUsable(last, now())) last = recalled;
    if (!isUsable(last, now())) await awaited;
  }

  function isDue(): boolean {
    if (failure !== undefined && now() - failure.at < ERROR_MS) return false;
    const isOld = last === undefined || now() - last.readAt >= FRESH_MS;
    return failure !== undefined || isOld || writesShown < writes;
  }

  return {
    expire(amend) {
      writes += 1;
      if (amend === undefined || last === undefined) return;
      writesAmended = writes;
      last = { ...last, value: amend(last.value) };
      shared?.keep(last, now());
    },
    async read() {
      // A second time for a reading that was under way when we wrote.
      for (let count = 0; count < 2 && isDue(); count += 1) {
        reading ??= readTable().finally(() => {
          reading = undefined;
        });
        await wait(reading);
      }
      if (isUsable(last, now())) {
        return ok({ ...last, isStale: failure !== undefined, reason: failure?.error });
      }
      // An instance that was frozen in the middle of a reading wakes up to one that is too old.
      return err(failure?.error ?? NO_ANSWER_YET);
    },
  };
}

function isUsable<T>(reading: Reading<T> | undefined, now: number): reading is Reading<T> {
  return reading !== undefined && now - reading.readAt < USABLE_MS;
}
