import type { TokenContext } from "./context";
import type { CreatorState } from "./creator-state";
import type { Standing } from "./journal";
import { type JournalEntry, spend } from "./journal-entry";

/** What became of a change. `unchanged`: it did not apply to the entry that stands. `failed`: no answer. */
export type Changed = "changed" | "unchanged" | "failed";

/** Computes the next entry from the one that stands; `undefined`: nothing is to be changed. Called again when overtaken. */
export type Change = (entry: JournalEntry | undefined) => JournalEntry | undefined;

/** Somebody else may write at the same moment, but not so often. */
const MAX_TRIES = 5;

/** Takes in a creator's entry as the journal has it. False: it cannot be read. */
export async function loadEntry(context: TokenContext, state: CreatorState): Promise<boolean> {
  const readAt = context.now();
  const before = state.revision;
  const stored = await context.journal.get(state.recordId);
  if (!stored.ok) {
    state.journalProblem = "unreachable";
    return false;
  }
  if (!state.isJournaled) return rejoin(context, state, stored.value);
  // A write of ours that ended meanwhile is newer than this reading. (A store that was emptied begins anew, and is right.)
  const isOlder = state.revision !== before && stored.value.revision < state.revision;
  if (!isOlder) accept(state, stored.value, readAt);
  return state.journalProblem === undefined;
}

/** The same for callers who need no reading of their own: all who ask meanwhile share one. */
export function loadTogether(context: TokenContext, state: CreatorState): Promise<boolean> {
  state.loading ??= loadEntry(context, state).finally(() => {
    state.loading = undefined;
  });
  return state.loading;
}

function accept(state: CreatorState, { revision, entry }: Standing, readAt: number): void {
  const isUnreadable = revision > 0 && entry === undefined;
  state.journalProblem = isUnreadable ? "unreadable" : undefined;
  state.revision = revision;
  if (!isUnreadable) state.entry = entry;
  state.entryReadAt = readAt;
}

/**
 * Changes a creator's entry in the journal, as the successor of the one that it was computed from: when another one was
 * written meanwhile, the change is computed anew from that.
 */
export async function changeEntry(
  context: TokenContext,
  state: CreatorState,
  change: Change,
): Promise<Changed> {
  for (let count = 0; count < MAX_TRIES; count += 1) {
    const next = change(state.entry);
    if (next === undefined) return "unchanged";
    if (!context.canGrant) {
      // Another deployment owns the journal; what this one thinks stays its own.
      state.entry = next;
      return "changed";
    }
    const { revision } = state;
    const put = await context.journal.put(state.recordId, next, revision);
    if (!put.ok) return "failed";
    if (put.value) {
      note(context, state, next, revision + 1);
      return "changed";
    }
    if (!(await loadEntry(context, state))) return "failed";
  }
  return "failed";
}

/** The same for an entry that must not be lost: where the journal does not take it, memory holds it until it does. */
export async function keepEntry(
  context: TokenContext,
  state: CreatorState,
  change: Change,
): Promise<Changed> {
  const changed = await changeEntry(context, state, change);
  if (changed !== "failed") return changed;
  const next = change(state.entry);
  if (next === undefined) return "unchanged";
  if (state.isJournaled) {
    context.log("error", "token_not_journaled", { creator: state.row.slug });
  }
  state.entry = next;
  state.isJournaled = false;
  return "failed";
}

function note(
  context: TokenContext,
  state: CreatorState,
  entry: JournalEntry,
  revision: number,
): void {
  if (revision <= state.revision) return;
  state.isJournaled = true;
  accept(state, { revision, entry }, context.now());
}

/** Brings an entry that only memory holds together with the one that stands. */
async function rejoin(
  context: TokenContext,
  state: CreatorState,
  standing: Standing,
): Promise<boolean> {
  const mine = state.entry;
  const theirs = standing.entry;
  if (mine === undefined) throw new Error("an entry that is not journaled is missing");
  const isOurs =
    theirs === undefined ||
    theirs.fingerprint === mine.fingerprint ||
    mine.spent.includes(theirs.fingerprint);
  // Otherwise somebody put a new session there, which holds; ours is never mistaken for a new one.
  const entry = isOurs ? mine : { ...theirs, spent: spend(theirs.spent, mine.fingerprint) };
  const put = await context.journal.put(state.recordId, entry, standing.revision);
  if (!put.ok || !put.value) return false;
  state.revision = standing.revision;
  note(context, state, entry, standing.revision + 1);
  context.log("info", "token_journaled_late", { creator: state.row.slug, isOurs });
  return true;
}
