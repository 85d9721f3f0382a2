import { err } from "../core/result";
import { SECOND_MS } from "../core/time";
import type { TokenContext } from "./context";
import type { CreatorRegistry, CreatorState } from "./creator-state";
import type { JournalEntry } from "./journal";
import { readClaims } from "./jwt";
import { loadSession, putEntry } from "./session";
import type { Credentials, StatusToSave, StoreError, TokensToSave } from "./store";

/** Writes what the manager holds into the row, tokens first. */
export interface Saver {
  /** One attempt to save the tokens, after any write under way. */
  saveTokens(state: CreatorState): Promise<void>;
  /** Saves what is not saved yet, tokens then status, in the background, with a bounded number of attempts. */
  saveLater(state: CreatorState): void;
  /** Resolves when every write begun so far has landed or failed. */
  whenSaved(): Promise<void>;
}

const MAX_ATTEMPTS = 5;
const FIRST_WAIT_MS = 2 * SECOND_MS;
/** A row read longer ago may have been changed by a person since; it is read again before it is overwritten. */
export const ROW_AGE_MS = 30 * SECOND_MS;

/** Makes the part that writes. Only writes are repeated here: a refresh token is never sent again to make up for one. */
export function createSaver(context: TokenContext, registry: CreatorRegistry): Saver {
  const running = new Set<Promise<void>>();

  async function writeTokens(state: CreatorState): Promise<void> {
    const { entry } = state;
    if (entry === undefined || entry.isInStore || entry.tokens.refreshToken === undefined) return;
    const row = { recordId: state.recordId, tokens: toSave(entry, context.now()) };
    const [saved = MISSING] = await context.store.saveRows([row]);
    if (!saved.ok) {
      noteFailure(state, saved.error, "token_not_saved");
      return;
    }
    registry.observeRow(rowWith(state.row, entry, context.now()));
    const { entry: current } = state;
    // Meanwhile a newer grant or a person may have moved the entry on; then that one is still to be saved.
    if (current !== undefined && current.fingerprint === entry.fingerprint) {
      await putEntry(context, state, { ...current, isInStore: true, login: undefined });
    }
  }

  async function writeStatus(state: CreatorState): Promise<void> {
    if (!state.isStatusDue || state.entry?.isInStore === false) return;
    const status = statusToSave(state);
    const [saved = MISSING] = await context.store.saveRows([{ recordId: state.recordId, status }]);
    if (saved.ok) state.isStatusDue = false;
    else noteFailure(state, saved.error, "status_not_saved");
  }

  function noteFailure(state: CreatorState, error: StoreError, event: string): void {
    state.nextSaveAt = context.now() + (error.retryAfterMs ?? 0);
    context.log("error", event, { creator: state.row.slug, reason: error.code });
  }

  function inTurn(state: CreatorState, write: () => Promise<void>): Promise<void> {
    const turn = state.writes.then(write);
    state.writes = turn.catch(() => undefined);
    return turn;
  }

  /** False: the row cannot be read, so it must not be overwritten either. */
  async function isRowKnown(state: CreatorState): Promise<boolean> {
    if (context.now() - state.row.readAt <= ROW_AGE_MS) return true;
    const read = await context.store.readCredentials(state.recordId);
    if (!read.ok) {
      noteFailure(state, read.error, "token_not_saved");
      return false;
    }
    registry.observeRow(read.value);
    return (await loadSession(context, registry, state)).ok;
  }

  async function attempt(state: CreatorState): Promise<void> {
    if (!(await isRowKnown(state))) return;
    await inTurn(state, () => writeTokens(state));
    await inTurn(state, () => writeStatus(state));
  }

  async function saveAll(state: CreatorState): Promise<void> {
    for (let round = 0; round < MAX_ATTEMPTS && isSaveDue(state); round += 1) {
      const waitMs = state.nextSaveAt - context.now();
      if (waitMs > 0) await context.sleep(waitMs + context.random() * SECOND_MS);
      else if (round > 0) await context.sleep(FIRST_WAIT_MS * 2 ** (round - 1));
      await attempt(state);
    }
  }

  return {
    saveTokens: (state) => inTurn(state, () => writeTokens(state)),
    saveLater(state) {
      if (!context.canGrant || state.isSaving || !isSaveDue(state)) return;
      state.isSaving = true;
      const saving = saveAll(state).finally(() => {
        state.isSaving = false;
        running.delete(saving);
      });
      running.add(saving);
      context.defer(() => saving);
    },
    async whenSaved() {
      await Promise.allSettled(running);
    },
  };
}

const MISSING = err<StoreError>({ code: "no_outcome", message: "the store said nothing" });

function isSaveDue(state: CreatorState): boolean {
  return state.isStatusDue || state.entry?.isInStore === false;
}

/** The row as our own write left it, so that an older reading of it is not taken for a change. */
function rowWith(row: Credentials, entry: JournalEntry, now: number): Credentials {
  const { accessToken, idToken, refreshToken } = entry.tokens;
  const clientId = entry.login?.clientId ?? row.clientId;
  const tokens = { accessToken, idToken, refreshToken, clientId };
  return { ...row, ...tokens, tokenVersion: entry.version, readAt: now };
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
  return dead.wasInDoubt
    ? `The answer to a token refresh was lost on the way, and LTK then refused to repeat it (${dead.error}). The creator has to log in again.`
    : `LTK ended this session (${dead.error}). The creator has to log in again.`;
}
