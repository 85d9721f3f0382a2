import { describe, expect, test } from "vitest";
import { rosterAverage } from "@/lib/analytics/roster-average";

const relative = (difference: number) => ({ kind: "relative", difference, fraction: 0.1 }) as const;

function compared(difference: number, creators: number) {
  return { current: 0, previous: 0, creators, change: relative(difference) };
}

describe("the average of a currency", () => {
  test("each mean is over those who are in its sum", () => {
    const average = rosterAverage({ amount: 1_000, creators: 4, compared: compared(-90, 3) });
    expect(average).toEqual({ amount: 250, difference: -30 });
  });

  test.each([
    [100, 3, 33.33],
    [200, 3, 66.67],
    [0.01, 2, 0.01],
    [-0.01, 2, -0.01],
    [-0.01, 3, 0],
    [0, 5, 0],
  ])("%d of %d is %d, to the cent and half away from zero", (amount, creators, mean) => {
    const average = rosterAverage({ amount, creators, compared: compared(amount, creators) });
    expect(average).toEqual({ amount: mean, difference: mean });
  });

  test("one alone has no average, and nothing compared no change", () => {
    expect(rosterAverage({ amount: 5, creators: 1, compared: null })).toBeUndefined();
    expect(rosterAverage({ amount: 5, creators: 2, compared: null })?.difference).toBeNull();
    const none = { ...compared(0, 2), change: { kind: "none", reason: "no_previous" } as const };
    expect(rosterAverage({ amount: 5, creators: 2, compared: none })?.difference).toBeNull();
  });
});
