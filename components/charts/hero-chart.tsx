"use client";

import { type ComponentProps, type ComponentType, useCallback, useEffect, useState } from "react";
import type { ChartMetric } from "@/lib/contracts/query.url";
import type { Interval } from "@/lib/core/range";
import type { ChartAnswer } from "./chart-answer";
import { chartLayout } from "./chart-layout";
import { describePoint } from "./chart-words";
import { HeroFigure } from "./hero-figure";
import type { HeroInteractive } from "./hero-interactive";
import { metricsOf, toChartMetric } from "./hero-metric";
import { useChartCursor } from "./use-chart-cursor";

interface HeroChartProps {
  readonly chart: ChartAnswer;
  readonly interval: Interval;
  /** What the address asks to be drawn. */
  readonly metric: ChartMetric;
  /** The value of the radio button that was chosen before this code arrived. */
  readonly initialMetric: string | undefined;
  /** Told what is chosen: before, and here. */
  readonly onMetric?: (metric: ChartMetric) => void;
  /** Where the pointer was then, as a share of the plot's width; `null` when elsewhere. */
  readonly initialShare: number | null;
  /** True when somebody touched the chart: Recharts is then wanted at once. */
  readonly isTouched: boolean;
}

/** The chart that answers: readout, crosshair, keyboard, and lines by Recharts once it has been touched. */
export function HeroChart({ chart, interval, ...initial }: HeroChartProps) {
  const { data, meta } = chart;
  const { metric, choose } = useChosenMetric(initial);
  const { points } = data;
  const previous = data.previous?.points ?? null;
  const drawn = metricsOf(metric);
  // Whatever is drawn, points lie at the same places across.
  const layout = chartLayout({ points, previous, metric: drawn[0] ?? "commissions" });
  const { activeIndex, handlers } = useChartCursor(layout, initial.initialShare);
  const { Painter, isPainted, load, onPainted } = usePainter(initial.isTouched);
  const words = { currency: meta.currency, interval, points, previous };
  return (
    <HeroFigure
      chart={chart}
      interval={interval}
      metric={metric}
      live={{
        onMetric: choose,
        activeIndex,
        point:
          activeIndex === null
            ? null
            : drawn.map((id) => describePoint(activeIndex, { ...words, metric: id })),
        handlers: { ...handlers, onPointerEnter: load, onTouchStart: load, onFocus: load },
        paint: (plot) =>
          Painter === null ? null : (
            <Painter layout={plot} activeIndex={activeIndex} onPainted={onPainted} />
          ),
        isCovered: isPainted,
      }}
    />
  );
}

/** What is drawn: the choice made here, until the address says otherwise (a link, the way back). */
function useChosenMetric({
  metric: address,
  initialMetric,
  onMetric,
}: Pick<HeroChartProps, "metric" | "initialMetric" | "onMetric">) {
  const [first] = useState(() => toChartMetric(initialMetric, address));
  const [chosen, setChosen] = useState({ metric: first, from: address });
  if (chosen.from !== address) setChosen({ metric: address, from: address });
  useEffect(() => onMetric?.(first), [onMetric, first]);
  const choose = (metric: ChartMetric) => {
    setChosen({ metric, from: address });
    onMetric?.(metric);
  };
  return { metric: chosen.metric, choose };
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
