import { formatMoney } from "@/lib/analytics/format";
import { epcOf } from "./top-findings";
import type { TopPanel } from "./top-panel";
import type { TopRow } from "./top-row";
import { noEpcWords } from "./top-words";
import { Unknown } from "./unknown";

interface TopEpcProps {
  readonly row: TopRow;
  readonly panel: TopPanel;
}

/** A row's commissions per 100 clicks, or why there are none. */
export function TopEpc({ row, panel }: TopEpcProps) {
  const epc = epcOf(row, panel.dayCount);
  return epc.kind === "none" ? (
    <Unknown why={noEpcWords(epc)} />
  ) : (
    formatMoney(epc.value, panel.currency, { cents: true })
  );
}
