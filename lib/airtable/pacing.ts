import { type Clock, SECOND_MS, type Sleep } from "../core/time";

/** Reading and writing tokens goes before everything else. */
export type Priority = "tokens" | "pages";

/** Lets calls start no faster than Airtable allows. */
export interface Pacer {
  /** Makes the call when its turn has come. */
  run<T>(priority: Priority, call: () => Promise<T>): Promise<T>;
}

/** A call that counts against the limit. */
interface Recent {
  readonly startedAt: number;
  answeredAt: number | undefined;
}

/** Airtable allows 5 a second and base; one is left for whoever else uses the base. */
const CALLS_PER_WINDOW = 4;
/** A second, and a little for clocks that do not agree on it. */
const WINDOW_MS = SECOND_MS + 50;
/** A call that is not answered by then is taken to have arrived: a connection that hangs must not hold all others up. */
const SLOWEST_ARRIVAL_MS = SECOND_MS;

/**
 * Makes the pacer of one base. Shared by all that use the base in this process.
 *
 * Quirk  a call counts from its answer, not from its start: only then has it surely arrived. Counted from their starts,
 *        four calls slowed down by a cold connection and four prompt ones came within one second of Airtable's.
 */
export function createPacer(options: {
  readonly now: Clock;
  readonly sleep: Sleep;
  /** Awaited just before each start. Must not reject. */
  readonly prepare?: (() => Promise<void>) | undefined;
}): Pacer {
  const { now, sleep } = options;
  const waiting: Record<Priority, ((slot: Recent) => void)[]> = { tokens: [], pages: [] };
  let recent: Recent[] = [];
  let isRunning = false;

  function freeAt({ startedAt, answeredAt }: Recent): number {
    const arrivedAt = answeredAt ?? Math.min(now(), startedAt + SLOWEST_ARRIVAL_MS);
    return arrivedAt + WINDOW_MS;
  }

  async function untilFree(): Promise<void> {
    for (;;) {
      recent = recent.filter((slot) => freeAt(slot) > now());
      if (recent.length < CALLS_PER_WINDOW) return;
      await sleep(Math.min(...recent.map(freeAt)) - now());
    }
  }

  async function startThoseWaiting(): Promise<void> {
    isRunning = true;
    try {
      while (waiting.tokens.length + waiting.pages.length > 0) {
        await untilFree();
        await options.prepare?.();
        // Chosen after the wait: a token call that came meanwhile overtakes.
        const start = waiting.tokens.shift() ?? waiting.pages.shift();
        const slot = { startedAt: now(), answeredAt: undefined };
        recent.push(slot);
        start?.(slot);
      }
    } finally {
      // Within the same step in which the queue was found empty: whoever queues next must start a run again.
      isRunning = false;
    }
  }

  return {
    async run(priority, call) {
      const slot = await new Promise<Recent>((resolve, reject) => {
        waiting[priority].push(resolve);
        if (!isRunning) startThoseWaiting().catch(reject);
      });
      try {
        return await call();
      } finally {
        slot.answeredAt = now();
      }
    },
  };
}
