import type { ChartMetric } from "@/lib/contracts/query.url";
import type { Interval } from "@/lib/core/range";
import type { ChartAnswer } from "./chart-answer";
import { describeSeries, finalityWords } from "./describe-series";
import { metricsOf } from "./hero-metric";

interface HeroCaptionProps {
  readonly chart: ChartAnswer;
  readonly metric: ChartMetric;
  readonly interval: Interval;
}

/** What the chart shows in one sentence, then its extremes and the state of its data. */
export function HeroCaption({ chart, metric, interval }: HeroCaptionProps) {
  const { takeaway, summary } = describeSeries(chart, { metrics: metricsOf(metric), interval });
  const details = [
    summary,
    finalityWords(chart, { metrics: metricsOf(metric), interval }),
    freshnessSentence(chart.meta.freshness),
  ];
  return (
    <figcaption className="mt-5 max-w-[60em] text-pretty">
      <p id="hero-takeaway" className="text-15 text-ink-2">
        {takeaway}
      </p>
      <p className="mt-1 text-13 text-ink-3">{details.filter((part) => part !== null).join(" ")}</p>
    </figcaption>
  );
}

function freshnessSentence(freshness: ChartAnswer["meta"]["freshness"]): string | null {
  switch (freshness) {
    case "blocked":
      return "The line stops where the data stops; missing days are filled in after reconnecting.";
    case "stale":
      return "These are the figures of the last good sync; the newest days may be short.";
    case "never":
      return "Nothing was synced yet.";
    case "fresh":
    case "late":
      return null;
  }
}
