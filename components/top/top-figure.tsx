import type { MetricId } from "@/lib/analytics/catalog";
import { METRICS } from "@/lib/analytics/catalog";
import type { Change } from "@/lib/analytics/change";
import { metricChanges } from "@/lib/analytics/metric-changes";
import { formatExact } from "../charts/chart-words";
import { Delta } from "../metrics/delta";
import { Unknown } from "../metrics/unknown";
import type { TopPanel } from "./top-panel";
import type { TopRow } from "./top-row";

interface TopFigureProps {
  readonly row: TopRow;
  readonly metric: MetricId;
  readonly panel: TopPanel;
}

/** A row's figure; what the list is sorted by also with its change. */
export function TopFigure({ row, metric, panel }: TopFigureProps) {
  const { by, currency, isMuted } = panel;
  const value = row.figures[metric];
  if (value === null) return <Unknown why="LTK did not send it." />;
  const change = metric === by && panel.isCompared ? changeIn(row, metric) : null;
  return (
    <>
      {formatExact(value, metric, currency)}
      {change?.kind === "none" ? (
        <span className="text-13 text-ink-3">New in the list</span>
      ) : (
        <Delta change={change} unit={METRICS[metric].unit} currency={currency} isMuted={isMuted} />
      )}
    </>
  );
}

/** The route's change knows no smallest base; per cent of a handful of orders say nothing. */
function changeIn({ figures, previous, change }: TopRow, metric: MetricId): Change | null {
  return previous === null ? change : metricChanges(figures, previous)[metric];
}
