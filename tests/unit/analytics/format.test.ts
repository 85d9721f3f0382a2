import { describe, expect, test } from "vitest";
import {
  formatCount,
  formatDay,
  formatMoney,
  formatPercent,
  formatPeriod,
  UNKNOWN,
} from "@/lib/analytics/format";
import { formatAge } from "@/lib/analytics/format-age";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "@/lib/core/time";

test("unknown is a dash and never a zero", () => {
  expect(formatMoney(null, "USD")).toBe(UNKNOWN);
  expect(formatCount(null)).toBe(UNKNOWN);
  expect(formatPercent(null)).toBe(UNKNOWN);
  expect(formatMoney(0, "USD")).toBe("$0.00");
});

test.each([
  [9_117.4, {}, "$9,117"],
  [99.994, {}, "$99.99"],
  [9.171, { cents: true }, "$9.17"],
  [1_117, { signed: true }, "+$1,117"],
  [-72.78, {}, "−$72.78"],
  [-0.001, { signed: true }, "$0.00"],
])("money %d %o is %s", (value, options, words) => {
  expect(formatMoney(value, "USD", options)).toBe(words);
});

test("other currencies keep their sign and digits", () => {
  expect(formatMoney(1_234, "GBP")).toBe("£1,234");
  expect(formatMoney(12.5, "EUR")).toBe("€12.50");
});

test("counts and shares", () => {
  expect(formatCount(31_099)).toBe("31,099");
  expect(formatCount(-3, { signed: true })).toBe("−3");
  expect(formatPercent(0.1396)).toBe("14.0%");
  expect(formatPercent(-0.053, { signed: true })).toBe("−5.3%");
});

test("days and periods", () => {
  expect(formatDay("2026-11-24", "long")).toBe("Tuesday 24 November 2026");
  expect(formatDay("2026-11-08", "weekday")).toBe("Sun 8 Nov");
  expect(formatPeriod({ from: "2026-10-27", to: "2026-11-23" })).toBe("27 Oct – 23 Nov");
  expect(formatPeriod({ from: "2025-12-30", to: "2026-01-02" })).toBe("30 Dec 2025 – 2 Jan 2026");
  expect(formatPeriod({ from: "2026-01-02", to: "2026-01-02" })).toBe("2 Jan");
});

describe("ages", () => {
  test.each([
    [-MINUTE_MS, "just now"],
    [59_999, "just now"],
    [41 * MINUTE_MS, "41 min ago"],
    [7.9 * HOUR_MS, "7 h ago"],
    [47 * HOUR_MS, "47 h ago"],
    [3 * DAY_MS, "3 d ago"],
  ])("%d ms is %s", (age, words) => {
    expect(formatAge(0, age)).toBe(words);
  });
});
