import { z } from "zod";
import type { Login, RowProblem } from "./store";

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

/** Reads an entry back from its JSON; `undefined`: it is none. */
export function parseEntry(text: string): JournalEntry | undefined {
  try {
    return Entry.safeParse(JSON.parse(text)).data;
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
