import type { ChartMetric } from "@/lib/contracts/query.url";
import type { Interval } from "@/lib/core/range";
import { INTERVAL_WORDS } from "./chart-words";
import { choiceName } from "./hero-metric";
import { MetricTabs } from "./metric-tabs";

interface HeroHeadProps {
  readonly interval: Interval;
  readonly metric: ChartMetric;
  readonly onMetric: ((metric: ChartMetric) => void) | undefined;
}

/** The chart's title and its choice of metric. */
export function HeroHead({ interval, metric, onMetric }: HeroHeadProps) {
  return (
    <div className="mb-3 flex flex-wrap items-center justify-between gap-x-6 gap-y-1">
      <h2 className="font-serif text-21 leading-[1.2] font-medium tracking-[-0.012em] first-letter:uppercase">
        {/* Paper has no tabs to say which metric it is. */}
        <span className="hidden print:inline">{choiceName(metric)}, </span>
        {INTERVAL_WORDS[interval]}
      </h2>
      <MetricTabs metric={metric} onChange={onMetric} />
    </div>
  );
}
