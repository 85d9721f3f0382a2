import { err, ok, type Result } from "../core/result";
import { DAY_MS } from "../core/time";
import type { AtomicKv, Marker } from "../kv/store";
import type { Cipher } from "./cipher";
import { type JournalEntry, parseEntry } from "./journal-entry";
import type { StoreError } from "./store";

/** An entry as it stands. `revision` grows by one at every write; 0: nothing was ever written. */
export interface Standing {
  readonly revision: number;
  /** `undefined` with a revision above 0: sealed under a key that we do not have, or damaged. */
  readonly entry: JournalEntry | undefined;
}

/** Keeps one entry a creator, by record id. Errors: the store does not answer. */
export interface Journal {
  /** True when entries outlive the process: then it, and not the table, is written before anybody gets new tokens. */
  readonly isDurable: boolean;
  get(recordId: string): Promise<Result<Standing, StoreError>>;
  /** Writes an entry as the successor of `revision`. `false`: another one was written meanwhile, and stands. */
  put(
    recordId: string,
    entry: JournalEntry,
    revision: number,
  ): Promise<Result<boolean, StoreError>>;
  /** The record whose entry holds or has spent this refresh token. */
  holderOf(fingerprint: string): Promise<Result<string | undefined, StoreError>>;
}

/** A holder is remembered far longer than any session may live (30 days). */
const HOLDER_MS = 400 * DAY_MS;
/** A write adds at most this many fingerprints to the spent ones. */
const NEWLY_SPENT = 2;

/**
 * Makes the journal over a store: the one that instances share, or this process's memory (`isDurable: false`). Entries
 * have no lifetime, are sealed, and are parsed when read.
 */
export function createJournal(options: {
  readonly kv: AtomicKv;
  readonly cipher: Cipher;
  readonly isDurable: boolean;
}): Journal {
  const { kv, cipher, isDurable } = options;

  async function read(key: string, text: string): Promise<JournalEntry | undefined> {
    const opened = await cipher.open(text, key);
    return opened === undefined ? undefined : parseEntry(opened);
  }

  return {
    isDurable,
    get: (recordId) =>
      attempt(async () => {
        const key = journalKey(recordId);
        const stored = await kv.getVersioned(key);
        return stored === undefined
          ? { revision: 0, entry: undefined }
          : { revision: stored.version, entry: await read(key, stored.text) };
      }),
    put: (recordId, entry, revision) =>
      attempt(async () => {
        const key = journalKey(recordId);
        const text = await cipher.seal(JSON.stringify(entry), key);
        const holders = [entry.fingerprint, ...entry.spent.slice(-NEWLY_SPENT)].map(
          (fingerprint): Marker => ({
            key: holderKey(fingerprint),
            value: recordId,
            ttlMs: HOLDER_MS,
          }),
        );
        return (await kv.putVersioned(key, { version: revision + 1, text }, holders)) === undefined;
      }),
    holderOf: (fingerprint) => attempt(() => kv.get(holderKey(fingerprint))),
  };
}

function journalKey(recordId: string): string {
  return `token-journal/v1|${recordId}`;
}

function holderKey(fingerprint: string): string {
  return `token-holder/v1|${fingerprint}`;
}

/** A store that fails is an expected failure; its own words are dropped, since they may repeat what was written. */
async function attempt<T>(work: () => Promise<T>): Promise<Result<T, StoreError>> {
  try {
    return ok(await work());
  } catch {
    return err({ code: "journal_unreachable", message: "The shared store does not answer." });
  }
}
