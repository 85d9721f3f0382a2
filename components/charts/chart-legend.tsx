interface ChartLegendProps {
  readonly period: string;
  readonly previousPeriod: string | null;
  /** Set when the chart has a point that is not over. */
  readonly partialWords: string | null;
  /** Whether the chart has points that can still grow. */
  readonly isSettling: boolean;
  /** Whether it stays where there is room for labels at the lines' ends, because there are none. */
  readonly isWide: boolean;
}

/** Names the lines where the plot has no room for labels at their ends, and the hatching. */
export function ChartLegend(props: ChartLegendProps) {
  const { period, previousPeriod, partialWords, isSettling, isWide } = props;
  return (
    <ul
      className={`flex flex-wrap gap-x-4 gap-y-1 text-12 text-ink-2 ${isWide ? "" : "lg:hidden"}`}
    >
      <LegendItem className="legend-line" words={period} />
      {previousPeriod === null ? null : (
        <LegendItem className="legend-line is-previous" words={`Compared, ${previousPeriod}`} />
      )}
      {partialWords === null ? null : (
        <LegendItem className="legend-line is-partial" words={partialWords} />
      )}
      {isSettling ? (
        <li className="inline-flex items-center gap-1.5">
          <svg className="legend-hatch" viewBox="0 0 18 10" aria-hidden="true">
            <path d="M2 10L8 0M7 10L13 0M12 10L18 0" />
            <rect width="18" height="10" />
          </svg>
          still arriving
        </li>
      ) : null}
    </ul>
  );
}

function LegendItem({ className, words }: { readonly className: string; readonly words: string }) {
  return (
    <li className="inline-flex items-center gap-1.5">
      <svg className="h-2 w-6 flex-none" viewBox="0 0 24 8" aria-hidden="true">
        <path className={className} d="M0 4H24" />
      </svg>
      {words}
    </li>
  );
}
