import type { MetricId } from "@/lib/analytics/catalog";
import type { ChartLayout } from "./chart-layout";
import { formatMetric } from "./chart-words";
import { type EndLabel, endLabels } from "./end-labels";

interface ChartLabelsProps {
  readonly layout: ChartLayout;
  readonly metric: MetricId;
  readonly currency: string;
  /** What the line shows, in words: the period, or the day where the data stops. */
  readonly period: string;
  /** `null` without a comparison. */
  readonly previousPeriod: string | null;
  /** What a point that is not over is called, e.g. "today so far". */
  readonly partialWords: string;
  /** Whether the lines are named at their ends. */
  readonly hasEnds: boolean;
}

/** What lies before the lines: the peak, lone points, the open ring of an unfinished point, and the lines' names. */
export function ChartLabels(props: ChartLabelsProps) {
  const { layout, metric, currency } = props;
  const at = (index: number) => {
    const value = layout.values[index] ?? 0;
    return { x: percent(layout.x(index)), y: percent(layout.y(value)) };
  };
  const dot = (index: number) => ({ cx: at(index).x, cy: at(index).y });
  const peak = layout.peak;
  return (
    <svg className="plot-layer pointer-events-none" aria-hidden="true">
      {layout.lonely.map((index) => (
        <circle key={index} className="point" r="3" {...dot(index)} />
      ))}
      {layout.revised.map((index) => (
        <circle
          key={index}
          className="point-revised"
          r="2.5"
          cx={percent(layout.x(index))}
          cy="100%"
        />
      ))}
      {layout.open.map((index) => (
        <circle key={index} className="point-open" r="3.5" {...dot(index)} />
      ))}
      {peak === null ? null : (
        <>
          <circle className="point" r="3" {...dot(peak)} />
          <text className="is-strong" {...at(peak)} dy="-10" textAnchor={anchorAt(layout.x(peak))}>
            {formatMetric(layout.values[peak] ?? null, metric, currency)}
          </text>
        </>
      )}
      {(props.hasEnds ? endLabels(layout) : []).map(({ kind, top }) => {
        const [name, detail] = wordsOf(kind, props);
        return (
          <g key={kind} className="end-label">
            <text
              className={kind === "current" ? "is-line" : undefined}
              x="100%"
              y={percent(top)}
              dx="12"
            >
              {name}
            </text>
            <text x="100%" y={percent(top)} dx="12" dy="15">
              {detail}
            </text>
          </g>
        );
      })}
    </svg>
  );
}

function wordsOf(
  kind: EndLabel["kind"],
  { layout, metric, currency, period, previousPeriod, partialWords }: ChartLabelsProps,
): readonly [string, string] {
  switch (kind) {
    case "current":
      return ["This period", period];
    case "previous":
      return ["Compared", previousPeriod ?? ""];
    case "partial":
      return [formatMetric(layout.values.at(-1) ?? null, metric, currency), partialWords];
  }
}

/** Keeps a centred label inside the plot. */
function anchorAt(x: number): "start" | "middle" | "end" {
  if (x < 6) return "start";
  return x > 94 ? "end" : "middle";
}

function percent(value: number): string {
  return `${Math.round(value * 100) / 100}%`;
}
