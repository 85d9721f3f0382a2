import type { Slug } from "../core/brand";
import type { Result } from "../core/result";
import type { JournalEntry } from "./journal-entry";
import type { Credentials, RowProblem, StoreError } from "./store";

/** Who holds or has spent a refresh token that was found in a row, as last asked. */
export interface Holder {
  readonly fingerprint: string;
  readonly askedAt: number;
  /** Callers who ask meanwhile share the answer. */
  readonly answer: Promise<Result<string | undefined, StoreError>>;
}

/** What this process remembers of one creator. Only the manager's parts see it, and they change it in place. */
export interface CreatorState {
  readonly recordId: string;
  row: Credentials;
  /** The journal's entry as last read or written; ahead of the journal while `isJournaled` is false. */
  entry: JournalEntry | undefined;
  revision: number;
  /** When `entry` was last in step with the journal; `undefined`: it has not been read yet. */
  entryReadAt: number | undefined;
  /** False: the journal did not take `entry`, which only this process holds. */
  isJournaled: boolean;
  /** Why the entry is not known; then nothing is granted. */
  journalProblem: "unreachable" | "unreadable" | undefined;
  holder: Holder | undefined;
  loading: Promise<boolean> | undefined;
  rowProblem: RowProblem | undefined;
  /** No grant for this creator before that, since our settings were refused for it. */
  cooldownUntil: number;
  /** Writes to the row go one after the other. */
  writes: Promise<unknown>;
  /** New tokens are being written for the first time; nobody gets them before that has ended. */
  isLanding: boolean;
  saveAttempts: number;
  nextSaveAt: number;
  isStatusDue: boolean;
  /** The dead token that this process has told, or tried to: a table may have no place for it. */
  toldDeath: string | undefined;
  /** The row holds our tokens, and is to be written all the same: its version was edited, or its cells are not sealed. */
  isRewriteDue: boolean;
  rewrittenAt: number | undefined;
}

/** What a slug stands for. */
export type Lookup =
  | { readonly kind: "found"; readonly state: CreatorState }
  | { readonly kind: "duplicate"; readonly names: readonly string[] }
  | { readonly kind: "none" };

/** The creators of this process: the rows last seen, and what is remembered of each. */
export interface CreatorRegistry {
  /** When rows were last taken in; `undefined`: never. */
  readonly observedAt: () => number | undefined;
  readonly rows: () => readonly Credentials[];
  /** What is remembered of the creators whose rows are there. */
  readonly states: () => readonly CreatorState[];
  readonly find: (slug: Slug) => Lookup;
  readonly observe: (rows: readonly Credentials[], now: number) => void;
  /** Replaces one row by a newer reading of it. */
  readonly observeRow: (row: Credentials) => void;
  /** The row is gone. */
  readonly drop: (recordId: string) => void;
}

/** Makes an empty registry. */
export function createRegistry(): CreatorRegistry {
  const states = new Map<string, CreatorState>();
  let present = new Map<string, Credentials>();
  let observedAt: number | undefined;

  function observeRow(row: Credentials): void {
    const state = states.get(row.recordId);
    if (state === undefined) states.set(row.recordId, newState(row));
    else if (row.readAt >= state.row.readAt) state.row = row;
    present.set(row.recordId, states.get(row.recordId)?.row ?? row);
  }

  return {
    observedAt: () => observedAt,
    rows: () => [...present.values()],
    states: () => [...present.keys()].flatMap((recordId) => states.get(recordId) ?? []),
    observe: (rows, now) => {
      observedAt = now;
      present = new Map();
      for (const row of rows) observeRow(row);
    },
    observeRow,
    drop: (recordId) => {
      present.delete(recordId);
    },
    find: (slug) => {
      const matches = [...present.values()].filter((row) => row.slug === slug);
      const [row] = matches;
      if (row === undefined) return { kind: "none" };
      if (matches.length > 1) return { kind: "duplicate", names: matches.map(({ name }) => name) };
      const state = states.get(row.recordId);
      return state === undefined ? { kind: "none" } : { kind: "found", state };
    },
  };
}

function newState(row: Credentials): CreatorState {
  return {
    recordId: row.recordId,
    row,
    entry: undefined,
    revision: 0,
    entryReadAt: undefined,
    isJournaled: true,
    journalProblem: undefined,
    holder: undefined,
    loading: undefined,
    rowProblem: undefined,
    cooldownUntil: 0,
    writes: Promise.resolve(),
    isLanding: false,
    saveAttempts: 0,
    nextSaveAt: 0,
    isStatusDue: false,
    toldDeath: undefined,
    isRewriteDue: false,
    rewrittenAt: undefined,
  };
}
