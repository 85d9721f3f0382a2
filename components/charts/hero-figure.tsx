import type { HTMLAttributes, ReactNode } from "react";
import { formatPeriod } from "@/lib/analytics/format";
import type { ChartMetric } from "@/lib/contracts/query.url";
import type { Interval } from "@/lib/core/range";
import type { ChartAnswer } from "./chart-answer";
import { type ChartLayout, chartLayout } from "./chart-layout";
import { ChartLegend } from "./chart-legend";
import { INTERVAL_WORDS, PARTIAL_WORDS, type PointWords, pointSentence } from "./chart-words";
import { dayTicks } from "./day-ticks";
import { HeroCaption } from "./hero-caption";
import { HeroHead } from "./hero-head";
import { choiceName, metricsOf } from "./hero-metric";
import { HeroPlot } from "./hero-plot";
import { Readout } from "./readout";

interface HeroFigureProps {
  readonly chart: ChartAnswer;
  readonly interval: Interval;
  /** One metric, or all three as plots above each other with one cursor. */
  readonly metric: ChartMetric;
  /** What the browser adds once the chart is touched; without it this is the server's still picture. */
  readonly live?: {
    readonly onMetric: (metric: ChartMetric) => void;
    readonly activeIndex: number | null;
    /** The point being read, in words, for each metric that is drawn; `null`: none is read. */
    readonly point: readonly PointWords[] | null;
    readonly handlers: HTMLAttributes<HTMLDivElement>;
    /** Recharts' lines, when loaded. */
    readonly paint: (layout: ChartLayout) => ReactNode;
    readonly isCovered: boolean;
  };
}

/** Steps on the value axis of a plot that has others below it. */
const STEPS_OF_SMALL = 2;

/** The hero chart with its title, readout, legend and sentence. */
export function HeroFigure({ chart, interval, metric, live }: HeroFigureProps) {
  const { data, meta } = chart;
  const { points } = data;
  const drawn = metricsOf(metric);
  const isSmall = drawn.length > 1;
  const previous = data.previous?.points ?? null;
  const steps = isSmall ? { steps: STEPS_OF_SMALL } : {};
  const plots = drawn.map((id) => ({
    id,
    layout: chartLayout({ points, previous, metric: id, ...steps }),
  }));
  const point = live?.point ?? null;
  const period = formatPeriod(meta.range);
  const compared =
    data.previous === null || meta.compare === null ? null : formatPeriod(meta.compare);
  const last = Math.max(0, points.length - 1);
  return (
    <>
      <HeroHead interval={interval} metric={metric} onMetric={live?.onMetric} />
      <figure aria-labelledby="hero-takeaway">
        <div
          className="chart"
          data-metric={metric}
          data-muted={meta.freshness === "stale" || meta.freshness === "blocked"}
        >
          <Readout point={point} isTall={isSmall} />
          <ChartLegend
            period={period}
            previousPeriod={compared}
            partialWords={points.some(({ partial }) => partial) ? PARTIAL_WORDS[interval] : null}
            isSettling={points.some(({ settling }) => settling)}
            isWide={isSmall}
          />
          <div
            className="plots"
            role="slider"
            tabIndex={0}
            aria-label={`${choiceName(metric)}, ${INTERVAL_WORDS[interval]}`}
            aria-valuemin={0}
            aria-valuemax={last}
            aria-valuenow={live?.activeIndex ?? last}
            aria-valuetext={
              point === null ? `${period}; arrow keys read points` : pointSentence(point)
            }
            {...live?.handlers}
          >
            {plots.map(({ id, layout }, index) => (
              <HeroPlot
                key={id}
                chart={chart}
                interval={interval}
                metric={id}
                layout={layout}
                dayTicks={index === plots.length - 1 ? dayTicks(points, interval) : []}
                isSmall={isSmall}
                painter={live?.paint(layout)}
                isCovered={live?.isCovered === true}
              />
            ))}
          </div>
        </div>
        <HeroCaption chart={chart} metric={metric} interval={interval} />
      </figure>
    </>
  );
}
