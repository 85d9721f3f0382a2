import { Fragment } from "react";
import { METRIC_IDS, METRICS, type MetricId } from "@/lib/analytics/catalog";
import { formatPeriod } from "@/lib/analytics/format";
import type { HeroChartPoint } from "@/lib/contracts/hero-chart.url";
import type { Interval } from "@/lib/core/range";
import type { ChartAnswer } from "./chart-answer";
import {
  formatDifference,
  formatExact,
  formatPoint,
  INTERVAL_WORDS,
  PARTIAL_WORDS,
} from "./chart-words";
import { comparedPoints } from "./compared-points";
import { metricName } from "./hero-metric";
import { revisionOf } from "./revision";

interface ChartTableProps {
  readonly chart: ChartAnswer;
  readonly interval: Interval;
}

const INTERVAL_NAMES: Readonly<Record<Interval, string>> = {
  day: "Day",
  week: "Week",
  month: "Month",
};

/** The chart's numbers, exact and complete, one row a point; what each metric is compared with stands beside it. Headings stay while it scrolls. */
export function ChartTable({ chart, interval }: ChartTableProps) {
  const { points } = chart.data;
  const previous = chart.data.previous?.points ?? null;
  const compared = comparedPoints(points, previous);
  const { currency } = chart.meta;
  const caption = `All figures ${INTERVAL_WORDS[interval]}, ${formatPeriod(chart.meta.range)}`;
  return (
    <section
      className="max-h-80 overflow-auto border-y border-rule print:max-h-none print:overflow-visible"
      aria-label={caption}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
      tabIndex={0}
    >
      <table className="w-full text-13">
        <caption className="sr-only">{caption}</caption>
        <thead>
          <tr className="text-ink-3">
            <Heading words={INTERVAL_NAMES[interval]} align="text-left" />
            {METRIC_IDS.map((metric) => (
              <Fragment key={metric}>
                <Heading words={METRICS[metric].label} align="text-right" />
                {previous === null ? null : (
                  <Heading words={`${metricName(metric)} compared`} align="text-right" />
                )}
              </Fragment>
            ))}
          </tr>
        </thead>
        <tbody>
          {points.map((point, index) => (
            <tr key={point.day} className="border-b border-rule last:border-0">
              <th
                scope="row"
                className="sticky left-0 bg-paper py-2 pr-4 print:static print:bg-transparent text-left font-medium whitespace-nowrap"
              >
                {formatPoint(point.day, interval)}
                {point.partial ? (
                  <span className="block font-normal text-ink-3 md:inline">
                    {" "}
                    ({PARTIAL_WORDS[interval]})
                  </span>
                ) : point.settling ? (
                  <span className="block font-normal text-ink-3 md:inline"> (still arriving)</span>
                ) : null}
              </th>
              {METRIC_IDS.map((metric) => (
                <Fragment key={metric}>
                  <td className="py-2 pl-4 text-right">
                    {formatExact(point[metric], metric, currency)}
                    <Revision point={point} metric={metric} currency={currency} />
                  </td>
                  {previous === null ? null : (
                    <td className="py-2 pl-4 text-right text-ink-2">
                      {formatExact(compared[index]?.[metric] ?? null, metric, currency)}
                    </td>
                  )}
                </Fragment>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

interface RevisionProps {
  readonly point: HeroChartPoint;
  readonly metric: MetricId;
  readonly currency: string;
}

/** How much of a value came after it was first seen complete. */
function Revision({ point, metric, currency }: RevisionProps) {
  const revision = revisionOf(point, metric);
  return revision === null ? null : (
    <span className="block text-12 text-ink-3">
      revised {formatDifference(revision, metric, currency)}
    </span>
  );
}

function Heading({ words, align }: { readonly words: string; readonly align: string }) {
  return (
    <th
      scope="col"
      className={`sticky top-0 bg-paper print:static print:bg-transparent py-2 pr-0 pl-4 font-normal first:left-0 first:z-10 first:pl-0 ${align}`}
    >
      {words}
    </th>
  );
}
