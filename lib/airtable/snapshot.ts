import type { Slug } from "../core/brand";
import { err, ok, type Result } from "../core/result";
import { type Clock, MINUTE_MS, SECOND_MS, type Sleep } from "../core/time";
import type { Credentials } from "../token-manager/store";
import type { Creator, CreatorRow } from "./columns";
import type { AirtableError } from "./errors";

/** What a slug stands for. Two rows with one slug are both refused, by name. */
export type Found =
  | { readonly kind: "found"; readonly creator: Creator; readonly credentials: Credentials }
  | { readonly kind: "duplicate"; readonly names: readonly string[] }
  | { readonly kind: "none" };

/** The creators' table at one moment. */
export interface Snapshot {
  /** Every row, also those that lack something. */
  readonly creators: readonly Creator[];
  readonly find: (slug: Slug) => Found;
  readonly readAt: number;
  /** Airtable did not answer since, so this may be out of date. */
  readonly isStale: boolean;
  readonly reason: AirtableError | undefined;
}

/** Reads the table whole and seldom. */
export interface SnapshotReader {
  /** The snapshot, at most a minute old; an older one, marked stale, for an hour while Airtable is down. */
  read(): Promise<Result<Snapshot, AirtableError>>;
  /** Makes the next read ask Airtable: something of ours has just been written there. */
  expire(): void;
}

const FRESH_MS = MINUTE_MS;
const USABLE_MS = 60 * MINUTE_MS;
const ERROR_MS = 10 * SECOND_MS;
/** How long a page waits for a newer table while it has one that may be used. */
const PATIENCE_MS = 2 * SECOND_MS;
const NO_ANSWER_YET: AirtableError = { code: "unavailable", message: "no answer yet" };

interface Reading {
  readonly rows: readonly CreatorRow[];
  readonly readAt: number;
}

/** Makes the reader of one table; `onRead` is told of each new reading. */
export function createSnapshot(options: {
  readonly load: () => Promise<Result<readonly CreatorRow[], AirtableError>>;
  readonly now: Clock;
  readonly sleep: Sleep;
  readonly onRead?: ((rows: readonly Credentials[]) => void) | undefined;
}): SnapshotReader {
  const { load, now, sleep, onRead } = options;
  let last: Reading | undefined;
  let failure: { readonly error: AirtableError; readonly at: number } | undefined;
  let reading: Promise<void> | undefined;
  /** Counts our own writes; a reading begun before the latest one does not show it. */
  let writes = 0;
  let writesShown = 0;

  async function readTable(): Promise<void> {
    const readAt = now();
    const writesBefore = writes;
    const rows = await load();
    if (!rows.ok) {
      failure = { error: rows.error, at: now() };
      return;
    }
    failure = undefined;
    last = { rows: rows.value, readAt };
    writesShown = writesBefore;
    onRead?.(rows.value.map(({ credentials }) => credentials));
  }

  /** Gives up waiting, not reading: the next ten seconds are served from what there is. */
  async function losePatience(): Promise<void> {
    const awaited = reading;
    await sleep(PATIENCE_MS);
    if (awaited !== undefined && reading === awaited) failure = { error: NO_ANSWER_YET, at: now() };
  }

  function isDue(): boolean {
    if (failure !== undefined && now() - failure.at < ERROR_MS) return false;
    const isOld = last === undefined || now() - last.readAt >= FRESH_MS;
    return failure !== undefined || isOld || writesShown < writes;
  }

  return {
    expire() {
      writes += 1;
    },
    async read() {
      // A second time for a reading that was under way when we wrote.
      for (let count = 0; count < 2 && isDue(); count += 1) {
        reading ??= readTable().finally(() => {
          reading = undefined;
        });
        await (isUsable(last, now()) ? Promise.race([reading, losePatience()]) : reading);
      }
      if (isUsable(last, now())) return ok(toSnapshot(last, failure?.error));
      if (failure === undefined) throw new Error("a reading neither succeeded nor failed");
      return err(failure.error);
    },
  };
}

function isUsable(reading: Reading | undefined, now: number): reading is Reading {
  return reading !== undefined && now - reading.readAt < USABLE_MS;
}

function toSnapshot({ rows, readAt }: Reading, reason: AirtableError | undefined): Snapshot {
  return {
    creators: rows.map(({ creator }) => creator),
    find: (slug) => find(rows, slug),
    readAt,
    isStale: reason !== undefined,
    reason,
  };
}

function find(rows: readonly CreatorRow[], slug: Slug): Found {
  const matches = rows.filter(({ creator }) => creator.slug === slug);
  const [row] = matches;
  if (row === undefined) return { kind: "none" };
  return matches.length > 1
    ? { kind: "duplicate", names: matches.map(({ creator }) => creator.name) }
    : { kind: "found", ...row };
}
