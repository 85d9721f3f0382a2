import { formatPercent } from "@/lib/analytics/format";
import type { RosterRow } from "@/lib/contracts/roster.url";
import { Unknown } from "../metrics/unknown";
import { noPaceWords } from "./roster-words";

interface PaceCellProps {
  readonly pace: NonNullable<RosterRow["month"]>["pace"] | null;
}

/** A bar as long as the month before would be this long: where roster-table.css puts the tick. */
const FULL = 66;
const WIDTH = 100;

/** How the running month stands against the same days of the month before: a bar with a tick at as much, and per cent. */
export function PaceCell({ pace }: PaceCellProps) {
  if (pace?.kind !== "pace") return <Unknown why={noPaceWords(pace?.reason ?? "unknown")} />;
  const length = Math.min(WIDTH, Math.max(0, pace.ratio * FULL));
  return (
    <span className="pace">
      <svg
        className="pace-bar"
        viewBox={`0 0 ${WIDTH} 12`}
        preserveAspectRatio="none"
        aria-hidden="true"
      >
        <path d={`M0 4h${Math.round(length)}v4H0`} />
      </svg>
      {formatPercent(pace.ratio, { digits: 0 })}
    </span>
  );
}
