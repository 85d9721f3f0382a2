import { formatCount, formatMoney, formatPercent } from "@/lib/analytics/format";
import type { Overview } from "@/lib/contracts/overview.url";
import { EPC_CLICKS } from "./epc";
import { noRatioWords } from "./ratio-words";

/** The figures of a creator's page. */
export type FigureId = "commissions" | "orders" | "clicks" | "epc";

const NOT_SENT = "LTK did not send it for this period; not zero, not known.";

/** One line of meaning under a figure, or why it is not known. */
export function figureWords(id: FigureId, { data, meta }: Overview): string {
  const { totals, ratios, rates } = data;
  if (id !== "epc" && totals[id] === null) return NOT_SENT;
  switch (id) {
    case "commissions":
      return ratios.commissionPerOrder.kind === "none"
        ? "After returns known so far"
        : `${formatMoney(ratios.commissionPerOrder.value, meta.currency, { cents: true })} an order`;
    case "orders":
      return itemsWords(data);
    case "clicks":
      return rates.orderConversion === null
        ? "LTK gave no conversion for this period"
        : `${formatPercent(rates.orderConversion, { digits: 2 })} conversion, by LTK`;
    case "epc":
      return epcWords(ratios, meta.currency);
  }
}

function itemsWords({ totals, ratios }: Overview["data"]): string {
  if (ratios.itemsPerOrder.kind === "ratio") {
    return `${ratios.itemsPerOrder.value.toFixed(2)} items an order`;
  }
  return totals.itemsSold === null
    ? "LTK did not send the items sold"
    : `${formatCount(totals.itemsSold)} ${totals.itemsSold === 1 ? "item" : "items"} sold`;
}

function epcWords({ epc, maturedEpc }: Overview["data"]["ratios"], currency: string): string {
  if (epc.kind === "none") return noRatioWords(epc);
  return maturedEpc.kind === "none"
    ? "Per 100 clicks"
    : `Per 100 clicks; ${formatMoney(maturedEpc.value * EPC_CLICKS, currency, { cents: true })} on settled days`;
}
