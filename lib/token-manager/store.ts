import type { Slug } from "../core/brand";
import type { Result } from "../core/result";

/** What the creators' table says about a creator. `unknown`: blank, or a word this project does not use. */
export type CreatorStatus = "active" | "expiring" | "error" | "needs_reauth" | "paused" | "unknown";

/** `unreadable`: sealed under a key we do not have, or damaged. `foreign`: sealed for another row or column. */
export type CellProblem = "unreadable" | "foreign";

/** Why what stands in a row is not this creator's session as we know it. */
export type RowProblem =
  | "blank"
  | "text"
  | "another_row"
  | "another_creator"
  /** Sealed under a key that we do not have. */
  | "unreadable"
  /** A session of hers that was rotated away. */
  | "spent"
  /** The session is right, and its `Token_Version` was edited. */
  | "version";

/** What a token cell turned out to hold. */
export type OpenedCell =
  | { readonly kind: "plain"; readonly token: string }
  | {
      readonly kind: "sealed";
      readonly token: string;
      readonly version: number;
      /** False: sealed under an older key of the ring. */
      readonly isCurrentKey: boolean;
    }
  | { readonly kind: CellProblem };

/** Seals tokens for the cells of one row, so that a cell moved to another row is recognised. */
export interface TokenCells {
  /** False: no key is configured, and tokens stand in plain text. */
  readonly isSealing: boolean;
  /** The text for a cell; the token itself where no key is configured. */
  seal(
    cell: { readonly recordId: string; readonly column: string; readonly version: number },
    token: string,
  ): Promise<string>;
  open(
    cell: { readonly recordId: string; readonly column: string },
    text: string,
  ): Promise<OpenedCell>;
}

/** The tokens of one row, and what else a decision about them needs. Never leaves the server, never reaches a page. */
export interface Credentials {
  readonly recordId: string;
  readonly slug: Slug | undefined;
  readonly name: string;
  readonly publisherIds: readonly string[];
  readonly accessToken: string | undefined;
  readonly idToken: string | undefined;
  readonly refreshToken: string | undefined;
  readonly clientId: string | undefined;
  readonly accountId: string | undefined;
  /** `Token_Version` as it stands in its column: for people to see, and theirs to edit. */
  readonly tokenVersion: number | undefined;
  /** The version inside the sealed refresh token: the truth, where there is one. `undefined`: plain text. */
  readonly sealedVersion: number | undefined;
  /** Why a token cell that is filled holds no token for us. */
  readonly cellProblem: CellProblem | undefined;
  /** False: a token stands in plain text, or is sealed under an older key. */
  readonly isSealed: boolean;
  readonly status: CreatorStatus;
  readonly errorMessage: string | undefined;
  readonly consecutiveFailures: number | undefined;
  /** The fingerprint of the refresh token that Auth0 refused, when the row names one. */
  readonly deadFingerprint: string | undefined;
  /** When the read of this row was begun, epoch milliseconds: a row read before our own write is no news. */
  readonly readAt: number;
}

/** When and with which client a session was handed in; saved with its first tokens. */
export interface Login {
  readonly capturedAt: number;
  readonly clientId: string | undefined;
}

/** What a successful grant leaves in the row, in one write. Instants are epoch milliseconds. */
export interface TokensToSave {
  readonly accessToken: string | undefined;
  readonly idToken: string | undefined;
  readonly refreshToken: string;
  readonly expiresAt: number | undefined;
  readonly refreshedAt: number;
  readonly version: number;
  /** For a session that was just handed in: when, and the client it belongs to. */
  readonly login?: Login | undefined;
}

/** What people are told about a creator, in a write of its own after the tokens. */
export type StatusToSave =
  | { readonly kind: "active" }
  | {
      readonly kind: "needs_reauth";
      readonly fingerprint: string;
      readonly message: string;
      readonly failures: number;
    };

/** What is written into one row in one call; tokens are never lost to a status. */
export interface RowToSave {
  readonly recordId: string;
  readonly tokens?: TokensToSave | undefined;
  readonly status?: StatusToSave | undefined;
}

/** Why the store did not do it. `retryAfterMs`: no attempt before that can succeed. The message holds no values. */
export interface StoreError {
  readonly code: string;
  readonly message: string;
  readonly retryAfterMs?: number | undefined;
}

/** Where the tokens of all creators live (Airtable; implemented by `lib/airtable/creators.ts`). */
export interface TokenStore {
  /** Every row; called only when a creator is asked for before any snapshot was observed. */
  listCredentials(): Promise<Result<readonly Credentials[], StoreError>>;
  /** One row, fresh. Error code `not_found`: the row is gone. */
  readCredentials(recordId: string): Promise<Result<Credentials, StoreError>>;
  /**
   * Proves that the row can be written, without touching a token cell (rule R2). A grant starts only after this has
   * succeeded.
   */
  probe(row: Credentials): Promise<Result<undefined, StoreError>>;
  /**
   * Writes into up to ten rows in one call where the store takes it, one outcome a row in their order. Success means that
   * at least the refresh token (where there are tokens) is stored.
   */
  saveRows(rows: readonly RowToSave[]): Promise<readonly Result<undefined, StoreError>[]>;
}
