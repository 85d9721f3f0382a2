import { z } from "zod";
import { type Clock, SECOND_MS, type Sleep } from "@/lib/core/time";
import type { PatientStore } from "./patient-store";

/** A failure is remembered this long, so that a broken source is not asked by every request. */
export const ERROR_FOR_MS = 10 * SECOND_MS;
/** How long whoever loads keeps the others waiting without a word; a load takes 0.3 s as a rule. It may have died. */
const LEASE_MS = 10 * SECOND_MS;
/** Who waits for another process looks this often: soon at first, then more seldom, never in step with others. */
const FIRST_POLL_MS = 50;
const LONGEST_POLL_MS = 500;

/** A failure that is worth a few seconds' memory. */
export interface RecentFailure<E> {
  readonly error: E;
  readonly untilMs: number;
}

/** What a process that wants to load an entry learns. */
export type Turn<E> =
  /** It alone loads, until it ends its turn or its lease lapses. */
  | { readonly kind: "mine"; readonly end: (error?: E) => Promise<void> }
  /** Another process loads. */
  | { readonly kind: "taken" }
  /** Another process has just failed to. */
  | { readonly kind: "failed"; readonly failure: RecentFailure<E> }
  /** The store is away: everybody loads for itself. */
  | { readonly kind: "unknown" };

/** Lets one of all processes load an entry. It is a courtesy, not a lock: at worst an entry is loaded twice. */
export interface Turns<E> {
  claim(key: string, waitMs?: number): Promise<Turn<E>>;
  /** Waits until whoever loads has finished, failed or died, the store is away, or it is `untilMs`. */
  wait(key: string, untilMs: number): Promise<void>;
}

const Told = z.object({ untilMs: z.number(), error: z.unknown() });

/**
 * Creates the turns. One key says what is being done about an entry: it holds the owner while she loads, then for a few
 * seconds the code of her failure, or nothing.
 */
export function createTurns<E extends { readonly code: string }>(options: {
  readonly store: PatientStore;
  readonly now: Clock;
  readonly sleep: Sleep;
  readonly random: () => number;
  readonly newOwner: () => string;
  /** Reads back a failure; `undefined` for one that concerns only the process it befell. */
  readonly parseFailure: (stored: unknown) => E | undefined;
}): Turns<E> {
  const { store, now, parseFailure } = options;

  async function end(leaseKey: string, owner: string, error?: E): Promise<void> {
    const told = error === undefined ? undefined : { code: error.code };
    if (told === undefined || parseFailure(told) === undefined) {
      await store.ask((kv) => kv.deleteIfEqual(leaseKey, owner));
      return;
    }
    const text = JSON.stringify({ untilMs: now() + ERROR_FOR_MS, error: told });
    // Over a successor's lease too, should ours have lapsed: all who wait want to know.
    await store.ask((kv) => kv.set(leaseKey, text, ERROR_FOR_MS));
  }

  function failureIn(text: string): RecentFailure<E> | undefined {
    const told = parseTold(text);
    const error = told === undefined ? undefined : parseFailure(told.error);
    if (told === undefined || error === undefined || told.untilMs <= now()) return undefined;
    return { error, untilMs: Math.min(told.untilMs, now() + ERROR_FOR_MS) };
  }

  return {
    async claim(key, waitMs) {
      const leaseKey = leaseKeyOf(key);
      const owner = options.newOwner();
      const claimed = await store.ask((kv) => kv.setIfAbsent(leaseKey, owner, LEASE_MS), waitMs);
      if (!claimed.ok) return { kind: "unknown" };
      if (claimed.value) return { kind: "mine", end: (error) => end(leaseKey, owner, error) };
      const standing = await store.ask((kv) => kv.get(leaseKey), waitMs);
      const failure = standing.ok ? failureIn(standing.value ?? "") : undefined;
      return failure === undefined ? { kind: "taken" } : { kind: "failed", failure };
    },
    async wait(key, untilMs) {
      for (let polls = 0; now() < untilMs; polls += 1) {
        const longestMs = Math.min(LONGEST_POLL_MS, FIRST_POLL_MS * 2 ** polls);
        await options.sleep(longestMs * (0.5 + options.random() / 2));
        const standing = await store.ask((kv) => kv.get(leaseKeyOf(key)));
        if (!standing.ok || standing.value === undefined) return;
        if (failureIn(standing.value) !== undefined) return;
      }
    },
  };
}

function leaseKeyOf(key: string): string {
  return `cache-lease/v1|${key}`;
}

/** An owner is no JSON. */
function parseTold(text: string): z.infer<typeof Told> | undefined {
  try {
    return Told.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
