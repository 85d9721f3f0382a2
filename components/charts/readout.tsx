import type { PointWords } from "./chart-words";

interface ReadoutProps {
  /** The point being read, once for each metric that is drawn; `null` shows how to read one. */
  readonly point: readonly PointWords[] | null;
  /** Whether it keeps room for several metrics. */
  readonly isTall: boolean;
}

/** The room it keeps, measured with revised days: what is read never moves the plots. */
export function readoutHeight(isTall: boolean): string {
  return isTall ? "min-h-25 md:min-h-11" : "min-h-11 md:min-h-6";
}

/** The fixed line above the chart that says the point being read; it covers nothing and keeps its height. */
export function Readout({ point, isTall }: ReadoutProps) {
  return (
    <p
      className={`flex flex-wrap content-start items-baseline gap-x-4 text-13 text-ink-3 print:hidden ${readoutHeight(isTall)}`}
      data-testid="hero-readout"
    >
      {point === null ? (
        "Point at the chart, or use the arrow keys, to read it."
      ) : point.length === 1 ? (
        <OneMetric words={point[0]} />
      ) : (
        <AllMetrics words={point} />
      )}
    </p>
  );
}

function OneMetric({ words }: { readonly words: PointWords | undefined }) {
  if (words === undefined) return null;
  return (
    <>
      <span className="font-medium text-ink">{words.name}</span>
      <span className="font-semibold text-ink">{words.value}</span>
      {words.previous === null ? null : (
        <span>
          {words.previous.name} {words.previous.value}
        </span>
      )}
      {words.change === null ? null : <span className="text-ink-2">{words.change}</span>}
      {words.note === null ? null : <span>{words.note}</span>}
    </>
  );
}

function AllMetrics({ words }: { readonly words: readonly PointWords[] }) {
  const [first] = words;
  const before = first?.previous ?? null;
  return (
    <>
      <span className="max-md:w-full">
        <span className="font-medium text-ink">{first?.name}</span>
        {before === null ? "" : ` vs ${before.name}`}
      </span>
      {/* on a phone a line each: as the cursor moves, no metric changes places */}
      {words.map(({ metric, value, previous, change, note }) => (
        <span key={metric} className="max-md:w-full">
          {metric} <span className="font-semibold text-ink">{value}</span>
          {previous === null ? "" : ` vs ${previous.value}`}
          {change === null ? "" : ` ${change}`}
          {note === null ? "" : ` (${note})`}
        </span>
      ))}
    </>
  );
}
