import type { JournalEntry } from "./journal-entry";
import { isOwn, otherOwner } from "./ownership";
import type { Credentials, RowProblem } from "./store";

/** How a row stands to the journal's entry for it (design §6). */
export type Lineage =
  /** No entry: the row is all there is. `problem`: and it holds no session of this creator's. */
  | { readonly kind: "row_only"; readonly problem: RowProblem | undefined }
  /** Both hold the same refresh token. */
  | { readonly kind: "same" }
  /** The row was read before the entry changed, so it says nothing. */
  | { readonly kind: "row_outdated" }
  /** The row holds a refresh token that is spent: undo, restore, a slow writer. The entry is written back. */
  | { readonly kind: "row_behind" }
  /** Somebody put a new session into the row: it wins. */
  | { readonly kind: "row_replaced" }
  /** The row holds no session of this creator's: the entry wins and is written back. */
  | { readonly kind: "row_broken"; readonly problem: RowProblem };

/** What lineage is traced from. `fingerprint` is the row's refresh token's. */
export interface LineageFacts {
  readonly row: Credentials;
  readonly fingerprint: string | undefined;
  readonly entry: JournalEntry | undefined;
  readonly rows: readonly Credentials[];
  /** The record whose journal entry holds or has spent the row's refresh token. */
  readonly holder: string | undefined;
}

/** Compares a row with its journal entry, by fingerprint and never by version. Pure. */
export function traceLineage(facts: LineageFacts): Lineage {
  const { row, fingerprint, entry } = facts;
  if (entry === undefined) return { kind: "row_only", problem: findProblem(facts) };
  if (fingerprint === entry.fingerprint) return { kind: "same" };
  if (row.readAt < entry.changedAt) return { kind: "row_outdated" };
  if (fingerprint !== undefined && entry.spent.includes(fingerprint)) return { kind: "row_behind" };
  const problem = findProblem(facts);
  return problem === undefined ? { kind: "row_replaced" } : { kind: "row_broken", problem };
}

/** Shorter or spaced text ("TODO", "see the sheet") is no refresh token; Auth0's are opaque and over 40 characters. */
const REFRESH_TOKEN = /^[^\s"'<>]{16,}$/;

function findProblem({ row, rows, holder }: LineageFacts): RowProblem | undefined {
  if (row.cellProblem === "unreadable") return "unreadable";
  if (row.cellProblem === "foreign") return "another_row";
  if (row.refreshToken === undefined) return "blank";
  if (!REFRESH_TOKEN.test(row.refreshToken)) return "text";
  if (otherOwner(row, row, rows) !== undefined) return "another_creator";
  if (holder !== undefined && holder !== row.recordId) return "another_row";
  const twins = rows.filter((other) => other.refreshToken === row.refreshToken);
  const rightful = twins.find((twin) => isOwn(twin, twin)) ?? twins[0];
  return rightful !== undefined && rightful.recordId !== row.recordId ? "another_row" : undefined;
}
