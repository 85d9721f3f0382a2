import { LRUCache } from "lru-cache";
import { ok, type Result } from "@/lib/core/result";
import { SECOND_MS } from "@/lib/core/time";
import type { Cache } from "./cache";
import type { Entries } from "./entries";
import type { Entry } from "./entry";
import { createSingleFlight } from "./single-flight";
import { ERROR_FOR_MS, type RecentFailure, type Turn } from "./turns";

/** How long a read waits for another process to load what it wants: as long as a load may take. */
const PATIENCE_MS = 12 * SECOND_MS;
/** Failures remembered in the process. */
const MAX_FAILURES = 2_000;

/** An entry that is to be loaded. */
export interface Wanted<T, E> {
  readonly creator: string;
  readonly key: string;
  /** What it replaces. */
  readonly known: Entry<T> | undefined;
  readonly ask: () => Promise<Result<T, E>>;
}

/** An entry as another process loaded it, or as we did. */
export interface Obtained<T> extends Entry<T> {
  readonly source: "hit" | "miss";
}

interface Load<T, E> {
  readonly result: Result<Entry<T>, E>;
  /** The store has the entry, or has not taken it. */
  readonly written: Promise<void>;
}

/** Loads the entries of one kind of read, each once at a time. */
export interface Loader<T, E> {
  /** Asks the source, whatever other processes do; resolves when the store has the answer. */
  load(wanted: Wanted<T, E>): Promise<Result<Entry<T>, E>>;
  /** Has one of all processes ask the source. What the others wait for it before they ask for themselves is bounded. */
  obtain(wanted: Wanted<T, E>, waitMs: number): Promise<Result<Obtained<T>, E>>;
  /** The same for what nobody waits for: those whose turn it is not do nothing. */
  renew(wanted: Wanted<T, E>): Promise<void>;
  /** Why the source, asked a few seconds ago, gave nothing. */
  recentFailure(key: string): E | null;
}

/** Creates the loader of one kind of read. */
export function createLoader<T, E extends object>(
  { now, defer, turns }: Cache<E>,
  entries: Entries<T>,
): Loader<T, E> {
  const failures = new LRUCache<string, RecentFailure<E>>({ max: MAX_FAILURES });
  const loading = createSingleFlight<Load<T, E>>();
  const renewing = createSingleFlight<void>();

  function start({ creator, key, ask }: Wanted<T, E>): Promise<Load<T, E>> {
    return loading(key, async () => {
      const result = await ask();
      if (!result.ok) {
        failures.set(key, { error: result.error, untilMs: now() + ERROR_FOR_MS });
        return { result, written: Promise.resolve() };
      }
      failures.delete(key);
      const entry = { value: result.value, storedAtMs: now() };
      return { result: ok(entry), written: entries.keep(creator, key, entry) };
    });
  }

  /** Loads, and ends the turn once those who wait can read the entry, or the failure. */
  async function loadInTurn(turn: Turn<E>, wanted: Wanted<T, E>): Promise<Result<Entry<T>, E>> {
    const started = start(wanted);
    defer(async () => {
      // What is thrown reaches whoever reads.
      const loaded = await started.catch(() => undefined);
      await loaded?.written;
      if (turn.kind !== "mine") return;
      await turn.end(loaded?.result.ok === false ? loaded.result.error : undefined);
    });
    return (await started).result;
  }

  async function findNewer({ key, known }: Wanted<T, E>): Promise<Entry<T> | undefined> {
    const entry = await entries.find(key);
    const isNewer = entry !== undefined && entry.storedAtMs > (known?.storedAtMs ?? -1);
    return isNewer ? entry : undefined;
  }

  async function takeTurn(
    wanted: Wanted<T, E>,
    limits: { readonly untilMs: number; readonly waitMs?: number },
  ): Promise<Turn<E> | { readonly kind: "arrived"; readonly entry: Entry<T> }> {
    const { key } = wanted;
    let turn = await turns.claim(key, limits.waitMs);
    while (turn.kind === "taken" && now() < limits.untilMs) {
      await turns.wait(key, limits.untilMs);
      const entry = await findNewer(wanted);
      if (entry !== undefined) return { kind: "arrived", entry };
      turn = await turns.claim(key);
    }
    if (turn.kind === "failed") failures.set(key, turn.failure);
    if (turn.kind !== "mine") return turn;
    const { end } = turn;
    // It may have come between our look and our turn.
    const entry = await findNewer(wanted);
    if (entry === undefined) return turn;
    defer(() => end());
    return { kind: "arrived", entry };
  }

  return {
    async load(wanted) {
      const { result, written } = await start(wanted);
      await written;
      return result;
    },
    async obtain(wanted, waitMs) {
      const turn = await takeTurn(wanted, { untilMs: now() + PATIENCE_MS, waitMs });
      if (turn.kind === "failed") return { ok: false, error: turn.failure.error };
      if (turn.kind === "arrived") return ok({ ...turn.entry, source: "hit" });
      const result = await loadInTurn(turn, wanted);
      return result.ok ? ok({ ...result.value, source: "miss" }) : result;
    },
    renew: (wanted) =>
      renewing(wanted.key, async () => {
        const turn = await takeTurn(wanted, { untilMs: now() });
        if (turn.kind === "mine" || turn.kind === "unknown") await loadInTurn(turn, wanted);
      }),
    recentFailure(key) {
      const failure = failures.get(key);
      return failure !== undefined && failure.untilMs > now() ? failure.error : null;
    },
  };
}
