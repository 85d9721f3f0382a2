import type { HTMLAttributes, ReactNode } from "react";
import { METRICS } from "@/lib/analytics/catalog";
import { formatDay, formatPeriod } from "@/lib/analytics/format";
import type { HeroChart } from "@/lib/contracts/hero-chart.url";
import type { Interval } from "@/lib/core/range";
import { ChartGrid } from "./chart-grid";
import { ChartLabels } from "./chart-labels";
import { chartLayout } from "./chart-layout";
import { ChartLegend } from "./chart-legend";
import { INTERVAL_WORDS, PARTIAL_WORDS, type PointWords, pointSentence } from "./chart-words";
import { dayTicks } from "./day-ticks";
import { HeroCaption } from "./hero-caption";
import { HeroHead } from "./hero-head";
import type { HeroMetric } from "./hero-metric";
import { HeroSvg } from "./hero-svg";
import { Readout } from "./readout";

interface HeroFigureProps {
  readonly chart: HeroChart;
  readonly interval: Interval;
  readonly metric: HeroMetric;
  /** What the browser adds once the chart is touched; without it this is the server's still picture. */
  readonly live?: {
    readonly onMetric: (metric: HeroMetric) => void;
    readonly activeIndex: number | null;
    readonly point: PointWords | null;
    readonly handlers: HTMLAttributes<HTMLDivElement>;
    /** Recharts' lines, when loaded. */
    readonly painter: ReactNode;
    readonly isCovered: boolean;
  };
}

/** The hero chart of one metric with its title, readout, legend and sentence. */
export function HeroFigure({ chart, interval, metric, live }: HeroFigureProps) {
  const { data, meta } = chart;
  const layout = chartLayout({
    points: data.points,
    previous: data.previous?.points ?? null,
    metric,
  });
  const point = live?.point ?? null;
  const period = formatPeriod(meta.range);
  const previousPeriod =
    data.previous === null || meta.compare === null ? null : formatPeriod(meta.compare);
  const stop = stopOf(layout.values);
  const stopDay = stop === null ? undefined : data.points[stop]?.day;
  const last = Math.max(0, data.points.length - 1);
  return (
    <>
      <HeroHead interval={interval} metric={metric} onMetric={live?.onMetric} />
      <figure aria-labelledby="hero-takeaway">
        <div
          className="chart"
          data-metric={metric}
          data-muted={meta.freshness === "stale" || meta.freshness === "blocked"}
        >
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
            aria-valuemax={last}
            aria-valuenow={live?.activeIndex ?? last}
            aria-valuetext={
              point === null ? `${period}; arrow keys read points` : pointSentence(point)
            }
            {...live?.handlers}
          >
            <ChartGrid
              layout={layout}
              dayTicks={dayTicks(data.points, interval)}
              metric={metric}
              currency={meta.currency}
            />
            <HeroSvg layout={layout} isCovered={live?.isCovered === true} />
            {live?.painter}
            <ChartLabels
              layout={layout}
              metric={metric}
              currency={meta.currency}
              period={stopDay === undefined ? period : `data to ${formatDay(stopDay)}`}
              previousPeriod={previousPeriod}
              partialWords={PARTIAL_WORDS[interval]}
            />
          </div>
        </div>
        <HeroCaption chart={chart} metric={metric} interval={interval} />
      </figure>
    </>
  );
}

/** The last known point when the data stops before the period does; `null` when it does not. */
function stopOf(values: readonly (number | null)[]): number | null {
  const last = values.findLastIndex((value) => value !== null);
  return last === -1 || last === values.length - 1 ? null : last;
}
