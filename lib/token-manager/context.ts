import type { Clock, Defer, Sleep } from "../core/time";
import type { RequestGrant } from "./auth0";
import type { Fingerprint } from "./fingerprint";
import type { Journal } from "./journal";
import type { Leases } from "./lease";
import type { TokenStore } from "./store";

/** Writes one log line. No field ever holds a token. */
export type TokenLog = (
  level: "info" | "warn" | "error",
  event: string,
  fields?: Readonly<Record<string, string | number | boolean | null | undefined>>,
) => void;

/** What the parts of the manager share. Nothing in this folder reaches for a clock, a network or chance by itself. */
export interface TokenContext {
  readonly store: TokenStore;
  readonly journal: Journal;
  readonly leases: Leases;
  readonly requestGrant: RequestGrant;
  readonly fingerprint: Fingerprint;
  /** Used when neither the row nor the token names a client. */
  readonly clientId: string | undefined;
  /** False: this deployment never grants and never writes (rule R9). */
  readonly canGrant: boolean;
  readonly now: Clock;
  readonly sleep: Sleep;
  readonly random: () => number;
  readonly defer: Defer;
  readonly log: TokenLog;
}
