import type { MetricId } from "@/lib/analytics/catalog";
import type { ComparedPoint, HeroChartPoint } from "@/lib/contracts/hero-chart.url";
import { comparedPoints } from "./compared-points";
import { SparkLine } from "./spark-line";

interface SparkProps {
  readonly points: readonly HeroChartPoint[];
  readonly previous: readonly ComparedPoint[] | null;
  readonly metric: MetricId;
  readonly isMuted: boolean;
}

/** A small line of the card's own period and of the one compared; what is not over is left out. */
export function Spark({ points, previous, metric, isMuted }: SparkProps) {
  return (
    <SparkLine
      values={points.map((point) => (point.partial ? null : point[metric]))}
      previous={comparedPoints(points, previous).map((point) => point?.[metric] ?? null)}
      metric={metric}
      isMuted={isMuted}
    />
  );
}
