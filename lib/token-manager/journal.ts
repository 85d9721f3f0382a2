import { ok, type Result } from "../core/result";
import type { Login, StoreError } from "./store";

/** A session as the manager holds it. */
export interface TokenSet {
  readonly accessToken: string | undefined;
  readonly idToken: string | undefined;
  readonly refreshToken: string | undefined;
  /** False when the last grant brought no id token, and the one here is older. */
  readonly isIdRenewed: boolean;
  /** When this process was granted the tokens; `undefined` when they were read from the row. */
  readonly grantedAt: number | undefined;
}

/** A grant that was begun and whose outcome is not known (yet). */
export interface Intent {
  readonly fingerprint: string;
  readonly owner: string;
  readonly at: number;
  /** How often the token was sent and the answer lost. 0: sent at most once, and still listening. */
  readonly lostAnswers: number;
}

/** The refresh token that Auth0 refused for good. */
export interface Death {
  readonly fingerprint: string;
  readonly at: number;
  readonly error: string;
  /** True when an earlier answer for this very token was lost, so that a successor existed which never arrived. */
  readonly wasInDoubt: boolean;
}

/** What is known of one creator's session, beyond what the row says. */
export interface JournalEntry {
  readonly version: number;
  /** Fingerprint of `tokens.refreshToken`. */
  readonly fingerprint: string;
  /** Fingerprints of refresh tokens that were rotated away or replaced, oldest first. Never sent again. */
  readonly spent: readonly string[];
  readonly tokens: TokenSet;
  readonly isInStore: boolean;
  /** When the tokens last changed. A row read before that is no news. */
  readonly changedAt: number;
  readonly dead?: Death | undefined;
  readonly intent?: Intent | undefined;
  /** Set until it is saved. */
  readonly login?: Login | undefined;
}

/** The oldest spent fingerprints are forgotten beyond this number: half a year of tokens that live ten hours. */
export const MAX_SPENT = 256;

/** Adds a fingerprint to the spent ones. */
export function spend(spent: readonly string[], fingerprint: string): readonly string[] {
  return [...spent.filter((other) => other !== fingerprint), fingerprint].slice(-MAX_SPENT);
}

/** Keeps one entry a creator, by record id. */
export interface Journal {
  /** True when entries outlive the process: then it, and not the store, is written before anybody gets new tokens. */
  readonly isDurable: boolean;
  get(recordId: string): Promise<Result<JournalEntry | undefined, StoreError>>;
  put(recordId: string, entry: JournalEntry): Promise<Result<undefined, StoreError>>;
  /** The record whose entry holds or has spent this refresh token. */
  holderOf(fingerprint: string): Promise<string | undefined>;
}

/** A journal that lives as long as the process. */
export function createMemoryJournal(): Journal {
  const entries = new Map<string, JournalEntry>();
  const holders = new Map<string, string>();
  return {
    isDurable: false,
    get: async (recordId) => ok(entries.get(recordId)),
    put: async (recordId, entry) => {
      entries.set(recordId, entry);
      for (const fingerprint of [entry.fingerprint, ...entry.spent]) {
        holders.set(fingerprint, recordId);
      }
      return ok(undefined);
    },
    holderOf: async (fingerprint) => holders.get(fingerprint),
  };
}
