/** One bar of a waterfall: from where to where it reaches, and where the next one begins. Shares of the width, 0 to 1. */
export interface WhyStep {
  readonly start: number;
  readonly end: number;
}

/**
 * Places the effects of a change one after the other: each begins where the one before ended. The scale spans the changes
 * alone, because they are small against the amounts.
 */
export function whySteps(amounts: readonly number[]): WhyStep[] {
  const levels = [0];
  for (const amount of amounts) levels.push((levels.at(-1) ?? 0) + amount);
  const low = Math.min(...levels);
  const span = Math.max(...levels) - low;
  const share = (level: number) => (span === 0 ? 0 : (level - low) / span);
  return amounts.map((_, index) => ({
    start: share(levels[index] ?? 0),
    end: share(levels[index + 1] ?? 0),
  }));
}
