import type { Result } from "../core/result";
import type { TokenContext } from "./context";
import type { CreatorRegistry, CreatorState } from "./creator-state";
import type { Demand } from "./demand";
import type { Lease } from "./lease";
import type { Offers } from "./offers";
import type { Saver } from "./saving";
import type { Session } from "./session";
import type { TokenError, TokenErrorCode } from "./token-error";

/** Pause for all creators after the token endpoint asked for one. Shared, since its limits are by client and address. */
export interface Cooldown {
  until: number;
}

/** What the parts of a refresh share. */
export interface RefreshParts {
  readonly context: TokenContext;
  readonly registry: CreatorRegistry;
  readonly saver: Saver;
  readonly cooldown: Cooldown;
  /** Where sessions go that prove to be another creator's. */
  readonly offers: Offers;
}

/** One turn of a refresh, under its lease. */
export interface Turn {
  readonly state: CreatorState;
  readonly demand: Demand;
  readonly lease: Lease;
  /** A turn after another reads the row again, whatever its age. */
  readonly mustRead: boolean;
  /** The turn before lost its answer, and this one repeats it after the pause that this takes. */
  readonly isReplay: boolean;
}

/** `again`: something changed, such as another token in the row. `replay`: a lost answer may be asked for again. */
export type TurnResult = Result<Session, TokenError> | "again" | "replay";

/** What was sent for whom. */
export interface Sent {
  readonly state: CreatorState;
  /** Fingerprint of the token that was sent. */
  readonly sent: string;
  /** The lease under which it was sent. */
  readonly owner: string;
  /** LTK had refused the access token, so that a new one was wanted before its time. */
  readonly isForced: boolean;
}

/** What follows from a grant's outcome. */
export type Settlement =
  /** While the answer was under way somebody put a new session into the row, and that one holds. */
  | { readonly kind: "superseded" }
  /** New tokens are held; they are to be saved and served. */
  | { readonly kind: "granted" }
  /** They are another creator's, whose session had been put into this row. They are kept for her. */
  | { readonly kind: "misplaced" }
  /** Auth0 refused the token; another one may stand in the row by now. */
  | { readonly kind: "refused"; readonly error: string }
  /** No tokens, and no more sending for now. */
  | { readonly kind: "stopped"; readonly code: TokenErrorCode; readonly message: string }
  /** The answer was lost: the same token is to be sent again after `delayMs` (rule R5). */
  | { readonly kind: "lost"; readonly delayMs: number };
