import { MINUTE_MS } from "../core/time";
import type { TokenContext } from "./context";
import type { CreatorRegistry, CreatorState } from "./creator-state";
import { changeEntry } from "./entries";
import { fingerprintOf } from "./row-session";

/** Pages ask again and again; who holds a token hardly ever changes. */
const REMEMBERED_MS = MINUTE_MS;

/**
 * The other record that holds or has spent the row's refresh token, as far as that record still exists. Asks the
 * journal only when its entry for this creator does not tell.
 */
export async function findHolder(
  context: TokenContext,
  registry: CreatorRegistry,
  state: CreatorState,
): Promise<string | undefined> {
  const { row, entry } = state;
  const fingerprint = fingerprintOf(context, row);
  if (fingerprint === undefined || fingerprint === entry?.fingerprint) return undefined;
  if (entry?.spent.includes(fingerprint) || state.journalProblem !== undefined) return undefined;
  const holder = await askHolder(context, state, fingerprint);
  if (holder === undefined || holder === state.recordId) return undefined;
  if (registry.rows().some((other) => other.recordId === holder)) return holder;
  // The row was deleted and made anew: its history goes on under the new record.
  if (entry === undefined) await inherit(context, state, holder);
  return undefined;
}

async function askHolder(
  context: TokenContext,
  state: CreatorState,
  fingerprint: string,
): Promise<string | undefined> {
  const { holder } = state;
  const isKnown =
    holder?.fingerprint === fingerprint && context.now() - holder.askedAt < REMEMBERED_MS;
  const answer = isKnown ? holder.answer : context.journal.holderOf(fingerprint);
  if (!isKnown) state.holder = { fingerprint, askedAt: context.now(), answer };
  const asked = await answer;
  if (asked.ok) return asked.value;
  // Whose session this is cannot be known now, so nothing may be granted on it.
  state.holder = undefined;
  state.journalProblem = "unreachable";
  return undefined;
}

async function inherit(context: TokenContext, state: CreatorState, from: string): Promise<void> {
  const stored = await context.journal.get(from);
  const old = stored.ok ? stored.value.entry : undefined;
  if (old === undefined) return;
  await changeEntry(context, state, (entry) =>
    entry === undefined ? { ...old, isInStore: false } : undefined,
  );
}
