import { ok, type Result } from "../core/result";
import type { TokenContext } from "./context";
import type { CreatorRegistry, CreatorState } from "./creator-state";
import { type Decision, decide, type TokenLife } from "./decide";
import { type JournalEntry, spend, type TokenSet } from "./journal";
import { readClaims } from "./jwt";
import { type Lineage, traceLineage } from "./lineage";
import type { Credentials, StoreError } from "./store";

/** The session a creator has now, whether the row or the journal holds it. */
export interface Session {
  readonly tokens: TokenSet;
  /** Of the refresh token; `undefined`: there is none that may be sent. */
  readonly fingerprint: string | undefined;
  readonly version: number;
  readonly isSaved: boolean;
  readonly isDead: boolean;
}

/**
 * Settles which session holds (design §6): traces the row against the journal's entry, takes a new session over from
 * the row, and marks the entry for writing back where the row is behind or broken. Errors: the journal cannot be read.
 */
export async function loadSession(
  context: TokenContext,
  registry: CreatorRegistry,
  state: CreatorState,
): Promise<Result<Session, StoreError>> {
  if (!state.isEntryLoaded) {
    const stored = await context.journal.get(state.recordId);
    if (!stored.ok) return stored;
    state.entry = stored.value;
    state.isEntryLoaded = true;
  }
  const holder = await findHolder(context, registry, state);
  // From here to the entry's change nothing waits, so that two readers never follow the same change twice.
  const { row, entry } = state;
  const fingerprint = fingerprintOf(context, row);
  const lineage = traceLineage({ row, fingerprint, entry, rows: registry.rows(), holder });
  await follow(context, state, lineage, fingerprint);
  return ok(toSession(state, lineage, fingerprint));
}

/** The other record that holds or has spent the row's refresh token, as far as that record still exists. */
async function findHolder(
  context: TokenContext,
  registry: CreatorRegistry,
  state: CreatorState,
): Promise<string | undefined> {
  const fingerprint = fingerprintOf(context, state.row);
  if (fingerprint === undefined || fingerprint === state.entry?.fingerprint) return undefined;
  const holder = await context.journal.holderOf(fingerprint);
  if (holder === undefined || holder === state.recordId) return undefined;
  if (registry.rows().some((other) => other.recordId === holder)) return holder;
  // The row was deleted and made anew: its history goes on under the new record.
  if (state.entry === undefined) await inherit(context, state, holder);
  return undefined;
}

async function inherit(context: TokenContext, state: CreatorState, from: string): Promise<void> {
  const stored = await context.journal.get(from);
  if (!stored.ok || stored.value === undefined) return;
  state.entry = { ...stored.value, isInStore: false };
  await context.journal.put(state.recordId, state.entry);
}

async function follow(
  context: TokenContext,
  state: CreatorState,
  lineage: Lineage,
  fingerprint: string | undefined,
): Promise<void> {
  const { entry, row } = state;
  state.rowProblem =
    lineage.kind === "row_broken" || lineage.kind === "row_only" ? lineage.problem : undefined;
  if (entry === undefined) return;
  switch (lineage.kind) {
    case "row_replaced":
      state.changedOutsideAt = context.now();
      state.forcedAt = undefined;
      state.cooldownUntil = 0;
      await putEntry(context, state, replacedBy(row, fingerprint ?? "", entry, context.now()));
      context.log("info", "token_changed_outside", { creator: row.slug });
      return;
    case "row_behind":
    case "row_broken":
      if (!entry.isInStore) return;
      await putEntry(context, state, { ...entry, isInStore: false });
      context.log("warn", "token_row_repaired", { creator: row.slug, found: lineage.kind });
      return;
    case "same": {
      const isRowLater = endOf(row.accessToken) > endOf(entry.tokens.accessToken);
      if (!isRowLater && (entry.isInStore || row.readAt < entry.changedAt)) return;
      const tokens = isRowLater ? tokensOf(row) : entry.tokens;
      await putEntry(context, state, { ...entry, tokens, isInStore: true });
      return;
    }
    case "row_only":
    case "row_outdated":
      return;
  }
}

function replacedBy(
  row: Credentials,
  fingerprint: string,
  entry: JournalEntry,
  now: number,
): JournalEntry {
  return {
    version: Math.max(entry.version, row.tokenVersion ?? 0) + 1,
    fingerprint,
    spent: spend(entry.spent, entry.fingerprint),
    tokens: tokensOf(row),
    isInStore: true,
    changedAt: Math.min(now, row.readAt),
  };
}

/** Keeps an entry in memory and in the journal. Memory comes first, so that a broken journal loses nothing. */
export async function putEntry(
  context: TokenContext,
  state: CreatorState,
  entry: JournalEntry,
): Promise<Result<undefined, StoreError>> {
  state.entry = entry;
  state.isEntryLoaded = true;
  const put = await context.journal.put(state.recordId, entry);
  if (!put.ok) context.log("error", "token_journal_failed", { creator: state.row.slug });
  return put;
}

function toSession(
  state: CreatorState,
  lineage: Lineage,
  rowFingerprint: string | undefined,
): Session {
  const { entry, row } = state;
  if (entry === undefined) {
    const mayBeUsed =
      lineage.kind !== "row_only" || lineage.problem === undefined || lineage.problem === "blank";
    const hasNoProblem = lineage.kind !== "row_only" || lineage.problem === undefined;
    return {
      tokens: mayBeUsed ? tokensOf(row) : NO_TOKENS,
      fingerprint: hasNoProblem ? rowFingerprint : undefined,
      version: row.tokenVersion ?? 0,
      isSaved: true,
      isDead: rowFingerprint !== undefined && row.deadFingerprint === rowFingerprint,
    };
  }
  return {
    tokens: entry.tokens,
    fingerprint: entry.fingerprint,
    version: entry.version,
    isSaved: entry.isInStore,
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

/** The session a row holds. */
export function tokensOf(row: Credentials): TokenSet {
  const { accessToken, idToken, refreshToken } = row;
  return { accessToken, idToken, refreshToken, isIdRenewed: true, grantedAt: undefined };
}

/** The fingerprint of a row's refresh token. */
export function fingerprintOf(context: TokenContext, row: Credentials): string | undefined {
  return row.refreshToken === undefined ? undefined : context.fingerprint(row.refreshToken);
}

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

function endOf(token: string | undefined): number {
  return lifeOf(token)?.expiresAt ?? 0;
}
