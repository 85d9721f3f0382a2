import { z } from "zod";
import { err, ok, type Result } from "../core/result";
import { DAY_MS } from "../core/time";
import type { AtomicKv, Marker } from "../kv/store";
import type { Cipher } from "./cipher";
import type { Login, RowProblem, StoreError } from "./store";

/** A session as the manager holds it. */
export interface TokenSet {
  readonly accessToken: string | undefined;
  readonly idToken: string | undefined;
  readonly refreshToken: string | undefined;
  /** False when the last grant brought no id token, and the one here is older. */
  readonly isIdRenewed: boolean;
  /** When the tokens were granted to us; `undefined` when they were read from the row. */
  readonly grantedAt: number | undefined;
}

/** A grant that was begun and whose outcome is not known (yet). */
export interface Intent {
  readonly fingerprint: string;
  /** The lease under which the token was last sent. */
  readonly owner: string;
  readonly at: number;
  /** How often the token was sent and the answer lost. 0: sent at most once, by a holder that listens or is dead. */
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

/** `Death.error` where no refusal ended the session: it proved to be another creator's. */
export const FOREIGN_SESSION = "another_creator";

/** What was found in a row in place of the session, and put right. */
export interface Finding {
  readonly problem: RowProblem;
  readonly at: number;
}

/** What is known of one creator's session, beyond what the row says. Instants are epoch milliseconds. */
export interface JournalEntry {
  readonly version: number;
  /** Fingerprint of `tokens.refreshToken`. */
  readonly fingerprint: string;
  /** Fingerprints of refresh tokens that were rotated away or replaced, oldest first. Never sent again. */
  readonly spent: readonly string[];
  readonly tokens: TokenSet;
  /** False: Airtable does not hold these tokens yet. */
  readonly isInStore: boolean;
  /** When the tokens last changed. A row read before that is no news. */
  readonly changedAt: number;
  readonly dead?: Death | undefined;
  readonly intent?: Intent | undefined;
  /** Set until it is saved. */
  readonly login?: Login | undefined;
  /** When LTK's refusal of a token last forced a grant. */
  readonly forcedAt?: number | undefined;
  /** When somebody was last found to have put another session into the row, oldest first. */
  readonly replacedAt?: readonly number[] | undefined;
  readonly finding?: Finding | undefined;
}

/** The oldest spent fingerprints are forgotten beyond this number: a hundred days of tokens that live ten hours. */
export const MAX_SPENT = 256;

/** Adds a fingerprint to the spent ones. */
export function spend(spent: readonly string[], fingerprint: string): readonly string[] {
  return [...spent.filter((other) => other !== fingerprint), fingerprint].slice(-MAX_SPENT);
}

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
    return opened === undefined ? undefined : Entry.safeParse(parseJson(opened)).data;
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

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const instant = z.number();
const Entry: z.ZodType<JournalEntry> = z.object({
  version: z.int(),
  fingerprint: z.string().min(1),
  spent: z.array(z.string()),
  tokens: z
    .object({
      accessToken: z.string().optional(),
      idToken: z.string().optional(),
      refreshToken: z.string().optional(),
      isIdRenewed: z.boolean(),
      grantedAt: instant.optional(),
    })
    .transform(({ accessToken, idToken, refreshToken, isIdRenewed, grantedAt }) => ({
      accessToken,
      idToken,
      refreshToken,
      isIdRenewed,
      grantedAt,
    })),
  isInStore: z.boolean(),
  changedAt: instant,
  dead: z
    .object({
      fingerprint: z.string(),
      at: instant,
      error: z.string(),
      wasInDoubt: z.boolean(),
    })
    .optional(),
  intent: z
    .object({
      fingerprint: z.string(),
      owner: z.string(),
      at: instant,
      lostAnswers: z.int(),
    })
    .optional(),
  login: z
    .object({ capturedAt: instant, clientId: z.string().optional() })
    .transform(({ capturedAt, clientId }) => ({ capturedAt, clientId }))
    .optional(),
  forcedAt: instant.optional(),
  replacedAt: z.array(instant).optional(),
  finding: z
    .object({
      problem: z.enum([
        "blank",
        "text",
        "another_row",
        "another_creator",
        "unreadable",
        "spent",
        "version",
      ]),
      at: instant,
    })
    .optional(),
});
