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
