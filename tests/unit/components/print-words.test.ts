import { expect, test } from "vitest";
import { printedPeriod } from "@/components/layout/print-words";

test.each([
  ["2026-10-28", "2026-11-24", "28 Oct – 24 Nov 2026, UTC days"],
  ["2025-12-28", "2026-01-24", "28 Dec 2025 – 24 Jan 2026, UTC days"],
  ["2026-11-24", "2026-11-24", "24 Nov 2026, UTC days"],
])("paper says %s to %s with its year, once", (from, to, words) => {
  expect(printedPeriod({ from, to }, "UTC")).toBe(words);
});
