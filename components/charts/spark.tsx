import type { MetricId } from "@/lib/analytics/catalog";
import type { ComparedPoint, HeroChartPoint } from "@/lib/contracts/hero-chart.url";
import { chartLayout } from "./chart-layout";
import { linePath, PATH_BOX } from "./line-path";

interface SparkProps {
  readonly points: readonly HeroChartPoint[];
  readonly previous: readonly ComparedPoint[] | null;
  readonly metric: MetricId;
  readonly isMuted: boolean;
}

/** A small line of the card's own period, for the eye only: the figure beside it says the number. */
export function Spark({ points, previous, metric, isMuted }: SparkProps) {
  const layout = chartLayout({ points, previous, metric });
  const last = layout.complete.findLastIndex((value) => value !== null);
  const end = layout.complete[last] ?? null;
  return (
    <svg className="spark" data-metric={metric} data-muted={isMuted} aria-hidden="true">
      <svg viewBox={`0 0 ${PATH_BOX} ${PATH_BOX}`} preserveAspectRatio="none" aria-hidden="true">
        <g className="line-previous">
          <path d={linePath(layout.previous, layout)} />
        </g>
        <g className="line-current">
          <path d={linePath(layout.complete, layout)} />
        </g>
      </svg>
      {end === null ? null : (
        <circle className="point" r="3" cx={`${layout.x(last)}%`} cy={`${layout.y(end)}%`} />
      )}
    </svg>
  );
}
