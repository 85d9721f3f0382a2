import type { Slug } from "../core/brand";
import { DAY_MS } from "../core/time";
import { isRenewedElsewhere } from "./follow";
import { FOREIGN_SESSION } from "./journal-entry";
import type { RefreshParts } from "./refresh-parts";
import { fingerprintOf, tokensOf } from "./row-session";
import { judge } from "./session";
import type { RowProblem } from "./store";

/** What this process knows of a creator's session beyond her row, for /settings and health. Names no token. */
export interface TokenStatus {
  /** There is a refresh token that may be sent, or was until it died. */
  readonly hasSession: boolean;
  /** The answer to a refresh was lost, and the same token will be sent again. */
  readonly isInDoubt: boolean;
  /** False: a token stands in Airtable in plain text, or under an older key. */
  readonly isSealed: boolean;
  /** False: Airtable does not hold the tokens yet. */
  readonly isInStore: boolean;
  /** False: they are held in this process's memory only. */
  readonly isSaved: boolean;
  readonly isDead: boolean;
  /** The session died because the answer that held its successor was lost. */
  readonly wasInDoubt: boolean;
  /** It is over because it proved to be another creator's. */
  readonly isOfOther: boolean;
  /** When the session died. */
  readonly diedAt: number | undefined;
  /** When somebody was found to have put a new session into the row by hand. */
  readonly changedOutsideAt: number | undefined;
  /** That keeps happening: another program renews this creator's session, too. */
  readonly isRenewedElsewhere: boolean;
  /** What stood in the row instead of the session, now or within the last day. */
  readonly rowProblem: RowProblem | undefined;
  /** Why the journal does not tell how the session stands. */
  readonly journalProblem: "unreachable" | "unreadable" | undefined;
  /** When LTK's refusal of a token last forced a grant. */
  readonly forcedAt: number | undefined;
  readonly version: number | undefined;
  /** The earlier end of the tokens at hand, epoch milliseconds; `undefined`: there are none that can be read. */
  readonly expiresAt: number | undefined;
  /** When the tokens were granted to us; `undefined`: they were read from the row. */
  readonly grantedAt: number | undefined;
}

/** How long /settings tells what was found in a row and put right. */
const FINDING_MS = DAY_MS;

/** See `TokenManager.statusOf`. */
export function statusOf({ context, registry }: RefreshParts, slug: Slug): TokenStatus | undefined {
  const found = registry.find(slug);
  if (found.kind !== "found") return undefined;
  const { entry, row, rowProblem, journalProblem, isJournaled } = found.state;
  const now = context.now();
  const fingerprint = entry?.fingerprint ?? fingerprintOf(context, row);
  const dead = entry?.dead?.fingerprint === fingerprint ? entry?.dead : undefined;
  const isRowDead = fingerprint !== undefined && row.deadFingerprint === fingerprint;
  const tokens = entry?.tokens ?? tokensOf(row);
  const { expiresAt } = judge(tokens, now);
  const isInStore = entry?.isInStore !== false;
  const finding = entry?.finding;
  const isRecent = finding !== undefined && now - finding.at < FINDING_MS;
  return {
    hasSession: entry !== undefined || (fingerprint !== undefined && rowProblem === undefined),
    isInDoubt: (entry?.intent?.lostAnswers ?? 0) > 0,
    isSealed: row.isSealed,
    isInStore,
    isSaved: isInStore || (context.journal.isDurable && isJournaled),
    isDead: dead !== undefined || isRowDead,
    wasInDoubt: dead?.wasInDoubt ?? false,
    isOfOther: dead?.error === FOREIGN_SESSION,
    diedAt: dead?.at,
    changedOutsideAt: entry?.replacedAt?.at(-1),
    isRenewedElsewhere: isRenewedElsewhere(entry, now),
    rowProblem: rowProblem ?? (isRecent ? finding.problem : undefined),
    journalProblem,
    forcedAt: entry?.forcedAt,
    version: entry?.version ?? row.tokenVersion,
    expiresAt: expiresAt === 0 ? undefined : expiresAt,
    grantedAt: tokens.grantedAt,
  };
}
