import type { DayMetrics } from "./series";

/** Sources (brands, products) apart by whether their clicks are counted. */
export interface ClickTracking<Row> {
  readonly tracked: readonly Row[];
  /** Sold without a click of ours, such as a retailer's nameless collective row. In totals, never in ratios per click. */
  readonly clickless: readonly Row[];
  /** Nobody told their clicks. */
  readonly unknown: readonly Row[];
}

/** Tells sources with clicks from those without, so that ratios per click are made of the former alone. */
export function splitByClicks<Row extends Pick<DayMetrics, "clicks">>(
  rows: readonly Row[],
): ClickTracking<Row> {
  return {
    tracked: rows.filter(({ clicks }) => clicks !== undefined && clicks > 0),
    clickless: rows.filter(({ clicks }) => clicks !== undefined && clicks <= 0),
    unknown: rows.filter(({ clicks }) => clicks === undefined),
  };
}
