// @vitest-environment jsdom
import { cleanup, render, screen, within } from "@testing-library/react";
import { afterEach, describe, expect, test } from "vitest";
import { MonthPanel } from "@/components/month/month-panel";
import { WhyPanel } from "@/components/why/why-panel";
import type { Overview } from "@/lib/contracts/overview.url";
import { aMetrics, anOverview, NOTHING_TOLD } from "./builders";

afterEach(cleanup);

const NOW_MS = Date.parse("2026-11-08T10:00:00Z");
const panel = (overview: Overview | null, problem: string | null = null) => ({
  overview,
  problem,
  retryHref: "/creator/ava-lane",
  nowMs: NOW_MS,
});

const COMPARED = {
  current: aMetrics({ clicks: 2_400, orders: 60, commissions: 700 }),
  previous: aMetrics({ clicks: 2_000, orders: 60, commissions: 600 }),
};
const EFFECTS: Extract<NonNullable<Overview["data"]["why"]>, { kind: "explained" }>["effects"] = [
  { factor: "clicks", amount: 118.5 },
  { factor: "ordersPerClick", amount: -118.5 },
  { factor: "commissionPerOrder", amount: 100 },
];
const why = (effects = EFFECTS) => ({ kind: "explained", change: 100, effects }) as const;
const rowsOf = (name: string) =>
  [...screen.getByRole("table", { name }).querySelectorAll("tbody tr")].map(
    ({ textContent }) => textContent,
  );

describe("why it changed", () => {
  test("goes from the compared period over each effect to this one", () => {
    render(
      <WhyPanel
        {...panel(anOverview({ why: { ...why(), effects: [...EFFECTS] }, compared: COMPARED }))}
      />,
    );
    expect(rowsOf("What changed commissions")).toEqual([
      "Compared period$600",
      "Clicks2,000 to 2,400+$119",
      "Orders per click3.00% to 2.50%−$119",
      "Commission per order$10.00 to $11.67+$100",
      "This period$700",
    ]);
    expect(screen.getByText(/^\+\$100: clicks \+\$119/)).toBeDefined();
  });

  test("with sources without clicks, the totals are not given for what they do not make", () => {
    const effects = [...EFFECTS, { factor: "clickless" as const, amount: 0 }];
    render(<WhyPanel {...panel(anOverview({ why: { ...why(), effects }, compared: COMPARED }))} />);
    expect(rowsOf("What changed commissions")).toContain("Orders per click−$119");
    expect(rowsOf("What changed commissions")).toContain("Sources without clicks$0.00");
  });

  test("a period that is not over is explained without today, and says so", () => {
    const range = { from: "2026-11-01", to: "2026-11-08", timezone: "UTC", partial: true };
    const data = { why: { ...why(), effects: [...EFFECTS] }, compared: COMPARED };
    render(<WhyPanel {...panel(anOverview(data, { range }))} />);
    expect(rowsOf("What changed commissions").at(-1)).toBe("This period, without today$700");
  });

  test("where it cannot be told, says why and draws nothing", () => {
    const small = { kind: "unexplained", change: 4, reason: "small_sample" } as const;
    render(<WhyPanel {...panel(anOverview({ why: small, compared: COMPARED }))} />);
    expect(screen.queryByRole("table")).toBeNull();
    expect(screen.getByText(/^\+\$4\.00 in all\. One of the periods/)).toBeDefined();
  });

  test("without an answer says what happened, and a visit tries again", () => {
    render(<WhyPanel {...panel(null, "LTK did not answer.")} />);
    const region = screen.getByRole("region", { name: "Why it changed" });
    expect(region.textContent).toContain("LTK did not answer.");
    expect(within(region).getByRole("link", { name: "Try again" })).toBeDefined();
  });

  test("stale data loses its colour", () => {
    const data = { why: { ...why(), effects: [...EFFECTS] }, compared: COMPARED };
    const { container } = render(<WhyPanel {...panel(anOverview(data, { freshness: "stale" }))} />);
    expect(container.querySelector("table")?.getAttribute("data-muted")).toBe("true");
    expect(container.querySelectorAll(".text-up, .text-down")).toHaveLength(0);
    expect(container.textContent).toContain("Stale, synced");
  });
});

describe("the month", () => {
  const month = {
    ...NOTHING_TOLD.month,
    soFar: { amount: 6_000, days: 22, to: "2026-11-22" },
    pace: { kind: "pace", ratio: 1.06, current: 6_000, previous: 5_660, days: 22 },
    forecast: {
      kind: "forecast",
      value: 8_750,
      isRough: false,
      band: { low: 8_343, high: 9_173 },
    },
  } as const satisfies Overview["data"]["month"];

  test("is so far, held against the month before, and estimated with its band", () => {
    render(<MonthPanel {...panel(anOverview({ month }))} />);
    expect(screen.getByRole("heading", { name: "November" })).toBeDefined();
    expect(rowsOf("Commissions of November")).toEqual([
      "October, same days$5,660",
      "So far22 days, to 22 Nov$6,000106% of October",
      "Estimate to 30 Nov≈ $8,750$8,343 – $9,173",
    ]);
  });

  test("is told whole where only some of its days can be compared", () => {
    const partly = { ...month, soFar: { amount: 6_900, days: 26, to: "2026-11-26" } };
    render(<MonthPanel {...panel(anOverview({ month: partly }))} />);
    expect(screen.getByText(/On the 22 days known of both months, 6.0% more/)).toBeDefined();
    expect(rowsOf("Commissions of November").slice(0, 2)).toEqual([
      "October, same days22 days known of both$5,660",
      "So far26 days, to 26 Nov$6,900106% on those days",
    ]);
  });

  test("draws all on one scale, on which the band's end is the longest", () => {
    const { container } = render(<MonthPanel {...panel(anOverview({ month }))} />);
    const widths = [...container.querySelectorAll("rect")].map((bar) =>
      Number(bar.getAttribute("width")),
    );
    const [before = 0, soFar = 0, estimate = 0, within = 0] = widths;
    expect(soFar / before).toBeCloseTo(6_000 / 5_660, 2);
    expect(estimate / before).toBeCloseTo(8_750 / 5_660, 2);
    expect(within).toBe(soFar);
    expect(Math.max(...widths)).toBeLessThan(1_000);
  });

  test("calls a rough estimate rough, and one that is missing a dash", () => {
    const rough = { ...month.forecast, isRough: true, band: null };
    render(<MonthPanel {...panel(anOverview({ month: { ...month, forecast: rough } }))} />);
    expect(rowsOf("Commissions of November")[2]).toBe("Estimate to 30 NovRough≈ $8,750");
    cleanup();
    const forecast = { kind: "none", reason: "too_little_history" } as const;
    render(<MonthPanel {...panel(anOverview({ month: { ...month, forecast } }))} />);
    expect(rowsOf("Commissions of November")[2]).toBe("Estimate to 30 Nov—");
    expect(screen.getByText(/28 complete days/)).toBeDefined();
  });

  test("of which nothing is known is said in words", () => {
    render(<MonthPanel {...panel(anOverview())} />);
    expect(screen.queryByRole("table")).toBeNull();
    expect(screen.getByText(/is not known.+28 complete days/)).toBeDefined();
  });

  test("without an answer has a name all the same", () => {
    render(<MonthPanel {...panel(null, "LTK did not answer.")} />);
    expect(screen.getByRole("region", { name: "This month" }).textContent).toContain(
      "did not answer",
    );
  });
});
