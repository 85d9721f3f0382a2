import { formatPercent } from "@/lib/analytics/format";
import { Unknown } from "../metrics/unknown";
import { ShareBar } from "./share-bar";
import type { TopPanel } from "./top-panel";
import type { TopRow } from "./top-row";
import { noShareWords } from "./top-words";

interface TopShareProps {
  readonly row: TopRow;
  readonly panel: TopPanel;
  /** The largest share of the list: its bar is the longest. */
  readonly largest: number;
}

/** A row's share of what the list is sorted by: a bar and per cent. */
export function TopShare({ row: { share, figures }, panel, largest }: TopShareProps) {
  const { by, totals } = panel;
  return (
    <>
      <ShareBar length={share === null || largest <= 0 ? null : share / largest} />
      {share === null ? (
        <Unknown why={noShareWords(figures[by], totals?.[by] ?? null)} />
      ) : (
        formatPercent(share)
      )}
    </>
  );
}

/** The largest share among rows; 0 when none has any. */
export function largestShare(rows: readonly TopRow[]): number {
  return Math.max(0, ...rows.map(({ share }) => share ?? 0));
}
