// @vitest-environment jsdom
import { cleanup, render } from "@testing-library/react";
import { afterEach, describe, expect, test } from "vitest";
import { epcChange, epcTrail } from "@/components/metrics/epc";
import { figureWords } from "@/components/metrics/figure-words";
import { Figures } from "@/components/metrics/figures";
import { aMetrics, anOverview, NOTHING_TOLD } from "./builders";

afterEach(cleanup);

const minimum = { metric: "clicks", count: 100, days: 7 } as const;
const ratio = (value: number) => ({ kind: "ratio", value }) as const;
const ratios = { ...NOTHING_TOLD.ratios, epc: ratio(0.3029), maturedEpc: ratio(0.298) };

describe("EPC among the figures", () => {
  const textOf = (overview: Parameters<typeof Figures>[0]["overview"]) =>
    render(<Figures overview={overview} series={null} interval="day" isMuted={false} />).container
      .textContent;

  test("is told per 100 clicks with its change, and beside it the settled days'", () => {
    const compared = {
      current: aMetrics({ clicks: 20_000, commissions: 6_058 }),
      previous: aMetrics({ clicks: 10_000, commissions: 2_950 }),
    };
    const text = textOf(anOverview({ ratios, compared }));
    expect(text).toContain("$30.29");
    expect(text).toContain("+$0.79+2.7%");
    expect(text).toContain("Per 100 clicks; $29.80 on settled days");
  });

  test.each([
    ["unknown", "LTK did not send what it is made of."],
    ["small_sample", "Under 100 clicks: chance would decide."],
    ["short_window", "Told from 7 days on."],
    ["not_positive", "No clicks to divide by."],
  ] as const)("without one says why: %s", (reason, words) => {
    const epc = { kind: "none", reason, minimum } as const;
    const overview = anOverview({ ratios: { ...ratios, epc } });
    expect(figureWords("epc", overview)).toBe(words);
    expect(textOf(overview)).toContain("—");
  });
});

describe("items sold", () => {
  test("stand under the orders, an order", () => {
    const overview = anOverview({ ratios: { ...ratios, itemsPerOrder: ratio(1.2999) } });
    expect(figureWords("orders", overview)).toBe("1.30 items an order");
  });

  test("are counted where too few orders make a ratio chance, and never called zero", () => {
    expect(figureWords("orders", anOverview({ totals: aMetrics({ itemsSold: 4 }) }))).toBe(
      "4 items sold",
    );
    expect(figureWords("orders", anOverview({ totals: aMetrics({ itemsSold: null }) }))).toBe(
      "LTK did not send the items sold",
    );
  });
});

describe("epcChange", () => {
  const sums = (clicks: number | null, commissions = 30) => ({ clicks, commissions });

  test("compares per 100 clicks", () => {
    const change = epcChange({ current: sums(100), previous: sums(200) }, 28);
    expect(change).toEqual({ kind: "relative", difference: 15, fraction: 1 });
  });

  test.each([
    ["too few clicks now", sums(99), sums(200), 28, "no_current"],
    ["too few clicks before", sums(200), sums(99), 28, "no_previous"],
    ["six days", sums(200), sums(200), 6, "no_current"],
    ["unknown clicks", sums(null), sums(200), 28, "no_current"],
  ] as const)("is none with %s", (_, current, previous, days, reason) => {
    expect(epcChange({ current, previous }, days)).toEqual({ kind: "none", reason });
  });
});

test("the small line of EPC covers seven days a point, and leaves out what is not over or known", () => {
  const point = (clicks: number | null) => ({ clicks, commissions: 5, partial: false });
  const week = Array.from({ length: 7 }, () => point(50));
  const days = [...week, point(50), point(null), { ...point(50), partial: true }];
  expect(epcTrail(days, "day")).toEqual([...Array(6).fill(null), 10, 10, null, null]);
  expect(epcTrail([point(100), point(50)], "week")).toEqual([5, null]);
});
