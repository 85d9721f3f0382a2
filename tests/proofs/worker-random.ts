/** Chance that can be repeated: the same numbers after the same seed. */
export interface SeededRandom {
  /** A number from 0 up to 1. */
  readonly next: () => number;
  seed(seed: number): void;
}

/** Makes a mulberry32 generator. */
export function createRandom(initial = process.pid): SeededRandom {
  let state = initial;
  return {
    next() {
      state = (state + 0x6d2b79f5) | 0;
      let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
      mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
      return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
    },
    seed(seed) {
      state = seed;
    },
  };
}
