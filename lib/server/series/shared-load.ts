import "server-only";
import type { Turns } from "@/lib/cache/turns";
import { err, type Result } from "@/lib/core/result";
import { type Clock, SECOND_MS } from "@/lib/core/time";
import type { ReadFailure } from "../failures";

/** How long a read waits for another process to load what it wants: as long as a load may take. */
const PATIENCE_MS = 12 * SECOND_MS;

/** Something that one of all processes is to load. */
export interface SharedLoad<T> {
  readonly key: string;
  /** What another process may have stored meanwhile; `undefined`: it is still to be loaded. */
  readonly find: () => Promise<T | undefined>;
  readonly load: () => Promise<Result<T, ReadFailure>>;
}

/**
 * Has one of all processes load; the others wait for what it stores, and load for themselves when that takes too long or
 * the store is away.
 */
export async function loadShared<T>(
  { turns, now }: { readonly turns: Turns<ReadFailure>; readonly now: Clock },
  { key, find, load }: SharedLoad<T>,
): Promise<Result<T, ReadFailure>> {
  const untilMs = now() + PATIENCE_MS;
  let turn = await turns.claim(key);
  while (turn.kind === "taken" && now() < untilMs) {
    await turns.wait(key, untilMs);
    const found = await find();
    if (found !== undefined) return { ok: true, value: found };
    turn = await turns.claim(key);
  }
  if (turn.kind === "failed") return err(turn.failure.error);
  if (turn.kind !== "mine") return load();
  let error: ReadFailure | undefined;
  try {
    // It may have come between our look and our turn.
    const found = await find();
    if (found !== undefined) return { ok: true, value: found };
    const loaded = await load();
    if (!loaded.ok) error = loaded.error;
    return loaded;
  } finally {
    await turn.end(error);
  }
}
