/** How a creator's connection to LTK stands, as /settings shows it. */
export type ConnectionState =
  | "active"
  | "renewal_due"
  /** The tokens have ended, and nothing has renewed them. */
  | "overdue"
  | "in_doubt"
  | "not_saved"
  | "failing"
  | "needs_reauth"
  | "never_connected"
  /** There is no session (any more) that could be renewed. */
  | "not_connected"
  /** Its tokens are encrypted under a key that this deployment does not have. */
  | "unreadable"
  | "paused"
  | "incomplete"
  | "unknown";

/** One row of the creators' table with what is known of its session. Names no token; ids by their last two digits. */
export interface Connection {
  readonly key: string;
  /** `null`: the row has none that can be used. */
  readonly slug: string | null;
  readonly name: string;
  /** E.g. "••45"; "unknown" when the row names no publisher. */
  readonly account: string;
  readonly state: ConnectionState;
  /** Nothing improves until somebody acts. */
  readonly needsAction: boolean;
  /** The cause as far as it is known, or what to mend; one or two sentences. */
  readonly note: string | null;
  /** What the row says went wrong last, when the note does not say it. */
  readonly lastError: string | null;
  /** Refused renewals in a row; `null`: not known. */
  readonly consecutiveFailures: number | null;
  /** ISO times; `null`: not known. */
  readonly accessExpiresAt: string | null;
  readonly lastRenewedAt: string | null;
  /** When the creator logged in to LTK for us; `null` also when that session is over. */
  readonly sessionCapturedAt: string | null;
  /** Whole days since then; sessions end after about 30. */
  readonly sessionAgeDays: number | null;
  readonly canConnect: boolean;
  /** A session of this account was pasted for another creator and is kept for a day. */
  readonly hasOffer: boolean;
}
