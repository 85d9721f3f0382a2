import { describe, expect, test } from "vitest";
import { chartLayout } from "@/components/charts/chart-layout";
import { describePoint, formatTick, pointSentence } from "@/components/charts/chart-words";
import { dayTicks } from "@/components/charts/day-ticks";
import { describeSeries, finalityWords } from "@/components/charts/describe-series";
import { endLabels } from "@/components/charts/end-labels";
import { takeawayWords } from "@/components/metrics/takeaway-words";
import { changeOf } from "@/lib/analytics/change";
import { aChart, aMeta, aMetrics, comparedOf, NOTHING_TOLD, pointsOf } from "./builders";

describe("takeawayWords", () => {
  const overview = (current: object, previous: object | null, meta = {}) => {
    const totals = aMetrics(current);
    const before = previous === null ? null : aMetrics(previous);
    return {
      data: {
        creator: { slug: "ava-lane", name: "Ava Lane", status: "active" as const },
        totals,
        previous: before,
        compared: before === null ? null : { current: totals, previous: before },
        change:
          before === null
            ? null
            : {
                clicks: changeOf(totals.clicks, before.clicks),
                orders: changeOf(totals.orders, before.orders),
                itemsSold: changeOf(totals.itemsSold, before.itemsSold),
                commissions: changeOf(totals.commissions, before.commissions),
              },
        rates: { orderConversion: null, itemsSoldConversion: null },
        ...NOTHING_TOLD,
      },
      meta: aMeta(meta),
    };
  };

  test("says how much, how it compares, and what moved", () => {
    const words = takeawayWords(
      overview(
        { commissions: 1_200, clicks: 200, orders: 10 },
        { commissions: 1_000, clicks: 100, orders: 10 },
      ),
    );

    expect(words).toBe(
      "$1,200 in one week, $200 more than the week before. More clicks, a smaller share of them became orders.",
    );
  });

  test("a period that is not over is compared with as much of the one before", () => {
    const words = takeawayWords(
      overview(
        { commissions: 1_200 },
        { commissions: 1_000 },
        { range: { from: "2026-11-01", to: "2026-11-07", timezone: "UTC", partial: true } },
      ),
    );
    expect(words).toBe(
      "$1,200 in one week so far, $200 more than at this point of the week before.",
    );
  });

  test("says only the amount without a comparison", () => {
    expect(takeawayWords(overview({ commissions: 150 }, null))).toBe("$150 in one week.");
  });

  test("never calls unknown commissions zero", () => {
    expect(takeawayWords(overview({ commissions: null }, null))).toContain("not known, not zero");
  });

  test("names a year earlier when that is compared", () => {
    const words = takeawayWords(
      overview(
        { commissions: 100 },
        { commissions: 150 },
        { compare: { from: "2025-11-01", to: "2025-11-07" } },
      ),
    );

    expect(words).toContain("$50.00 less than the same days a year earlier");
  });
});

describe("describeSeries", () => {
  const words = (chart: ReturnType<typeof aChart>) =>
    describeSeries(chart, { metrics: ["commissions"], interval: "day" });

  test("says total, comparison and best day, and ignores today's for the best", () => {
    const previous = { points: comparedOf([10, 10, 10]), totals: aMetrics({ commissions: 300 }) };
    const chart = aChart(pointsOf([100, 200, 150, 900], 3), { total: 450, previous });

    expect(words(chart).takeaway).toBe(
      "Commissions came to $450, $150 (50.0%) more than in the compared period; the best day was Mon 2 Nov with $200.",
    );
  });

  test("several metrics share a sentence, and each has its extremes", () => {
    const previous = { points: comparedOf([10, 10, 10]), totals: aMetrics({ commissions: 300 }) };
    const chart = aChart(pointsOf([100, 200, 150], 3), { total: 450, previous });
    const { takeaway, summary } = describeSeries(chart, {
      metrics: ["commissions", "orders"],
      interval: "day",
    });
    expect(takeaway).toBe(
      "Commissions $450 (+50.0%), orders 1 (0.0%) against the compared period.",
    );
    expect(summary).toContain("Commissions: 3 complete days, low $100, high $200.");
    expect(summary).toContain("Orders: 3 complete days, low 1, high 1.");
  });

  test("says which days can still grow, and how many LTK revised", () => {
    const [one, two, three] = pointsOf([100, 200, 150]);
    if (one === undefined || two === undefined || three === undefined) throw new Error("no points");
    const drawn = { metrics: ["commissions"], interval: "day" } as const;
    expect(finalityWords(aChart([one, two, three]), drawn)).toBeNull();
    const chart = aChart([
      { ...one, revised: { orders: 0, commissions: 4 } },
      { ...two, revised: { orders: 2, commissions: 0 } },
      { ...three, settling: true },
    ]);
    expect(finalityWords(chart, drawn)).toBe(
      "Hatched days can still grow: orders take about a week to arrive. LTK revised 1 day after the fact, marked by a dot at the foot.",
    );
    expect(finalityWords(chart, { ...drawn, metrics: ["commissions", "orders"] })).toContain(
      "revised 2 days",
    );
  });

  test("counts missing days instead of calling them zero", () => {
    expect(words(aChart(pointsOf([100, null, 300]), { total: 400 })).summary).toContain(
      "1 missing",
    );
  });

  test("explains days below zero", () => {
    expect(words(aChart(pointsOf([100, -20, 300]), { total: 380 })).summary).toContain(
      "Below zero",
    );
  });

  test("says that nothing was sent when nothing is known", () => {
    expect(words(aChart(pointsOf([null]), { total: null })).takeaway).toBe(
      "LTK sent no commissions for these days.",
    );
  });
});

describe("describePoint", () => {
  const chart = {
    points: pointsOf([120, null, 30], 2),
    previous: comparedOf([100, 50, 60]),
    metric: "commissions",
    currency: "USD",
    interval: "day",
  } as const;

  test("says a day, its value, its counterpart and the change", () => {
    expect(describePoint(0, chart)).toEqual({
      metric: "Commissions",
      name: "Sun 1 Nov",
      value: "$120",
      previous: { name: "Thu 1 Oct", value: "$100" },
      change: "+$20.00 +20.0%",
      note: null,
    });
  });

  test("says how final a day is", () => {
    const [first, ...others] = chart.points;
    if (first === undefined) throw new Error("no points");
    const revised = { orders: 3, commissions: 12.4 };
    const points = [{ ...first, settling: true, revised }, ...others];
    const say = (metric: "commissions" | "orders" | "clicks") =>
      describePoint(0, { ...chart, points, metric });
    expect(say("commissions")).toMatchObject({
      name: "Sun 1 Nov, still arriving",
      note: "revised +$12.40",
    });
    expect(say("orders").note).toBe("revised +3");
    // What LTK revised of clicks nobody kept.
    expect(say("clicks").note).toBeNull();
  });

  test("one sentence says a point of several metrics", () => {
    const both = (["commissions", "orders"] as const).map((metric) =>
      describePoint(0, { ...chart, metric }),
    );
    expect(pointSentence(both)).toMatch(/^Sun 1 Nov: Commissions \$120; compared .*; Orders 1/);
  });

  test("says that a missing day was not sent", () => {
    expect(describePoint(1, chart)).toMatchObject({ value: "— not sent by LTK", change: null });
  });

  test("says nothing of a compared day that there is not", () => {
    const leap = { ...chart, previous: comparedOf([100, undefined, 60]) };
    expect(describePoint(1, leap)).toMatchObject({ previous: null, change: null });
    expect(describePoint(2, leap)).toMatchObject({
      previous: { name: "Sat 3 Oct", value: "$60.00" },
    });
  });

  test("compares no day that is not over", () => {
    expect(describePoint(2, chart)).toMatchObject({
      name: "Tue 3 Nov, today so far",
      change: null,
    });
  });
});

describe("axis labels", () => {
  test("names the first and last day and calls an unfinished one today", () => {
    const labels = dayTicks(pointsOf(Array(22).fill(1), 21), "day").map(({ label }) => label);

    expect(labels).toEqual(["1 Nov", "8 Nov", "15 Nov", "Today"]);
  });

  test.each([
    [500, "$500"],
    [20_000, "$20K"],
    [-200, "−$200"],
  ])("writes %d as %s", (value, label) => {
    expect(formatTick(value, "commissions", "USD")).toBe(label);
  });

  test("pushes labels at the lines' ends apart and keeps them in the plot", () => {
    const layout = chartLayout({
      points: pointsOf([10, 10, 10], 2),
      previous: comparedOf([10, 10, 10]),
      metric: "commissions",
    });

    const tops = endLabels(layout).map(({ top }) => top);

    expect(tops).toHaveLength(3);
    expect((tops[1] ?? 0) - (tops[0] ?? 0)).toBeGreaterThanOrEqual(11);
    expect((tops[2] ?? 0) - (tops[1] ?? 0)).toBeGreaterThanOrEqual(11);
    expect(tops[2]).toBeLessThanOrEqual(100);
  });
});
