import { METRICS } from "@/lib/analytics/catalog";

/** The figures in the order pages show them, with the sentence behind each name. */
export const FIGURES = [
  { ...METRICS.commissions, id: "commissions" },
  { ...METRICS.orders, id: "orders" },
  { ...METRICS.clicks, id: "clicks" },
  {
    id: "epc",
    label: "EPC",
    definition:
      "Earnings per click: net commissions / clicks, told for 100 clicks. What was earned without a counted click is in it, because days do not tell it apart.",
  },
] as const;
