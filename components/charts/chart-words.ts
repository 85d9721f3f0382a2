import { METRICS, type MetricId } from "@/lib/analytics/catalog";
import { changeOf } from "@/lib/analytics/change";
import {
  formatCount,
  formatDay,
  formatMoney,
  formatPercent,
  UNKNOWN,
} from "@/lib/analytics/format";
import type { ComparedPoint, HeroChartPoint } from "@/lib/contracts/hero-chart.url";
import type { Interval } from "@/lib/core/range";
import { comparedPoints } from "./compared-points";
import { metricName } from "./hero-metric";
import { revisionOf } from "./revision";

/** From here on an axis is shortened ("$20K"); tables and figures never are. */
const SHORTEN_FROM = 10_000;

/** A metric's value as pages write it. */
export function formatMetric(value: number | null, metric: MetricId, currency: string): string {
  return METRICS[metric].unit === "money" ? formatMoney(value, currency) : formatCount(value);
}

/** A metric's value exact to its smallest unit, for tables. */
export function formatExact(value: number | null, metric: MetricId, currency: string): string {
  return METRICS[metric].unit === "money"
    ? formatMoney(value, currency, { cents: true })
    : formatCount(value);
}

/** A value at an axis, short enough for its gutter. */
export function formatTick(value: number, metric: MetricId, currency: string): string {
  const isShort = Math.abs(value) >= SHORTEN_FROM;
  return new Intl.NumberFormat("en-US", {
    ...(METRICS[metric].unit === "money" ? { style: "currency", currency } : {}),
    ...(isShort ? { notation: "compact" } : {}),
    minimumFractionDigits: 0,
    maximumFractionDigits: isShort ? 1 : 0,
  })
    .format(value)
    .replace("-", "−");
}

/** A point's name: "Sat 14 Nov", "Week from 9 Nov", "Nov 2026". */
export function formatPoint(day: string, interval: Interval): string {
  switch (interval) {
    case "day":
      return formatDay(day, "weekday");
    case "week":
      return `Week from ${formatDay(day)}`;
    case "month":
      return `${formatDay(day).replace(/^\d+ /, "")} ${day.slice(0, 4)}`;
  }
}

/** "by day", "by week" or "by month". */
export const INTERVAL_WORDS: Readonly<Record<Interval, string>> = {
  day: "by day",
  week: "by week",
  month: "by month",
};

/** What a point that is not over is called. */
export const PARTIAL_WORDS: Readonly<Record<Interval, string>> = {
  day: "today so far",
  week: "part of a week",
  month: "part of a month",
};

/** A point of one metric and its counterpart in one line; also what a screen reader says at each step. */
export interface PointWords {
  /** The metric's short name. */
  readonly metric: string;
  /** Its day, and whether that is over: "Sun 22 Nov, still arriving". */
  readonly name: string;
  readonly value: string;
  /** Its counterpart: the day and the value. */
  readonly previous: { readonly name: string; readonly value: string } | null;
  readonly change: string | null;
  /** What LTK changed later, "revised +$12"; `null`: nothing. */
  readonly note: string | null;
}

/** Puts the point at `index` in words. */
export function describePoint(
  index: number,
  chart: {
    readonly points: readonly HeroChartPoint[];
    readonly previous: readonly ComparedPoint[] | null;
    readonly metric: MetricId;
    readonly currency: string;
    readonly interval: Interval;
  },
): PointWords {
  const { metric, currency, interval } = chart;
  const point = chart.points[index];
  const before = comparedPoints(chart.points, chart.previous)[index] ?? null;
  const label = metricName(metric);
  if (point === undefined) {
    const unknown = { name: UNKNOWN, value: UNKNOWN, previous: null, change: null, note: null };
    return { metric: label, ...unknown };
  }
  const value = point[metric];
  const change = point.partial ? undefined : changeOf(value, before?.[metric] ?? null);
  return {
    metric: label,
    name: nameOf(point, interval),
    value: value === null ? `${UNKNOWN} not sent by LTK` : formatMetric(value, metric, currency),
    previous:
      before === null
        ? null
        : {
            name: formatPoint(before.day, interval),
            value: formatMetric(before[metric], metric, currency),
          },
    change:
      change === undefined || change.kind === "none"
        ? null
        : [
            formatDifference(change.difference, metric, currency),
            change.kind === "relative" ? formatPercent(change.fraction, { signed: true }) : "",
          ]
            .join(" ")
            .trim(),
    note: noteOf(point, metric, currency),
  };
}

function nameOf(point: HeroChartPoint, interval: Interval): string {
  const name = formatPoint(point.day, interval);
  if (point.partial) return `${name}, ${PARTIAL_WORDS[interval]}`;
  return point.settling ? `${name}, still arriving` : name;
}

function noteOf(point: HeroChartPoint, metric: MetricId, currency: string): string | null {
  const revision = revisionOf(point, metric);
  return revision === null ? null : `revised ${formatDifference(revision, metric, currency)}`;
}

/** A point's words as one sentence, for screen readers; of several metrics, each with its name. */
export function pointSentence(words: readonly PointWords[]): string {
  const [first] = words;
  const isOne = words.length === 1;
  const parts = words.flatMap(({ metric, value, previous, change, note }) => [
    isOne ? value : `${metric} ${value}`,
    ...(previous === null ? [] : [`compared ${previous.name} ${previous.value}`]),
    ...[change, note].filter((part) => part !== null),
  ]);
  return `${first?.name ?? UNKNOWN}: ${parts.join("; ")}`;
}

/** A difference with its sign. */
export function formatDifference(value: number, metric: MetricId, currency: string): string {
  return METRICS[metric].unit === "money"
    ? formatMoney(value, currency, { signed: true })
    : formatCount(value, { signed: true });
}
