import type { Change } from "@/lib/analytics/change";
import { formatCount, formatMoney, formatPercent, UNKNOWN } from "@/lib/analytics/format";

/** What a difference counts: money, things, or percentage points of a rate. */
export type DeltaUnit = "money" | "count" | "points";

interface DeltaProps {
  /** `null`: nothing is compared, so nothing is said. */
  readonly change: Change | null;
  readonly unit: DeltaUnit;
  readonly currency: string;
  /** True for data that is stale or blocked: its change keeps its sign and loses its colour. */
  readonly isMuted?: boolean;
}

/** A change as arrow, sign, difference and per cent; from a base of zero or below only the difference. */
export function Delta({ change, unit, currency, isMuted = false }: DeltaProps) {
  if (change === null) return null;
  if (change.kind === "none") {
    return (
      <span className="text-13 text-ink-3">
        {change.reason === "no_previous" ? "Nothing to compare" : UNKNOWN}
      </span>
    );
  }
  const { difference } = change;
  if (difference === 0) return <span className="text-13 text-ink-3">No change</span>;
  const tone = isMuted ? "text-ink-2" : difference > 0 ? "text-up" : "text-down";
  return (
    <span className={`delta ${difference > 0 ? "is-up" : "is-down"} ${tone}`}>
      {formatDelta(difference, unit, currency)}
      {change.kind === "relative" && unit !== "points" ? (
        <span>{formatPercent(change.fraction, { signed: true })}</span>
      ) : null}
    </span>
  );
}

function formatDelta(difference: number, unit: DeltaUnit, currency: string): string {
  switch (unit) {
    case "money":
      return formatMoney(difference, currency, { signed: true });
    case "count":
      return formatCount(difference, { signed: true });
    case "points":
      return formatPercent(difference, { signed: true, digits: 2 }).replace("%", " points");
  }
}
