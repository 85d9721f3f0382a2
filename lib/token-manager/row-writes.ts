import type { CreatorState } from "./creator-state";
import type { JournalEntry } from "./journal-entry";
import { FOREIGN_SESSION } from "./journal-entry";
import { readClaims } from "./jwt";
import type { Credentials, RowToSave, StatusToSave, TokensToSave } from "./store";

/** A row to write, and the entry that it was made from. */
export interface Write {
  readonly state: CreatorState;
  readonly entry: JournalEntry;
  readonly row: RowToSave;
}

/** True when the row lacks something of what the manager holds. */
export function isSaveDue({ entry, isStatusDue, isRewriteDue }: CreatorState): boolean {
  return isStatusDue || isRewriteDue || entry?.isInStore === false;
}

/** What a row lacks: its tokens alone, or all. */
export function toWrite(
  state: CreatorState,
  what: "tokens" | "all",
  now: number,
): Write | undefined {
  const { entry, recordId } = state;
  if (entry === undefined || !isSaveDue(state)) return undefined;
  const isTokenDue = !entry.isInStore || state.isRewriteDue;
  const hasTokens = entry.tokens.refreshToken !== undefined;
  const tokens = isTokenDue && hasTokens ? toSave(entry, now) : undefined;
  const status = what === "all" && state.isStatusDue ? statusToSave(state) : undefined;
  return { state, entry, row: { recordId, tokens, status } };
}

/** The row as our own write left it, so that an older reading of it is not taken for a change. */
export function rowWith(row: Credentials, entry: JournalEntry, now: number): Credentials {
  const { accessToken, idToken, refreshToken } = entry.tokens;
  const clientId = entry.login?.clientId ?? row.clientId;
  return {
    ...row,
    accessToken,
    idToken,
    refreshToken,
    clientId,
    tokenVersion: entry.version,
    sealedVersion: row.sealedVersion === undefined ? undefined : entry.version,
    cellProblem: undefined,
    isSealed: true,
    readAt: now,
  };
}

function toSave(entry: JournalEntry, now: number): TokensToSave {
  const { accessToken, idToken, refreshToken = "", grantedAt } = entry.tokens;
  return {
    accessToken,
    idToken,
    refreshToken,
    expiresAt: accessToken === undefined ? undefined : readClaims(accessToken)?.expiresAt,
    refreshedAt: grantedAt ?? now,
    version: entry.version,
    login: entry.login,
  };
}

function statusToSave({ entry, row }: CreatorState): StatusToSave {
  const dead = entry?.dead;
  if (dead === undefined || dead.fingerprint !== entry?.fingerprint) return { kind: "active" };
  return {
    kind: "needs_reauth",
    fingerprint: dead.fingerprint,
    message: describeDeath(dead),
    failures: (row.consecutiveFailures ?? 0) + 1,
  };
}

/** Why a session is over, for people. */
export function describeDeath(dead: {
  readonly error: string;
  readonly wasInDoubt: boolean;
}): string {
  if (dead.error === FOREIGN_SESSION) {
    return "The session that stood here is another creator's; it is kept for her for a day. This creator has to be connected.";
  }
  return dead.wasInDoubt
    ? `The answer to a token refresh was lost on the way, and LTK then refused to repeat it (${dead.error}). The creator has to log in again.`
    : `LTK ended this session (${dead.error}). The creator has to log in again.`;
}
