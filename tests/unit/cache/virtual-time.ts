/** Time that passes only when it is told to, or when all that happens waits for it. */
export interface VirtualTime {
  readonly now: () => number;
  readonly sleep: (ms: number) => Promise<void>;
  /** Lets time pass; sleepers wake in their order, each at its own instant. */
  advance(ms: number): Promise<void>;
  /** Lets as much time pass as this work needs. */
  run<T>(work: Promise<T>): Promise<T>;
}

/** Makes a clock that stands still. */
export function createVirtualTime(startMs = 1_800_000_000_000): VirtualTime {
  let nowMs = startMs;
  let sleepers: { readonly atMs: number; readonly wake: () => void }[] = [];

  async function advanceTo(untilMs: number): Promise<void> {
    await idle();
    for (let next = earliest(); next !== undefined && next <= untilMs; next = earliest()) {
      nowMs = Math.max(nowMs, next);
      const due = sleepers.filter(({ atMs }) => atMs <= nowMs);
      sleepers = sleepers.filter(({ atMs }) => atMs > nowMs);
      for (const { wake } of due) wake();
      await idle();
    }
    nowMs = Math.max(nowMs, untilMs);
  }

  function earliest(): number | undefined {
    return sleepers.length === 0 ? undefined : Math.min(...sleepers.map(({ atMs }) => atMs));
  }

  return {
    now: () => nowMs,
    sleep: (ms) =>
      new Promise((wake) => {
        sleepers.push({ atMs: nowMs + ms, wake });
      }),
    advance: (ms) => advanceTo(nowMs + ms),
    async run(work) {
      let isSettled = false;
      const note = () => {
        isSettled = true;
      };
      work.then(note, note);
      for (await idle(); !isSettled; await idle()) {
        const next = earliest();
        if (next === undefined) throw new Error("all wait, and for nothing");
        await advanceTo(next);
      }
      return work;
    },
  };
}

/** All that can happen now has happened. */
function idle(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
