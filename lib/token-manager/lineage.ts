import type { JournalEntry } from "./journal";
import { readClaims } from "./jwt";
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
  const publisher = publisherOf(row);
  const isOwn = publisher !== undefined && row.publisherIds.includes(publisher);
  const isOther = (other: Credentials) => other.recordId !== row.recordId;
  if (publisher !== undefined && !isOwn) {
    if (rows.some((other) => isOther(other) && other.publisherIds.includes(publisher))) {
      return "another_creator";
    }
  }
  if (holder !== undefined && holder !== row.recordId) return "another_row";
  const twins = rows.filter((other) => other.refreshToken === row.refreshToken);
  const rightful = twins.find((twin) => namesOwnPublisher(twin)) ?? twins[0];
  return rightful !== undefined && isOther(rightful) ? "another_row" : undefined;
}

function namesOwnPublisher(row: Credentials): boolean {
  const publisher = publisherOf(row);
  return publisher !== undefined && row.publisherIds.includes(publisher);
}

/** The publisher that the row's id or access token names. */
function publisherOf(row: Credentials): string | undefined {
  return [row.idToken, row.accessToken]
    .map((token) => (token === undefined ? undefined : readClaims(token)?.publisherId))
    .find((publisher) => publisher !== undefined);
}
