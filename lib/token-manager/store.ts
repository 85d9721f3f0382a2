import type { Slug } from "../core/brand";
import type { Result } from "../core/result";

/** What the creators' table says about a creator. `unknown`: blank, or a word this project does not use. */
export type CreatorStatus = "active" | "expiring" | "error" | "needs_reauth" | "paused" | "unknown";

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
  readonly tokenVersion: number | undefined;
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
  /** Writes the three tokens. Success means that at least the refresh token is stored. */
  saveTokens(recordId: string, tokens: TokensToSave): Promise<Result<undefined, StoreError>>;
  /** Writes status, error text and failure count. */
  saveStatus(recordId: string, status: StatusToSave): Promise<Result<undefined, StoreError>>;
}
