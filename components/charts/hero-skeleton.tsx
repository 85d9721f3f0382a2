import type { ChartMetric } from "@/lib/contracts/query.url";
import type { Interval } from "@/lib/core/range";
import { INTERVAL_WORDS } from "./chart-words";
import { metricsOf } from "./hero-metric";
import { readoutHeight } from "./readout";

interface HeroSkeletonProps {
  readonly interval: Interval;
  readonly metric: ChartMetric;
}

/** The chart's frame while it loads; as high as the chart. */
export function HeroSkeleton({ interval, metric }: HeroSkeletonProps) {
  const words = INTERVAL_WORDS[interval];
  return (
    <section aria-label={`Chart ${words}, loading`} aria-busy="true">
      <div className="mb-3 flex min-h-tap items-center">
        <p className="font-serif text-21 leading-[1.2] font-medium tracking-[-0.012em] first-letter:uppercase">
          {words}
        </p>
      </div>
      <div className="chart" data-metric={metric}>
        <div className={readoutHeight(metricsOf(metric).length > 1)} />
        <div
          className={metric === "all" ? "h-10 md:h-[1.125rem]" : "h-10 md:h-[1.125rem] lg:hidden"}
        />
        <div className="plots">
          {metricsOf(metric).map((id) => (
            <div key={id} className="plot">
              <svg className="plot-layer" aria-hidden="true">
                {["0%", "25%", "50%", "75%"].map((y) => (
                  <line key={y} className="grid-line" x1="0" x2="100%" y1={y} y2={y} />
                ))}
                <line className="zero-line" x1="0" x2="100%" y1="100%" y2="100%" />
              </svg>
            </div>
          ))}
        </div>
      </div>
      <div className="mt-5 h-[67px] md:h-[22px]">
        <span className="skeleton h-5 max-w-[36rem]" />
      </div>
      <div className="mt-2 h-9 md:h-5">
        <span className="skeleton h-4 max-w-72" />
      </div>
      <div className="h-tap" />
    </section>
  );
}
