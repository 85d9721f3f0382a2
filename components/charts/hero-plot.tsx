import type { ReactNode } from "react";
import { formatDay, formatPeriod } from "@/lib/analytics/format";
import type { Interval } from "@/lib/core/range";
import type { ChartAnswer } from "./chart-answer";
import { ChartGrid } from "./chart-grid";
import { ChartLabels } from "./chart-labels";
import type { ChartLayout } from "./chart-layout";
import { PARTIAL_WORDS } from "./chart-words";
import type { DayTick } from "./day-ticks";
import { type HeroMetric, metricName } from "./hero-metric";
import { HeroSvg } from "./hero-svg";

interface HeroPlotProps {
  readonly chart: ChartAnswer;
  readonly interval: Interval;
  readonly metric: HeroMetric;
  readonly layout: ChartLayout;
  /** The days to name at its foot; none where another plot below names them. */
  readonly dayTicks: readonly DayTick[];
  /** One of several above each other: it then carries its metric's name, and the legend those of the lines. */
  readonly isSmall: boolean;
  /** Recharts' lines, when loaded. */
  readonly painter: ReactNode;
  readonly isCovered: boolean;
}

/** The plot of one metric, on an axis of its own. */
export function HeroPlot(props: HeroPlotProps) {
  const { chart, interval, metric, layout, isSmall } = props;
  const { data, meta } = chart;
  const stop = stopOf(layout.values);
  const stopDay = stop === null ? undefined : data.points[stop]?.day;
  const previousPeriod =
    data.previous === null || meta.compare === null ? null : formatPeriod(meta.compare);
  return (
    <div className="plot" data-metric={metric}>
      {isSmall ? <p className="plot-name">{metricName(metric)}</p> : null}
      <ChartGrid
        layout={layout}
        dayTicks={props.dayTicks}
        metric={metric}
        currency={meta.currency}
      />
      <HeroSvg layout={layout} isCovered={props.isCovered} />
      {props.painter}
      <ChartLabels
        layout={layout}
        metric={metric}
        currency={meta.currency}
        period={stopDay === undefined ? formatPeriod(meta.range) : `data to ${formatDay(stopDay)}`}
        previousPeriod={previousPeriod}
        partialWords={PARTIAL_WORDS[interval]}
        hasEnds={!isSmall}
      />
    </div>
  );
}

/** The last known point when the data stops before the period does; `null` when it does not. */
function stopOf(values: readonly (number | null)[]): number | null {
  const last = values.findLastIndex((value) => value !== null);
  return last === -1 || last === values.length - 1 ? null : last;
}
