import { METRICS, type MetricId } from "@/lib/analytics/catalog";
import { changeOf } from "@/lib/analytics/change";
import { formatPercent } from "@/lib/analytics/format";
import type { HeroChart } from "@/lib/contracts/hero-chart.url";
import type { Interval } from "@/lib/core/range";
import { formatDifference, formatMetric, formatPoint } from "./chart-words";

interface SeriesWords {
  /** One sentence that says what the chart shows. */
  readonly takeaway: string;
  /** Low, high and what stands out, for those who want the numbers; `null` when there are none. */
  readonly summary: string | null;
}

/** Puts a chart of one metric in words; also its text alternative. */
export function describeSeries(
  chart: HeroChart,
  { metric, interval }: { readonly metric: MetricId; readonly interval: Interval },
): SeriesWords {
  const { data, meta } = chart;
  const words = (value: number) => formatMetric(value, metric, meta.currency);
  const name = METRICS[metric].label.replace(/,.*/, "");
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
      `${known.length} complete ${known.length === 1 ? interval : `${interval}s`}: low ${words(low)}, high ${words(best.value)}.`,
      ...(low < 0 ? ["Below zero: more was returned than earned."] : []),
      ...(gaps > 0 ? [`${gaps} missing: LTK sent nothing, which is not zero.`] : []),
    ].join(" "),
  };
}

function comparisonWords({ data, meta }: HeroChart, metric: MetricId): string {
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
