interface ChartLegendProps {
  readonly period: string;
  readonly previousPeriod: string | null;
  /** Set when the chart has a point that is not over. */
  readonly partialWords: string | null;
}

/** Names the lines where the plot has no room for labels at their ends. */
export function ChartLegend({ period, previousPeriod, partialWords }: ChartLegendProps) {
  return (
    <ul className="flex flex-wrap gap-x-4 gap-y-1 text-12 text-ink-2 lg:hidden">
      <LegendItem className="legend-line" words={period} />
      {previousPeriod === null ? null : (
        <LegendItem className="legend-line is-previous" words={`Compared, ${previousPeriod}`} />
      )}
      {partialWords === null ? null : (
        <LegendItem className="legend-line is-partial" words={partialWords} />
      )}
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
