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
/** What is the same in all rows is one element: the page's data names it once, and then refers to it. */
const TRACK = <path className="pace-track" d={`M0 6H${WIDTH}`} />;
const TICK = <path className="pace-tick" d={`M${FULL} 0V12`} />;

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
        {TRACK}
        <path d={`M0 4h${Math.round(length)}v4H0`} />
        {TICK}
      </svg>
      {formatPercent(pace.ratio, { digits: 0 })}
    </span>
  );
}
