import { describe, expect, test } from "vitest";
import { chartLayout } from "@/components/charts/chart-layout";
import { linePath } from "@/components/charts/line-path";
import { valueTicks } from "@/components/charts/value-ticks";
import { comparedOf, pointsOf } from "./builders";

function layoutOf(commissions: readonly (number | null)[], partialFrom?: number) {
  return chartLayout({
    points: pointsOf(commissions, partialFrom),
    previous: null,
    metric: "commissions",
  });
}

describe("chartLayout", () => {
  test("starts at zero and ends at a round value at or above the highest", () => {
    const layout = layoutOf([120, 463, 300]);

    expect(layout.yTicks).toEqual([0, 100, 200, 300, 400, 500]);
    expect(layout.yDomain).toEqual([0, 500]);
    expect(layout.y(500)).toBe(0);
    expect(layout.y(0)).toBe(100);
  });

  test("keeps zero on the axis and reaches below the lowest negative day", () => {
    const layout = layoutOf([80, -30, 40]);

    expect(layout.yTicks).toContain(0);
    expect(layout.yTicks[0]).toBeLessThanOrEqual(-30);
    expect(layout.y(-30)).toBeGreaterThan(layout.y(0));
    expect(layout.y(-30)).toBeLessThanOrEqual(100);
  });

  test("settling points span half a step around each, within the plot; revised ones are listed", () => {
    const points = pointsOf([1, 2, 3, 4, 5]).map((point, index) => ({
      ...point,
      settling: index === 1 || index >= 3,
      revised: index === 0 ? { orders: 2, commissions: 0 } : null,
    }));
    const layout = chartLayout({ points, previous: null, metric: "commissions" });
    expect(layout.settling).toEqual([
      { from: 12.5, to: 37.5 },
      { from: 62.5, to: 100 },
    ]);
    expect(layout.revised).toEqual([]);
    expect(chartLayout({ points, previous: null, metric: "orders" }).revised).toEqual([0]);
  });

  test("makes room for the compared period", () => {
    const layout = chartLayout({
      points: pointsOf([10, 20]),
      previous: comparedOf([900, 20]),
      metric: "commissions",
    });

    expect(layout.yDomain[1]).toBeGreaterThanOrEqual(900);
  });

  test.each([
    ["beyond the period's end are left out", [1, 2, 3, 4], [1, 2, 3]],
    ["that are not there leave a gap and shift nothing", [1, undefined, 3], [1, null, 3]],
    ["that LTK did not send leave a gap too", [null, 2, 3], [null, 2, 3]],
    ["may be fewer than the points", [1], [1, null, null]],
  ])("compared points %s", (_, previous, expected) => {
    const layout = chartLayout({
      points: pointsOf([10, 20, 30]),
      previous: comparedOf(previous).toReversed(),
      metric: "commissions",
    });

    expect(layout.previous).toEqual(expected);
  });

  test.each([
    ["no points", []],
    ["only unknown days", [null, null]],
    ["only zeros", [0, 0, 0]],
  ])("has a lone zero line and finite positions for %s", (_, values) => {
    const layout = layoutOf(values);

    expect(layout.yTicks).toEqual([0]);
    expect(layout.y(0)).toBe(100);
    expect(Number.isFinite(layout.x(0))).toBe(true);
    expect(layout.peak).toBeNull();
  });

  test("puts a single point in the middle, as a dot that no line reaches", () => {
    const layout = layoutOf([42]);

    expect(layout.x(0)).toBe(50);
    expect(layout.lonely).toEqual([0]);
    expect(layout.indexAt(0.9)).toBe(0);
  });

  test("finds the days that no neighbour connects", () => {
    expect(layoutOf([5, null, 7, null, 8, 9]).lonely).toEqual([0, 2]);
  });

  test("draws today apart: the solid line ends before it and the dotted one starts where that ends", () => {
    const layout = layoutOf([10, 20, 30, 5], 3);

    expect(layout.complete).toEqual([10, 20, 30, null]);
    expect(layout.partial).toEqual([null, null, 30, 5]);
    expect(layout.open).toEqual([3]);
  });

  test("names the highest complete day, never today's", () => {
    expect(layoutOf([10, 20, 30, 99], 3).peak).toBe(2);
  });

  test("finds the point nearest to the pointer and never leaves the chart", () => {
    const layout = layoutOf([1, 2, 3, 4, 5]);

    expect(layout.indexAt(0.5)).toBe(2);
    expect(layout.indexAt(-1)).toBe(0);
    expect(layout.indexAt(2)).toBe(4);
  });
});

describe("linePath", () => {
  const place = { x: (index: number) => index * 10, y: (value: number) => value };

  test("breaks at a missing day instead of bridging it", () => {
    expect(linePath([1, 2, null, 3, 4], place)).toBe("M0 10L100 20M300 30L400 40");
  });

  test("is empty when nothing is known", () => {
    expect(linePath([null, null], place)).toBe("");
  });
});

describe("valueTicks", () => {
  test.each([
    [0, 3, [0, 1, 2, 3]],
    [0, 1_200, [0, 500, 1_000, 1_500]],
    [-40, 60, [-50, -25, 0, 25, 50, 75]],
    [0, 8, [0, 2, 4, 6, 8]],
  ])("marks %d to %d in round steps of at least one", (low, high, expected) => {
    expect(valueTicks(low, high, 4)).toEqual(expected);
  });
});
