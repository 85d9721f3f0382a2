import { type Clock, SECOND_MS, type Sleep } from "../core/time";

/** Reading and writing tokens goes before everything else. */
export type Priority = "tokens" | "pages";

/** Lets calls start no faster than Airtable allows. */
export interface Pacer {
  /** Resolves when the call may start. */
  turn(priority: Priority): Promise<void>;
}

/** Airtable allows 5 a second and base; one is left for whoever else uses the base. */
const CALLS_PER_WINDOW = 4;
/** A little over a second, since calls may bunch up on their way. */
const WINDOW_MS = SECOND_MS + 100;

/** Makes the pacer of one base. Shared by all that use the base in this process. */
export function createPacer(options: {
  readonly now: Clock;
  readonly sleep: Sleep;
  /** Awaited just before each start. Must not reject. */
  readonly prepare?: (() => Promise<void>) | undefined;
}): Pacer {
  const waiting: Record<Priority, (() => void)[]> = { tokens: [], pages: [] };
  let starts: readonly number[] = [];
  let isRunning = false;

  async function run(): Promise<void> {
    isRunning = true;
    try {
      while (waiting.tokens.length + waiting.pages.length > 0) {
        const oldest = starts.length < CALLS_PER_WINDOW ? undefined : starts[0];
        const waitMs = (oldest ?? Number.NEGATIVE_INFINITY) + WINDOW_MS - options.now();
        if (waitMs > 0) await options.sleep(waitMs);
        await options.prepare?.();
        // Chosen after the wait: a token call that came meanwhile overtakes.
        const next = waiting.tokens.shift() ?? waiting.pages.shift();
        // Not when it might have started: a process that wakes late would then bunch its calls.
        starts = [...starts, options.now()].slice(-CALLS_PER_WINDOW);
        next?.();
      }
    } finally {
      // Within the same step in which the queue was found empty: whoever queues next must start a run again.
      isRunning = false;
    }
  }

  return {
    turn: (priority) =>
      new Promise((resolve, reject) => {
        waiting[priority].push(resolve);
        if (!isRunning) run().catch(reject);
      }),
  };
}
