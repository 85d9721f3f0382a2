import type { Clock, Sleep } from "@/lib/core/time";

/** The clock of a worker: the machine's and some way ahead. Whoever sleeps wakes by this clock. */
export interface WorkerClock {
  readonly now: Clock;
  readonly sleep: Sleep;
  setAhead(ms: number): void;
}

/** Makes a clock that shows the present. */
export function createWorkerClock(): WorkerClock {
  const sleepers = new Set<() => void>();
  let aheadMs = 0;
  const now = () => Date.now() + aheadMs;
  return {
    now,
    sleep: (ms) =>
      new Promise((resolve) => {
        const wakeAt = now() + ms;
        let timer: NodeJS.Timeout | undefined;
        const wait = () => {
          clearTimeout(timer);
          timer = setTimeout(wake, Math.max(0, wakeAt - now()));
        };
        const wake = () => {
          sleepers.delete(wait);
          resolve();
        };
        sleepers.add(wait);
        wait();
      }),
    setAhead(ms) {
      aheadMs = ms;
      for (const wait of sleepers) wait();
    },
  };
}

/** Shorter waits stay the machine's: the store's, which answers within milliseconds or not at all. */
const MOVED_FROM_MS = 10_000;
/** However fast the clock is moved, an upstream that answers has this long by the machine's. */
const LEAST_MS = 1_500;

/** Lets `AbortSignal.timeout` go by this clock, for all code of the process. */
export function moveTimeouts(clock: WorkerClock): void {
  const byMachine = AbortSignal.timeout.bind(AbortSignal);
  AbortSignal.timeout = (ms) => {
    if (ms < MOVED_FROM_MS) return byMachine(ms);
    const controller = new AbortController();
    const error = new DOMException("The operation was aborted due to timeout", "TimeoutError");
    const least = new Promise((resolve) => setTimeout(resolve, LEAST_MS));
    void Promise.all([clock.sleep(ms), least]).then(() => controller.abort(error));
    return controller.signal;
  };
}
