"use client";

import { type ComponentProps, type ComponentType, useCallback, useState } from "react";
import { METRICS, type MetricId } from "@/lib/analytics/catalog";
import { formatPeriod } from "@/lib/analytics/format";
import type { HeroChart as HeroChartAnswer } from "@/lib/contracts/hero-chart.url";
import type { Interval } from "@/lib/core/range";
import { ChartGrid } from "./chart-grid";
import { ChartLabels } from "./chart-labels";
import { chartLayout } from "./chart-layout";
import { ChartLegend } from "./chart-legend";
import { describePoint, INTERVAL_WORDS, PARTIAL_WORDS, type PointWords } from "./chart-words";
import { dayTicks } from "./day-ticks";
import type { HeroInteractive } from "./hero-interactive";
import { HeroSvg } from "./hero-svg";
import { Readout } from "./readout";
import { useChartCursor } from "./use-chart-cursor";

interface HeroChartProps {
  readonly chart: HeroChartAnswer;
  readonly interval: Interval;
  readonly metric: MetricId;
}

/** The chart of one metric: painted by the server, taken over by Recharts on the first pointer, focus or touch. */
export function HeroChart({ chart, interval, metric }: HeroChartProps) {
  const { data, meta } = chart;
  const { currency, compare } = meta;
  const previous = data.previous?.points ?? null;
  const layout = chartLayout({ points: data.points, previous, metric });
  const { activeIndex, handlers } = useChartCursor(layout);
  const { Painter, isPainted, load, onPainted } = usePainter();
  const words = { metric, currency, interval, points: data.points, previous };
  const point = activeIndex === null ? null : describePoint(activeIndex, words);
  const period = formatPeriod(meta.range);
  const previousPeriod = previous === null || compare === null ? null : formatPeriod(compare);
  const isMuted = meta.freshness === "stale" || meta.freshness === "blocked";
  return (
    <div className="chart" data-metric={metric} data-muted={isMuted}>
      <Readout point={point} />
      <ChartLegend
        period={period}
        previousPeriod={previousPeriod}
        partialWords={layout.open.length > 0 ? PARTIAL_WORDS[interval] : null}
      />
      <div
        className="plot"
        role="slider"
        tabIndex={0}
        aria-label={`${METRICS[metric].label}, ${INTERVAL_WORDS[interval]}`}
        aria-valuemin={0}
        aria-valuemax={Math.max(0, data.points.length - 1)}
        aria-valuenow={activeIndex ?? Math.max(0, data.points.length - 1)}
        aria-valuetext={point === null ? `${period}; arrow keys read points` : sentenceOf(point)}
        onPointerEnter={load}
        onTouchStart={load}
        onFocus={load}
        {...handlers}
      >
        <ChartGrid
          layout={layout}
          dayTicks={dayTicks(data.points, interval)}
          metric={metric}
          currency={currency}
        />
        <HeroSvg layout={layout} isCovered={isPainted} />
        {Painter === null ? null : (
          <Painter layout={layout} activeIndex={activeIndex} onPainted={onPainted} />
        )}
        <ChartLabels
          layout={layout}
          metric={metric}
          currency={currency}
          period={period}
          previousPeriod={previousPeriod}
          partialWords={PARTIAL_WORDS[interval]}
        />
      </div>
    </div>
  );
}

function sentenceOf({ name, value, previous, change }: PointWords): string {
  return [
    `${name}: ${value}`,
    ...(previous === null ? [] : [`compared ${previous}`]),
    ...(change === null ? [] : [change]),
  ].join("; ");
}

type Painter = ComponentType<ComponentProps<typeof HeroInteractive>>;

/** Loads Recharts once, on demand. Should the chunk not arrive, the server's drawing stays and the next touch tries again. */
function usePainter() {
  const [Painter, setPainter] = useState<Painter | null>(null);
  const [isPainted, setIsPainted] = useState(false);
  const onPainted = useCallback(() => setIsPainted(true), []);
  const load = () => {
    if (Painter !== null) return;
    import("./hero-interactive").then(
      (loaded) => setPainter(() => loaded.HeroInteractive),
      () => undefined,
    );
  };
  return { Painter, isPainted, load, onPainted };
}
