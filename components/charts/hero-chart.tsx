"use client";

import { type ComponentProps, type ComponentType, useCallback, useEffect, useState } from "react";
import type { HeroChart as HeroChartAnswer } from "@/lib/contracts/hero-chart.url";
import type { Interval } from "@/lib/core/range";
import { chartLayout } from "./chart-layout";
import { describePoint } from "./chart-words";
import { HeroFigure } from "./hero-figure";
import type { HeroInteractive } from "./hero-interactive";
import type { HeroMetric } from "./hero-metric";
import { useChartCursor } from "./use-chart-cursor";

interface HeroChartProps {
  readonly chart: HeroChartAnswer;
  readonly interval: Interval;
  /** The metric chosen before this code arrived. */
  readonly initialMetric: HeroMetric;
  /** Where the pointer was then, as a share of the plot's width; `null` when elsewhere. */
  readonly initialShare: number | null;
  /** True when somebody touched the chart: Recharts is then wanted at once. */
  readonly isTouched: boolean;
}

/** The chart that answers: readout, crosshair, keyboard, and lines by Recharts once it has been touched. */
export function HeroChart({ chart, interval, ...initial }: HeroChartProps) {
  const { data, meta } = chart;
  const [metric, setMetric] = useState(initial.initialMetric);
  const previous = data.previous?.points ?? null;
  const layout = chartLayout({ points: data.points, previous, metric });
  const { activeIndex, handlers } = useChartCursor(layout, initial.initialShare);
  const { Painter, isPainted, load, onPainted } = usePainter(initial.isTouched);
  const words = { metric, currency: meta.currency, interval, points: data.points, previous };
  return (
    <HeroFigure
      chart={chart}
      interval={interval}
      metric={metric}
      live={{
        onMetric: setMetric,
        activeIndex,
        point: activeIndex === null ? null : describePoint(activeIndex, words),
        handlers: { ...handlers, onPointerEnter: load, onTouchStart: load, onFocus: load },
        painter:
          Painter === null ? null : (
            <Painter layout={layout} activeIndex={activeIndex} onPainted={onPainted} />
          ),
        isCovered: isPainted,
      }}
    />
  );
}

type Painter = ComponentType<ComponentProps<typeof HeroInteractive>>;

/** Loads Recharts once. Should the chunk not arrive, the server's drawing stays and the next touch tries again. */
function usePainter(isTouched: boolean) {
  const [Painter, setPainter] = useState<Painter | null>(null);
  const [isPainted, setIsPainted] = useState(false);
  const onPainted = useCallback(() => setIsPainted(true), []);
  const load = useCallback(() => {
    import("./hero-interactive").then(
      (loaded) => setPainter(() => loaded.HeroInteractive),
      () => undefined,
    );
  }, []);
  useEffect(() => {
    if (isTouched) load();
  }, [isTouched, load]);
  return { Painter, isPainted, load, onPainted };
}
