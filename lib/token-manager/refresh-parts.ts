import type { Result } from "../core/result";
import type { TokenContext } from "./context";
import type { CreatorRegistry, CreatorState } from "./creator-state";
import type { Demand } from "./demand";
import type { Lease } from "./lease";
import type { Offers } from "./offers";
import type { Saver } from "./saving";
import type { Session } from "./session";
import type { TokenError } from "./token-error";

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
