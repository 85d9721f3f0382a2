import type { Slug } from "../core/brand";
import { ok, type Result } from "../core/result";
import type { Clock, Sleep } from "../core/time";
import type { Credentials } from "../token-manager/store";
import type { Creator, CreatorRow } from "./columns";
import type { AirtableError } from "./errors";
import { createSharedReading, type Sharing } from "./shared-reading";
import { parseStoredCreators } from "./stored-creators";
import { createTableReader, type TableReading } from "./table-reader";

/** What a slug stands for. Two rows with one slug are both refused, by name. */
export type Found =
  | { readonly kind: "found"; readonly creator: Creator }
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

/** Makes the reader of the creators' table; `onRead` is told of each new reading, tokens included. */
export function createSnapshot(options: {
  readonly load: () => Promise<Result<readonly CreatorRow[], AirtableError>>;
  readonly now: Clock;
  readonly sleep: Sleep;
  readonly onRead?: ((rows: readonly Credentials[]) => void) | undefined;
  readonly sharing?: Sharing | undefined;
  /** Awaited when another instance's reading stands in for one of our own: tokens are never in it. */
  readonly onRecall?: (() => Promise<unknown>) | undefined;
}): SnapshotReader {
  const { load, onRead, sharing, onRecall } = options;
  const shared = sharing && createSharedReading("creators", sharing, parseStoredCreators);
  const reader = createTableReader<readonly Creator[]>({
    ...options,
    shared: shared && {
      ...shared,
      async recall() {
        const recalled = await shared.recall();
        if (recalled !== undefined) await onRecall?.();
        return recalled;
      },
    },
    async load() {
      const rows = await load();
      if (!rows.ok) return rows;
      onRead?.(rows.value.map(({ credentials }) => credentials));
      return ok(rows.value.map(({ creator }) => creator));
    },
  });
  return {
    expire: () => reader.expire(),
    async read() {
      const reading = await reader.read();
      return reading.ok ? ok(toSnapshot(reading.value)) : reading;
    },
  };
}

function toSnapshot({ value, ...age }: TableReading<readonly Creator[]>): Snapshot {
  return { ...age, creators: value, find: (slug) => find(value, slug) };
}

function find(creators: readonly Creator[], slug: Slug): Found {
  const matches = creators.filter((creator) => creator.slug === slug);
  const [creator] = matches;
  if (creator === undefined) return { kind: "none" };
  return matches.length > 1
    ? { kind: "duplicate", names: matches.map(({ name }) => name) }
    : { kind: "found", creator };
}
