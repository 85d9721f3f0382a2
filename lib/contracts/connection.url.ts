/** How a creator's connection to LTK stands, as /settings shows it. */
export type ConnectionState =
  | "active"
  | "renewal_due"
  | "in_doubt"
  | "not_saved"
  | "failing"
  | "needs_reauth"
  | "never_connected"
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
  /** The cause as far as it is known, or what to mend; one or two sentences. */
  readonly note: string | null;
  /** ISO times; `null`: not known. */
  readonly accessExpiresAt: string | null;
  readonly lastRenewedAt: string | null;
  /** Days since the creator logged in to LTK for us; sessions end after about 30. */
  readonly sessionAgeDays: number | null;
  readonly canConnect: boolean;
  /** A session of this account was pasted for another creator and is kept for a day. */
  readonly hasOffer: boolean;
}
