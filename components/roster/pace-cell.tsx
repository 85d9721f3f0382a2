import { formatPercent } from "@/lib/analytics/format";
import type { RosterRow } from "@/lib/contracts/roster.url";
import { Unknown } from "../metrics/unknown";
import { noPaceWords } from "./roster-words";

interface PaceCellProps {
  readonly month: Pick<NonNullable<RosterRow["month"]>, "pace"> | null;
}

/** A bar as long as the month before would be this long. */
const FULL = 66;
const WIDTH = 100;

/** How the running month stands against the same days of the month before: a bar with a tick at as much, and per cent. */
export function PaceCell({ month }: PaceCellProps) {
  const pace = month?.pace ?? null;
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
        <line className="pace-track" x1="0" x2={WIDTH} y1="6" y2="6" />
        <rect width={Math.round(length)} y="4" height="4" />
        <line className="pace-tick" x1={FULL} x2={FULL} y1="0" y2="12" />
      </svg>
      <span className="pace-percent">{formatPercent(pace.ratio, { digits: 0 })}</span>
    </span>
  );
}
