import "server-only";
import type { Creator } from "@/lib/airtable/creators";
import type { ConnectionState } from "@/lib/contracts/connection.url";
import { redact } from "@/lib/core/redact";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "@/lib/core/time";
import type { TokenStatus } from "@/lib/token-manager/token-manager";

/** What a connection is judged from, besides its row. */
export interface ConnectionFacts {
  /** What this process knows of the session; `undefined`: nothing. */
  readonly status: TokenStatus | undefined;
  /** Why the row cannot be used, whatever session it holds. */
  readonly problem: string | undefined;
  /** When the row was read. */
  readonly readAt: number;
  readonly now: number;
  /** Whether this deployment renews sessions. */
  readonly canRenew: boolean;
}

/** How a connection stands, and why. */
export interface Judgement {
  readonly state: ConnectionState;
  readonly note: string | null;
  /** What the row says went wrong last, when the note does not say it. */
  readonly lastError: string | null;
}

/** A token that ends within this time is renewed by the next cron run. */
const DUE_MS = HOUR_MS;
/** Tokens that the journal holds wait for company before they are written; longer than this means that they cannot be. */
const BACKLOG_MS = 10 * MINUTE_MS;

/** Judges one connection. What is not known is never called active. Pure. */
export function judgeConnection(creator: Creator, facts: ConnectionFacts): Judgement {
  const row = isRowOutdated(facts) ? { ...creator, ...OVERTAKEN } : creator;
  const state = stateOf(row, facts);
  const note = noteOf(row, facts, state);
  // People and older tools write into that cell what they like.
  const error = row.statusMessage === undefined ? null : redact(row.statusMessage);
  return { state, note, lastError: error !== null && note?.includes(error) ? null : error };
}

/** What a row says of its session before newer tokens have reached it. */
const OVERTAKEN = { status: "active", statusMessage: undefined } as const;

/** True while this process holds newer tokens than the row did when it was read. */
function isRowOutdated({ status, readAt }: ConnectionFacts): boolean {
  return status?.grantedAt !== undefined && (!status.isInStore || status.grantedAt >= readAt);
}

function stateOf(row: Creator, { status, problem, now }: ConnectionFacts): ConnectionState {
  if (problem !== undefined) return "incomplete";
  if (row.status === "paused") return "paused";
  if (isUnreadable(status)) return "unreadable";
  if (status?.isDead === true || row.status === "needs_reauth") return "needs_reauth";
  const hasSession = status?.hasSession ?? !row.missing.includes("Refresh_Token");
  if (!hasSession) {
    const wasConnected = row.lastRefreshedAt !== undefined || row.sessionCapturedAt !== undefined;
    return wasConnected ? "not_connected" : "never_connected";
  }
  if (status?.isInDoubt === true) return "in_doubt";
  if (status?.isSaved === false) return "not_saved";
  if (row.status === "error") return "failing";
  if (status?.journalProblem === "unreachable") return "unknown";
  const isProven = row.status !== "unknown" || status?.grantedAt !== undefined;
  if (status?.expiresAt === undefined || !isProven) return "unknown";
  if (status.expiresAt <= now) return "overdue";
  return status.expiresAt - now <= DUE_MS ? "renewal_due" : "active";
}

function isUnreadable(status: TokenStatus | undefined): boolean {
  const isRowUnreadable = status?.hasSession === false && status.rowProblem === "unreadable";
  return status?.journalProblem === "unreadable" || isRowUnreadable;
}

function noteOf(row: Creator, facts: ConnectionFacts, state: ConnectionState): string | null {
  const { status, problem, canRenew } = facts;
  switch (state) {
    case "incomplete":
      return problem ?? null;
    case "paused":
      return "Its Status in Airtable says so; set it to active to go on.";
    case "needs_reauth":
      return describeEnd(row, facts);
    case "never_connected":
    case "not_connected":
      return `${describeRow(status)} Paste a session of hers.`;
    case "in_doubt":
      return "The answer to the last renewal was lost; it is being repeated.";
    case "not_saved":
      return "Renewed tokens are held in memory; Airtable does not take them yet.";
    case "renewal_due":
    case "overdue":
      return canRenew
        ? "Renewed by the next run, or by the next visit to her page."
        : "This deployment does not renew sessions; another one has to.";
    case "unreadable":
      return "Her tokens are encrypted under a key this deployment does not have. Put the former key into TOKEN_KEYS, or paste a new session.";
    case "unknown":
      if (status?.journalProblem === "unreachable") {
        return "The shared store does not answer; until it does, no session is renewed.";
      }
      return row.status === "unknown"
        ? "Airtable does not say how this session stands; the next renewal tells."
        : "No token of hers can be read yet; the next renewal tells.";
    case "active":
    case "failing":
      return describeFinding(facts);
  }
}

/** Why a session is over, and what to do differently next time. */
function describeEnd(row: Creator, { status, now }: ConnectionFacts): string {
  if (status?.isOfOther === true) {
    return "The session in her row proved to be another creator's; it is kept for that creator for a day. Paste one of hers.";
  }
  if (status?.wasInDoubt === true) {
    return "The answer to a renewal was lost on the way, and LTK then refused to repeat it.";
  }
  const said = row.status === "needs_reauth" ? row.statusMessage : undefined;
  const cause = said === undefined ? "LTK ended this session." : redact(said);
  return wasShared(row, status?.diedAt ?? row.lastRefreshedAt ?? now)
    ? `${cause} The same LTK session is most likely still open in a browser. Reconnect from a private window.`
    : cause;
}

/** A session that dies within a day of its capture was most likely shared with a browser. */
function wasShared({ sessionCapturedAt }: Creator, diedAt: number): boolean {
  return sessionCapturedAt !== undefined && diedAt - sessionCapturedAt < DAY_MS;
}

/** What stands in the row instead of a session. */
const FOUND: Readonly<Record<NonNullable<TokenStatus["rowProblem"]>, string>> = {
  blank: "a blank Refresh_Token",
  text: "text that is no token as Refresh_Token",
  another_row: "another row's session",
  another_creator: "another creator's session",
  unreadable: "tokens sealed under a key that is not in TOKEN_KEYS",
  spent: "an older session of hers, which is spent",
  version: "another Token_Version",
};

function describeRow(status: TokenStatus | undefined): string {
  return `Her row in Airtable holds ${FOUND[status?.rowProblem ?? "blank"]}.`;
}

/** What was found in the row of a session that works all the same. */
function describeFinding({ status, now }: ConnectionFacts): string | null {
  if (status === undefined) return null;
  if (status.isRenewedElsewhere) {
    return "Another program renews this session, too: new tokens keep appearing in her row. Stop it there, or one of the two will lock her out.";
  }
  if (status.rowProblem === "version") {
    return "Token_Version had been edited in her row; it was put right.";
  }
  if (status.rowProblem !== undefined) {
    return `Her row in Airtable held ${FOUND[status.rowProblem]}; the session in use was put back.`;
  }
  if (!status.isInStore && now - (status.grantedAt ?? now) > BACKLOG_MS) {
    return "Airtable does not take her newest tokens; the shared store holds them until it does.";
  }
  return status.changedOutsideAt === undefined
    ? null
    : "Changed outside: a new session was put into her row by hand, and is in use.";
}
