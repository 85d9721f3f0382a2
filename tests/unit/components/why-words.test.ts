import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { whySteps } from "@/components/why/why-steps";
import { factorWords, whyNotWords, whySentence } from "@/components/why/why-words";
import { aMetrics, anOverview } from "./builders";

const EXPLAINED = {
  kind: "explained",
  change: 412,
  effects: [
    { factor: "clicks", amount: 520 },
    { factor: "ordersPerClick", amount: -160 },
    { factor: "commissionPerOrder", amount: 52 },
  ],
} as const;

describe("whySentence", () => {
  test("says the change and each effect with its sign", () => {
    expect(whySentence({ ...EXPLAINED, effects: [...EXPLAINED.effects] }, "USD")).toBe(
      "+$412: clicks +$520, orders per click −$160, commission per order +$52.00.",
    );
  });

  test("names sources without clicks where they are known", () => {
    const effects = [{ factor: "clickless", amount: 47 } as const];
    expect(whySentence({ kind: "explained", change: 47, effects }, "USD")).toBe(
      "+$47.00: sources without clicks +$47.00.",
    );
  });

  test("says that nothing changed in all, though its parts did", () => {
    const effects = [
      { factor: "clicks", amount: 20 } as const,
      { factor: "ordersPerClick", amount: -20 } as const,
    ];
    expect(whySentence({ kind: "explained", change: 0, effects }, "USD")).toBe(
      "No change: clicks +$20.00, orders per click −$20.00.",
    );
  });
});

describe("whyNotWords", () => {
  test("says nothing where it is explained", () => {
    const why = { ...EXPLAINED, effects: [...EXPLAINED.effects] };
    expect(whyNotWords(anOverview({ why }))).toBeNull();
  });

  test("asks for a comparison where there is none", () => {
    expect(whyNotWords(anOverview({ why: null }, { compare: null }))).toMatch(/^Nothing is compar/);
  });

  test("says that the compared period could not be read", () => {
    expect(whyNotWords(anOverview({ why: null }))).toBe(
      "The compared period is not known in full, so nothing is compared with it.",
    );
  });

  test.each([
    ["unknown", /did not send clicks, orders and commissions/],
    ["not_positive", /not above zero/],
    ["small_sample", /under 100 clicks or 10 orders/],
  ] as const)("says why it cannot be told: %s", (reason, words) => {
    const why = { kind: "unexplained", change: 50, reason } as const;
    expect(whyNotWords(anOverview({ why }))).toMatch(words);
    expect(whyNotWords(anOverview({ why }))).toMatch(/^\+\$50\.00 in all\. /);
    expect(whyNotWords(anOverview({ why: { ...why, change: null } }))).not.toContain("in all");
  });
});

describe("factorWords", () => {
  const compared = {
    current: aMetrics({ clicks: 24_401, orders: 774, commissions: 7_804 }),
    previous: aMetrics({ clicks: 19_151, orders: 638, commissions: 6_016 }),
  };

  test.each([
    ["clicks", "19,151 to 24,401"],
    ["ordersPerClick", "3.33% to 3.17%"],
    ["commissionPerOrder", "$9.43 to $10.08"],
    ["clickless", null],
  ] as const)("says %s of both periods", (factor, words) => {
    expect(factorWords(factor, { compared, currency: "USD" })).toBe(words);
  });

  test("says nothing of what is not known", () => {
    const unknown = { ...compared, previous: aMetrics({ orders: null }) };
    expect(factorWords("ordersPerClick", { compared: unknown, currency: "USD" })).toBeNull();
  });
});

describe("whySteps", () => {
  test("each step begins where the one before ended, and the scale spans them all", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -1e6, max: 1e6 }), { minLength: 1 }), (amounts) => {
        const steps = whySteps(amounts);
        for (const [index, step] of steps.entries()) {
          if (index > 0) expect(step.start).toBe(steps[index - 1]?.end);
          const ends = [step.start, step.end];
          expect(Math.min(...ends)).toBeGreaterThanOrEqual(0);
          expect(Math.max(...ends)).toBeLessThanOrEqual(1);
          expect(Math.sign(step.end - step.start)).toBe(Math.sign(amounts[index] ?? 0));
        }
        if (amounts.some((amount) => amount !== 0)) {
          const all = steps.flatMap(({ start, end }) => [start, end]);
          expect([Math.min(...all), Math.max(...all)]).toEqual([0, 1]);
        }
      }),
    );
  });
});
