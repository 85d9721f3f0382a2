// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen, within } from "@testing-library/react";
import { renderToStaticMarkup } from "react-dom/server";
import { afterEach, describe, expect, test } from "vitest";
import { ChartTable } from "@/components/charts/chart-table";
import { HeroChart } from "@/components/charts/hero-chart";
import { HeroFigure } from "@/components/charts/hero-figure";
import { aChart, aMetrics, pointsOf } from "./builders";

afterEach(cleanup);

describe("HeroFigure", () => {
  test("is painted by the server without style attributes, which the content policy blocks", () => {
    const html = renderToStaticMarkup(
      <HeroFigure
        chart={aChart(pointsOf([100, null, 300, 50], 3), { total: 450 })}
        interval="day"
        metric="commissions"
      />,
    );

    expect(html).toContain("line-current");
    expect(html).not.toContain("style=");
  });
});

describe("HeroChart", () => {
  const renderChart = () =>
    render(
      <HeroChart
        chart={aChart(pointsOf([100, 200, 300, 50], 3), { total: 650 })}
        interval="day"
        metric="commissions"
        initialMetric="commissions"
        initialShare={null}
        isTouched={false}
      />,
    );

  test("reads points by keyboard on one tab stop, from the newest back", () => {
    renderChart();
    const chart = screen.getByRole("slider");

    fireEvent.keyDown(chart, { key: "ArrowLeft" });
    expect(chart.getAttribute("aria-valuetext")).toBe("Wed 4 Nov, today so far: $50.00");
    fireEvent.keyDown(chart, { key: "ArrowLeft" });
    expect(screen.getByTestId("hero-readout").textContent).toBe("Tue 3 Nov$300");
    fireEvent.keyDown(chart, { key: "Home" });
    expect(chart.getAttribute("aria-valuenow")).toBe("0");
    fireEvent.keyDown(chart, { key: "Escape" });
    expect(screen.getByTestId("hero-readout").textContent).toContain("arrow keys");
  });

  test("changes its metric by radio", () => {
    renderChart();

    fireEvent.click(screen.getByRole("radio", { name: "Clicks" }));

    expect(screen.getByRole("slider", { name: /^Clicks/ })).toBeDefined();
  });
});

describe("the metric and the address", () => {
  const chart = aChart(pointsOf([100, 200, 300]), { total: 600 });
  const drawn = (metric: "commissions" | "orders", told: string[]) => (
    <HeroChart
      chart={chart}
      interval="day"
      metric={metric}
      initialMetric="orders"
      onMetric={toldBy(told)}
      initialShare={null}
      isTouched={false}
    />
  );
  const listeners = new Map<string[], (metric: string) => void>();
  const toldBy = (told: string[]) => {
    const known = listeners.get(told) ?? ((metric: string) => void told.push(metric));
    listeners.set(told, known);
    return known;
  };

  test("what was chosen before and here is told, and drawn until the address says otherwise", () => {
    const told: string[] = [];
    const { rerender } = render(drawn("commissions", told));
    expect(screen.getByRole("slider", { name: /^Orders/ })).toBeDefined();
    fireEvent.click(screen.getByRole("radio", { name: "Clicks" }));
    expect(screen.getByRole("slider", { name: /^Clicks/ })).toBeDefined();
    expect(told).toEqual(["orders", "clicks"]);
    rerender(drawn("orders", told));
    expect(screen.getByRole("slider", { name: /^Orders/ })).toBeDefined();
    expect(told).toEqual(["orders", "clicks"]);
    // What was chosen from this address once does not come back with it.
    rerender(drawn("commissions", told));
    expect(screen.getByRole("slider", { name: /^Commissions/ })).toBeDefined();
  });
});

describe("ChartTable", () => {
  test("has a row per point and says what was not sent", () => {
    render(<ChartTable chart={aChart(pointsOf([100, null, 30], 2))} interval="day" />);
    const [, ...rows] = screen.getAllByRole("row", { hidden: true });

    expect(rows).toHaveLength(3);
    expect(rows[0]?.textContent).toContain("$100.00");
    expect(
      within(rows[1] as HTMLElement).getAllByRole("cell", { hidden: true })[0]?.textContent,
    ).toBe("—");
    expect(rows[2]?.textContent).toContain("today so far");
  });

  test("has what each metric is compared with beside it, as the chart draws it", () => {
    const [first, second] = pointsOf([100, 80]);
    const points = [aMetrics({ commissions: 50, orders: 3, clicks: 70, itemsSold: 4 })].map(
      (metrics) => ({ ...metrics, day: "2026-10-01", against: second?.day ?? "" }),
    );
    const previous = { points, totals: aMetrics({}) };
    render(
      <ChartTable
        chart={aChart(
          [first, second].flatMap((p) => p ?? []),
          { previous },
        )}
        interval="day"
      />,
    );
    const headings = screen.getAllByRole("columnheader", { hidden: true });
    expect(headings.map(({ textContent }) => textContent)).toEqual([
      "Day",
      ...["Commissions, net", "Commissions compared", "Orders", "Orders compared"],
      ...["Clicks", "Clicks compared", "Items sold", "Items sold compared"],
    ]);
    const cells = screen
      .getAllByRole("row", { hidden: true })
      .slice(1)
      .map((row) =>
        within(row)
          .getAllByRole("cell", { hidden: true })
          .map(({ textContent }) => textContent),
      );
    expect(cells[0]?.filter((_, index) => index % 2 === 1)).toEqual(["—", "—", "—", "—"]);
    expect(cells[1]?.filter((_, index) => index % 2 === 1)).toEqual(["$50.00", "3", "70", "4"]);
  });
});
