import type { MetricId } from "@/lib/analytics/catalog";
import { changeOf } from "@/lib/analytics/change";
import { formatPercent } from "@/lib/analytics/format";
import type { Interval } from "@/lib/core/range";
import type { ChartAnswer } from "./chart-answer";
import { formatDifference, formatMetric, formatPoint } from "./chart-words";
import { metricName } from "./hero-metric";
import { isRevised } from "./revision";

interface SeriesWords {
  /** One sentence that says what the chart shows. */
  readonly takeaway: string;
  /** Low, high and what stands out, for those who want the numbers; `null` when there are none. */
  readonly summary: string | null;
}

interface Drawn {
  readonly metrics: readonly MetricId[];
  readonly interval: Interval;
}

/** Puts a chart in words; also its text alternative. Several metrics share a sentence, and each has its extremes. */
export function describeSeries(chart: ChartAnswer, { metrics, interval }: Drawn): SeriesWords {
  const [only, ...others] = metrics;
  if (only !== undefined && others.length === 0) return describeMetric(chart, only, interval);
  const summaries = metrics.flatMap((metric) => {
    const { summary } = describeMetric(chart, metric, interval);
    return summary === null ? [] : [`${metricName(metric)}: ${summary}`];
  });
  return {
    takeaway: totalsSentence(chart, metrics),
    summary: summaries.length === 0 ? null : summaries.join(" "),
  };
}

/** "Commissions $9,306 (+15.5%), orders 1,012 (+9.3%) against the compared period." */
function totalsSentence({ data, meta }: ChartAnswer, metrics: readonly MetricId[]): string {
  const compared = meta.range.partial ? null : (data.previous?.totals ?? null);
  const parts = metrics.map((metric) => {
    const total = data.totals[metric];
    const name = metricName(metric).toLowerCase();
    if (total === null) return `no ${name} sent by LTK`;
    const change = changeOf(total, compared?.[metric] ?? null);
    const share =
      change.kind === "relative" ? ` (${formatPercent(change.fraction, { signed: true })})` : "";
    return `${name} ${formatMetric(total, metric, meta.currency)}${share}`;
  });
  const words = `${parts.join(", ")}${compared === null ? "" : " against the compared period"}.`;
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** How final the points are: which still grow, and how many LTK has changed; `null`: all are final. */
export function finalityWords({ data }: ChartAnswer, { metrics, interval }: Drawn): string | null {
  const revised = data.points.filter((point) =>
    metrics.some((metric) => isRevised(point, metric)),
  ).length;
  const unit = revised === 1 ? interval : `${interval}s`;
  const parts = [
    ...(data.points.some(({ settling }) => settling)
      ? [`Hatched ${interval}s can still grow: orders take about a week to arrive.`]
      : []),
    ...(revised > 0
      ? [`LTK revised ${revised} ${unit} after the fact, marked by a dot at the foot.`]
      : []),
  ];
  return parts.length === 0 ? null : parts.join(" ");
}

function describeMetric(chart: ChartAnswer, metric: MetricId, interval: Interval): SeriesWords {
  const { data, meta } = chart;
  const words = (value: number) => formatMetric(value, metric, meta.currency);
  const name = metricName(metric);
  const total = data.totals[metric];
  const known = data.points.flatMap((point) => {
    const value = point[metric];
    return value === null || point.partial ? [] : [{ day: point.day, value }];
  });
  const best = known.reduce<(typeof known)[number] | null>(
    (top, point) => (top === null || point.value > top.value ? point : top),
    null,
  );
  if (total === null) {
    return { takeaway: `LTK sent no ${name.toLowerCase()} for these days.`, summary: null };
  }
  if (best === null || data.points.every((point) => (point[metric] ?? 0) === 0)) {
    return { takeaway: `${name} came to ${words(total)}.`, summary: null };
  }
  const low = Math.min(...known.map(({ value }) => value));
  const gaps = data.points.filter((point) => point[metric] === null).length;
  return {
    takeaway: `${name} came to ${words(total)}${comparisonWords(chart, metric)}; the best ${interval} was ${formatPoint(best.day, interval).replace("Week", "the week")} with ${words(best.value)}.`,
    summary: [
      `${known.length} complete ${known.length === 1 ? interval : `${interval}s`}, low ${words(low)}, high ${words(best.value)}.`,
      ...(low < 0 ? ["Below zero: more was returned than earned."] : []),
      ...(gaps > 0
        ? [`${gaps} missing: ${chart.gapWords ?? "LTK sent nothing, which is not zero"}.`]
        : []),
    ].join(" "),
  };
}

function comparisonWords({ data, meta }: ChartAnswer, metric: MetricId): string {
  // Totals of a period that is not over stand against a whole one; the page's own sentence compares what may be.
  if (data.previous === null || meta.range.partial) return "";
  const change = changeOf(data.totals[metric], data.previous.totals[metric]);
  if (change.kind === "none") return "";
  if (change.difference === 0) return ", as in the compared period";
  const size = formatDifference(Math.abs(change.difference), metric, meta.currency).replace(
    "+",
    "",
  );
  const share = change.kind === "relative" ? ` (${formatPercent(Math.abs(change.fraction))})` : "";
  return `, ${size}${share} ${change.difference > 0 ? "more" : "less"} than in the compared period`;
}
