import { err } from "../core/result";
import type { TokenContext } from "./context";
import type { CreatorState } from "./creator-state";
import { changeEntry } from "./entries";
import type { Intent, JournalEntry } from "./journal-entry";
import { LEASE_MS } from "./lease";
import { kvUnavailable } from "./obstacle";
import type { Turn, TurnResult } from "./refresh-parts";
import { tokensOf } from "./row-session";
import type { Session } from "./session";
import { tokenErr } from "./token-error";

/** A holder that slept longer than this since it renewed its lease may have a successor, so it sends nothing. */
const MAX_PAUSE_MS = LEASE_MS / 2;

/**
 * Proves that new tokens will have a home, and notes what is about to be sent (rule R2): in the journal, and where that
 * lives in memory only, by a harmless write to the row. `open`: the token `sent` may be redeemed now.
 */
export async function openHome(
  context: TokenContext,
  turn: Turn,
  session: Session,
  sent: string,
): Promise<"open" | TurnResult> {
  const { state, lease } = turn;
  if (!context.journal.isDurable) {
    const probe = await context.store.probe(state.row);
    if (!probe.ok) {
      const message = `Airtable does not take writes (${probe.error.code}), so no token is spent.`;
      return tokenErr("airtable_unavailable", message);
    }
  }
  const before = state.entry?.intent;
  const intent = intentOf(before, { fingerprint: sent, owner: lease.owner, at: context.now() });
  const noted = await changeEntry(context, state, (entry) => {
    const standing = entry ?? firstEntry(state, session, sent);
    const isAsSeen = standing.fingerprint === sent && isSame(standing.intent, before);
    return isAsSeen ? { ...standing, intent } : undefined;
  });
  // Somebody put a new session there meanwhile, or is sending this one.
  if (noted === "unchanged") return "again";
  if (noted === "failed") return err(kvUnavailable());
  const renewedAt = context.now();
  const isHeld = await lease.renew();
  if (isHeld && context.now() - renewedAt < MAX_PAUSE_MS) {
    if (before !== undefined) context.log("info", "token_replayed", { creator: state.row.slug });
    return "open";
  }
  // Nothing was sent under this intent.
  await changeEntry(context, state, (entry) =>
    entry !== undefined && isSame(entry.intent, intent) ? { ...entry, intent: before } : undefined,
  );
  return tokenErr("token_wait", "Somebody else is renewing the session.");
}

/** An intent that is found already means that an answer was lost: its holder listens no more. */
function intentOf(before: Intent | undefined, next: Omit<Intent, "lostAnswers">): Intent {
  return { ...next, lostAnswers: before === undefined ? 0 : Math.max(1, before.lostAnswers) };
}

function isSame(one: Intent | undefined, other: Intent | undefined): boolean {
  return one?.owner === other?.owner && one?.at === other?.at;
}

/** The row's session, which the journal meets for the first time. */
export function firstEntry(
  { row }: CreatorState,
  session: Session,
  fingerprint: string,
): JournalEntry {
  return {
    version: session.version,
    fingerprint,
    spent: [],
    tokens: tokensOf(row),
    isInStore: true,
    changedAt: row.readAt,
  };
}
