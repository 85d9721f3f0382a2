import { SECOND_MS } from "../core/time";
import type { CreatorState } from "./creator-state";
import { loadEntry } from "./entries";
import type { Lease } from "./lease";
import type { RefreshParts } from "./refresh-parts";
import { loadSession, type Session } from "./session";

const FIRST_WAIT_MS = SECOND_MS;
const MAX_TRIES = 5;

/**
 * Sees new tokens into their first durable home (rule R2). With a durable journal they are there already, and Airtable
 * follows when it can. Without one, or when it failed just now, Airtable is asked at once; while neither takes them, the
 * lease is kept for a while, since whoever else gets it knows only the spent token.
 */
export async function land(
  parts: RefreshParts,
  { state, lease }: { readonly state: CreatorState; readonly lease: Lease },
): Promise<Session> {
  const { context, registry, saver } = parts;
  const { isDurable } = context.journal;
  if (!isDurable || !state.isJournaled) {
    state.isLanding = true;
    await saver.saveTokens(state);
  }
  for (let count = 0; count < MAX_TRIES && isDurable && isHomeless(state); count += 1) {
    await context.sleep(FIRST_WAIT_MS * 2 ** count);
    await lease.renew();
    await loadEntry(context, state);
    if (isHomeless(state)) await saver.saveTokens(state);
  }
  saver.saveLater(state);
  return loadSession(context, registry, state);
}

function isHomeless({ isJournaled, entry }: CreatorState): boolean {
  return !isJournaled && entry?.isInStore === false;
}
