import { DAY_MS, HOUR_MS, MINUTE_MS } from "../core/time";
import type { TokenContext } from "./context";
import type { CreatorState } from "./creator-state";
import { type Changed, changeEntry } from "./entries";
import { type JournalEntry, spend } from "./journal-entry";
import { endOf } from "./jwt";
import type { Lineage } from "./lineage";
import { fingerprintOf, tokensOf, versionOf } from "./row-session";
import type { Credentials, RowProblem } from "./store";

/** A column that does not take our version is not written again and again. */
const REWRITE_PAUSE_MS = HOUR_MS;
/** After a change of the tokens the row's version may lag behind for a moment. */
const VERSION_LAG_MS = MINUTE_MS;
/** This many replacements are remembered; see `isRenewedElsewhere`. */
const MAX_REPLACED = 3;
const OFTEN_MS = 2 * DAY_MS;

/** True when what the row says calls for a change of the entry. */
export function isToFollow(lineage: Lineage, { entry, row, rewrittenAt }: CreatorState): boolean {
  if (entry === undefined) return false;
  switch (lineage.kind) {
    case "row_replaced":
      return true;
    case "row_behind":
      return entry.isInStore;
    case "row_broken":
      // A cell that we cannot read may hold more than we know: it is left alone until there is something newer.
      return entry.isInStore && lineage.problem !== "unreadable";
    case "same":
      return (
        isRowLater(row, entry) || isArrived(row, entry) || isVersionDue(row, entry, rewrittenAt)
      );
    case "row_only":
    case "row_outdated":
      return false;
  }
}

/** Takes what the row says into the entry. `unchanged`: another entry stands by now, and is to be traced anew. */
export async function follow(
  context: TokenContext,
  state: CreatorState,
  lineage: Lineage,
): Promise<Changed> {
  const { row, entry: seen, rewrittenAt } = state;
  const now = context.now();
  const changed = await changeEntry(context, state, (entry) =>
    entry === undefined || entry.fingerprint !== seen?.fingerprint
      ? undefined
      : followed(context, row, entry, { lineage, now, rewrittenAt }),
  );
  if (changed !== "changed") return changed;
  switch (lineage.kind) {
    case "row_replaced":
      state.cooldownUntil = 0;
      context.log("info", "token_changed_outside", { creator: row.slug });
      break;
    case "row_behind":
    case "row_broken":
      context.log("warn", "token_row_repaired", { creator: row.slug, found: problemOf(lineage) });
      break;
    case "same":
      if (!isVersionDue(row, seen ?? state.entry, rewrittenAt)) break;
      state.isRewriteDue = true;
      state.rewrittenAt = now;
      context.log("warn", "token_row_repaired", { creator: row.slug, found: "version" });
      break;
    default:
  }
  return changed;
}

interface Facts {
  readonly lineage: Lineage;
  readonly now: number;
  readonly rewrittenAt: number | undefined;
}

function followed(
  context: TokenContext,
  row: Credentials,
  entry: JournalEntry,
  { lineage, now, rewrittenAt }: Facts,
): JournalEntry | undefined {
  switch (lineage.kind) {
    case "row_replaced":
      return replacedBy(context, row, entry, now);
    case "row_behind":
    case "row_broken":
      return { ...entry, isInStore: false, finding: { problem: problemOf(lineage), at: now } };
    case "same": {
      const tokens = isRowLater(row, entry) ? tokensOf(row) : entry.tokens;
      const finding = isVersionDue(row, entry, rewrittenAt)
        ? ({ problem: "version", at: now } as const)
        : entry.finding;
      return { ...entry, tokens, isInStore: true, finding };
    }
    case "row_only":
    case "row_outdated":
      return undefined;
  }
}

function problemOf(lineage: Lineage): RowProblem {
  return lineage.kind === "row_broken" ? lineage.problem : "spent";
}

function isRowLater(row: Credentials, entry: JournalEntry): boolean {
  return endOf(row.accessToken) > endOf(entry.tokens.accessToken);
}

/** Our tokens stand in the row: some write of them has arrived. */
function isArrived(row: Credentials, entry: JournalEntry): boolean {
  return !entry.isInStore && row.readAt >= entry.changedAt;
}

/** Somebody edited the version that we wrote. A session put there by hand has whatever version it has. */
function isVersionDue(
  row: Credentials,
  entry: JournalEntry | undefined,
  rewrittenAt: number | undefined,
): boolean {
  if (entry?.tokens.grantedAt === undefined || !entry.isInStore) return false;
  if (row.tokenVersion === undefined) return false;
  const isSettled = row.readAt - entry.changedAt >= VERSION_LAG_MS;
  const isPaused = rewrittenAt !== undefined && row.readAt - rewrittenAt < REWRITE_PAUSE_MS;
  return row.tokenVersion !== entry.version && isSettled && !isPaused;
}

function replacedBy(
  context: TokenContext,
  row: Credentials,
  entry: JournalEntry,
  now: number,
): JournalEntry {
  return {
    version: Math.max(entry.version, versionOf(row)) + 1,
    fingerprint: fingerprintOf(context, row) ?? "",
    spent: spend(entry.spent, entry.fingerprint),
    tokens: tokensOf(row),
    isInStore: true,
    changedAt: Math.min(now, row.readAt),
    replacedAt: [...(entry.replacedAt ?? []), now].slice(-MAX_REPLACED),
  };
}

/** True when the row keeps being given new sessions: another program renews this creator's session, too. */
export function isRenewedElsewhere(entry: JournalEntry | undefined, now: number): boolean {
  const [first] = entry?.replacedAt ?? [];
  return (
    first !== undefined && entry?.replacedAt?.length === MAX_REPLACED && now - first < OFTEN_MS
  );
}
