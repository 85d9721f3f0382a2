import { formatMoney } from "@/lib/analytics/format";
import { epcOf } from "../metrics/epc";
import { Unknown } from "../metrics/unknown";
import type { TopPanel } from "./top-panel";
import type { TopRow } from "./top-row";
import { noEpcWords } from "./top-words";

interface TopEpcProps {
  readonly row: TopRow;
  readonly panel: TopPanel;
}

/** A row's commissions per 100 clicks, or why there are none. */
export function TopEpc({ row, panel }: TopEpcProps) {
  const epc = epcOf(row.figures, panel.dayCount);
  return epc.kind === "none" ? (
    <Unknown why={noEpcWords(epc)} />
  ) : (
    formatMoney(epc.value, panel.currency, { cents: true })
  );
}
