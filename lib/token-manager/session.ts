import type { TokenContext } from "./context";
import type { CreatorRegistry, CreatorState } from "./creator-state";
import { type Decision, decide, type TokenLife } from "./decide";
import { loadEntry, loadTogether } from "./entries";
import { follow, isToFollow } from "./follow";
import { findHolder } from "./holder";
import type { TokenSet } from "./journal-entry";
import { readClaims } from "./jwt";
import { type Lineage, traceLineage } from "./lineage";
import { fingerprintOf, tokensOf, versionOf } from "./row-session";

/** The session a creator has now, whether the row or the journal holds it. */
export interface Session {
  readonly tokens: TokenSet;
  /** Of the refresh token; `undefined`: there is none that may be sent. */
  readonly fingerprint: string | undefined;
  readonly version: number;
  /** False: the tokens are in this process's memory only. */
  readonly isSaved: boolean;
  readonly isDead: boolean;
}

/** The row may change once while it is followed; more often means that something else is wrong. */
const MAX_TRACES = 4;

/**
 * Settles which session holds (design §6): traces the row against the journal's entry, takes a new session over from
 * the row, and marks the entry for writing back where the row is behind or broken. While the journal cannot be read
 * (`state.journalProblem`) the answer is what is known without it: good enough to be served, not to be granted on.
 */
export async function loadSession(
  context: TokenContext,
  registry: CreatorRegistry,
  state: CreatorState,
): Promise<Session> {
  const isInStep =
    state.entryReadAt !== undefined && state.isJournaled && state.journalProblem === undefined;
  if (!isInStep) await loadTogether(context, state);
  noteDeath(state);
  for (let count = 0; count < MAX_TRACES; count += 1) {
    const lineage = await trace(context, registry, state);
    if (state.journalProblem !== undefined || !isToFollow(lineage, state)) {
      return toSession(context, state, lineage);
    }
    // What looks like a change of the row may be another process's work, which the journal tells.
    if (context.journal.isDurable && (state.entryReadAt ?? 0) < state.row.readAt) {
      await loadEntry(context, state);
      continue;
    }
    const followed = await follow(context, state, lineage);
    if (followed !== "unchanged") return toSession(context, state, lineage);
  }
  return toSession(context, state, await trace(context, registry, state));
}

/** A session's end that the row does not tell, since Airtable was away when it was found out, is told by whoever sees it. */
function noteDeath(state: CreatorState): void {
  const { entry, row } = state;
  const { dead } = entry ?? {};
  if (dead === undefined || dead.fingerprint !== entry?.fingerprint) return;
  const isTold = [row.deadFingerprint, state.toldDeath].includes(dead.fingerprint);
  if (isTold || row.readAt < dead.at) return;
  state.toldDeath = dead.fingerprint;
  state.isStatusDue = true;
}

async function trace(
  context: TokenContext,
  registry: CreatorRegistry,
  state: CreatorState,
): Promise<Lineage> {
  const holder = await findHolder(context, registry, state);
  const { row, entry } = state;
  const fingerprint = fingerprintOf(context, row);
  const lineage = traceLineage({ row, fingerprint, entry, rows: registry.rows(), holder });
  state.rowProblem =
    lineage.kind === "row_broken" || lineage.kind === "row_only" ? lineage.problem : undefined;
  return lineage;
}

function toSession(context: TokenContext, state: CreatorState, lineage: Lineage): Session {
  const { entry, row } = state;
  const rowFingerprint = fingerprintOf(context, row);
  if (entry === undefined) {
    const problem = lineage.kind === "row_only" ? lineage.problem : undefined;
    const mayBeUsed = problem === undefined || problem === "blank" || problem === "unreadable";
    return {
      tokens: mayBeUsed ? tokensOf(row) : NO_TOKENS,
      fingerprint: problem === undefined ? rowFingerprint : undefined,
      version: versionOf(row),
      isSaved: true,
      isDead: rowFingerprint !== undefined && row.deadFingerprint === rowFingerprint,
    };
  }
  return {
    tokens: entry.tokens,
    fingerprint: entry.fingerprint,
    version: entry.version,
    isSaved: entry.isInStore || (context.journal.isDurable && state.isJournaled),
    isDead:
      entry.dead?.fingerprint === entry.fingerprint || row.deadFingerprint === entry.fingerprint,
  };
}

const NO_TOKENS: TokenSet = {
  accessToken: undefined,
  idToken: undefined,
  refreshToken: undefined,
  isIdRenewed: true,
  grantedAt: undefined,
};

/** Judges a session's tokens now. */
export function judge(tokens: TokenSet, now: number, backgroundMarginMs?: number): Decision {
  const { isIdRenewed, grantedAt } = tokens;
  const freshness = {
    access: lifeOf(tokens.accessToken),
    id: lifeOf(tokens.idToken),
    isIdRenewed,
    grantedAt,
  };
  return decide(freshness, now, backgroundMarginMs);
}

function lifeOf(token: string | undefined): TokenLife | undefined {
  return token === undefined ? undefined : readClaims(token);
}
