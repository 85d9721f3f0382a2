import type { Slug } from "../core/brand";
import type { CreatorState } from "./creator-state";
import { changeEntry } from "./entries";
import { firstEntry } from "./home";
import type { RefreshParts } from "./refresh-parts";
import { look } from "./turn";

/** What became of a sweep: how many creators' tokens are sealed under the current key, and who is left. */
export interface Resealed {
  readonly sealed: number;
  /** Their row or journal cannot be read or written now, holds no session, or is being renewed: ask again later. */
  readonly left: readonly Slug[];
}

/**
 * Seals every creator's tokens under the current key, in the row and in the journal, so that an older key can be
 * dropped. Spends nothing; one creator after the other, each under her lease.
 */
export async function reseal(parts: RefreshParts): Promise<Resealed> {
  const { saver, registry } = parts;
  const states = registry.states();
  for (const state of states) {
    if (await prepare(parts, state)) saver.saveLater(state);
  }
  await saver.whenSaved();
  const left = states.filter(({ row, isRewriteDue }) => isRewriteDue || !row.isSealed);
  return { sealed: states.length - left.length, left: left.flatMap(({ row }) => row.slug ?? []) };
}

/** Writes the journal's entry anew, and marks the row. False: it cannot be done now. */
async function prepare(parts: RefreshParts, state: CreatorState): Promise<boolean> {
  const { context } = parts;
  if (!context.canGrant) return false;
  const acquired = await context.leases.acquire(state.recordId);
  const lease = acquired.ok ? acquired.value : undefined;
  if (lease === undefined) return false;
  try {
    const session = await look(parts, state, { mustRead: true });
    if (!session.ok || session.value.fingerprint === undefined) return false;
    const { fingerprint } = session.value;
    const changed = await changeEntry(context, state, (entry) =>
      entry === undefined ? firstEntry(state, session.value, fingerprint) : { ...entry },
    );
    state.isRewriteDue = changed === "changed";
    return state.isRewriteDue;
  } finally {
    await lease.release();
  }
}
