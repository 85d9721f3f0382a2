import { err, type Result } from "../core/result";
import { SECOND_MS } from "../core/time";
import type { TokenContext } from "./context";
import type { CreatorRegistry, CreatorState } from "./creator-state";
import { changeEntry, loadEntry } from "./entries";
import type { JournalEntry } from "./journal";
import { isSaveDue, rowWith, toWrite, type Write } from "./row-writes";
import { loadSession } from "./session";
import type { StoreError } from "./store";

/** Writes what the manager holds into the rows, tokens first. */
export interface Saver {
  /** One attempt to save one creator's tokens now, after any write under way. */
  saveTokens(state: CreatorState): Promise<void>;
  /**
   * Saves in the background what is not saved yet, together with other creators' when it may wait, with a bounded number
   * of attempts.
   */
  saveLater(state: CreatorState): void;
  /** Sends what waits for company, and resolves when every write begun so far has landed or failed. */
  whenSaved(): Promise<void>;
}

const MAX_BATCH = 10;
const MAX_ATTEMPTS = 5;
const FIRST_WAIT_MS = 2 * SECOND_MS;
/** How long tokens that the journal holds wait for others: a batch costs one call, whatever its size. */
const COMPANY_MS = 10 * SECOND_MS;
/** A row read longer ago may have been changed by a person since; it is read again before it counts or is overwritten. */
export const ROW_AGE_MS = 30 * SECOND_MS;

/** Makes the part that writes. Only writes are repeated here: a refresh token is never sent again to make up for one. */
export function createSaver(context: TokenContext, registry: CreatorRegistry): Saver {
  const due = new Set<CreatorState>();
  let draining: Promise<void> | undefined;
  let waiting: { readonly forWhat: "company" | "turn"; readonly end: () => void } | undefined;
  let isHurried = false;

  async function drain(): Promise<void> {
    while (due.size > 0) {
      await waitForCompany();
      const batch = [...due].filter(({ nextSaveAt }) => nextSaveAt <= context.now());
      if (batch.length === 0) await waitForTurn();
      else await attempt(batch.slice(0, MAX_BATCH));
    }
  }

  /** Only tokens that the journal holds may wait. */
  async function waitForCompany(): Promise<void> {
    const isSafe = context.journal.isDurable && [...due].every(({ isJournaled }) => isJournaled);
    if (isSafe && due.size < MAX_BATCH && !isHurried) await wait("company", COMPANY_MS);
  }

  /** Everything due was refused before; the earliest may be tried again after a while. */
  async function waitForTurn(): Promise<void> {
    const earliest = Math.min(...[...due].map(({ nextSaveAt }) => nextSaveAt));
    await wait("turn", earliest - context.now() + context.random() * SECOND_MS);
  }

  async function wait(forWhat: "company" | "turn", ms: number): Promise<void> {
    const ended = new Promise<void>((end) => {
      waiting = { forWhat, end };
    });
    await Promise.race([context.sleep(ms), ended]);
    waiting = undefined;
  }

  async function attempt(batch: readonly CreatorState[]): Promise<void> {
    for (const state of batch) state.saveAttempts += 1;
    const known = await Promise.all(batch.map(isRowKnown));
    await write(
      batch.filter((_, index) => known[index]),
      "all",
    );
    for (const state of batch) {
      const isOver = !isSaveDue(state) || state.saveAttempts >= MAX_ATTEMPTS;
      if (isOver) due.delete(state);
      else if (state.nextSaveAt <= context.now()) {
        state.nextSaveAt = context.now() + FIRST_WAIT_MS * 2 ** (state.saveAttempts - 1);
      }
    }
  }

  /** False: the journal or the row cannot be read, so the row must not be overwritten either. */
  async function isRowKnown(state: CreatorState): Promise<boolean> {
    if (context.journal.isDurable && !(await loadEntry(context, state))) return isHeldHere(state);
    if (context.now() - state.row.readAt <= ROW_AGE_MS) return true;
    const read = await context.store.readCredentials(state.recordId);
    if (!read.ok) {
      noteFailure(state, read.error);
      return false;
    }
    registry.observeRow(read.value);
    await loadSession(context, registry, state);
    return true;
  }

  /** Writes one call's worth of rows, after any write of the same rows under way. */
  function write(batch: readonly CreatorState[], what: "tokens" | "all"): Promise<void> {
    const turn = Promise.all(batch.map(({ writes }) => writes)).then(() => writeNow(batch, what));
    for (const state of batch) state.writes = turn.catch(() => undefined);
    return turn;
  }

  async function writeNow(batch: readonly CreatorState[], what: "tokens" | "all"): Promise<void> {
    const writes = batch.flatMap((state) => toWrite(state, what, context.now()) ?? []);
    if (writes.length === 0) return;
    const outcomes = await context.store.saveRows(writes.map(({ row }) => row));
    await Promise.all(
      writes.map((written, index) => noteOutcome(written, outcomes[index] ?? NO_OUTCOME)),
    );
  }

  async function noteOutcome(written: Write, outcome: Result<undefined, StoreError>) {
    const { state, entry, row } = written;
    if (!outcome.ok) {
      noteFailure(state, outcome.error);
      return;
    }
    if (row.status !== undefined) state.isStatusDue = false;
    if (row.tokens === undefined) return;
    state.isRewriteDue = false;
    registry.observeRow(rowWith(state.row, entry, context.now()));
    // Meanwhile a newer grant or a person may have moved the entry on; then that one is still to be saved.
    const arrived = (current: JournalEntry | undefined) =>
      current?.fingerprint === entry.fingerprint
        ? { ...current, isInStore: true, login: undefined }
        : undefined;
    const changed = await changeEntry(context, state, arrived);
    // An entry that only this process holds has a home now, whether or not the journal can be told.
    if (changed === "failed" && !state.isJournaled)
      state.entry = arrived(state.entry) ?? state.entry;
    context.log("info", "token_saved", { creator: state.row.slug, version: entry.version });
  }

  function noteFailure(state: CreatorState, error: StoreError): void {
    state.nextSaveAt = context.now() + (error.retryAfterMs ?? 0);
    context.log("error", "token_not_saved", { creator: state.row.slug, reason: error.code });
  }

  return {
    saveTokens: (state) => write([state], "tokens"),
    saveLater(state) {
      if (!context.canGrant || due.has(state) || !isSaveDue(state)) return;
      state.saveAttempts = 0;
      due.add(state);
      if (waiting?.forWhat === "turn" || due.size >= MAX_BATCH) waiting?.end();
      draining ??= drain().finally(() => {
        draining = undefined;
      });
      const drained = draining;
      context.defer(() => drained);
    },
    async whenSaved() {
      isHurried = true;
      if (waiting?.forWhat === "company") waiting.end();
      try {
        await draining;
      } finally {
        isHurried = false;
      }
    },
  };
}

const NO_OUTCOME = err<StoreError>({ code: "no_outcome", message: "the store said nothing" });

/** While the journal is away, tokens that only this process holds are still to be saved. */
function isHeldHere({ isJournaled, entry }: CreatorState): boolean {
  return !isJournaled && entry?.isInStore === false;
}
