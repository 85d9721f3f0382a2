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

/** A point and its counterpart in one line; also what a screen reader says at each step. */
export interface PointWords {
  readonly name: string;
  readonly value: string;
  readonly previous: string | null;
  readonly change: string | null;
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
  if (point === undefined) return { name: UNKNOWN, value: UNKNOWN, previous: null, change: null };
  const value = point[metric];
  const name = formatPoint(point.day, interval);
  const change = point.partial ? undefined : changeOf(value, before?.[metric] ?? null);
  return {
    name: point.partial ? `${name}, ${PARTIAL_WORDS[interval]}` : name,
    value: value === null ? `${UNKNOWN} not sent by LTK` : formatMetric(value, metric, currency),
    previous:
      before === null
        ? null
        : `${formatPoint(before.day, interval)} ${formatMetric(before[metric], metric, currency)}`,
    change:
      change === undefined || change.kind === "none"
        ? null
        : [
            formatDifference(change.difference, metric, currency),
            change.kind === "relative" ? formatPercent(change.fraction, { signed: true }) : "",
          ]
            .join(" ")
            .trim(),
  };
}

/** A point's words as one sentence, for screen readers. */
export function pointSentence({ name, value, previous, change }: PointWords): string {
  return [
    `${name}: ${value}`,
    ...(previous === null ? [] : [`compared ${previous}`]),
    ...(change === null ? [] : [change]),
  ].join("; ");
}

/** A difference with its sign. */
export function formatDifference(value: number, metric: MetricId, currency: string): string {
  return METRICS[metric].unit === "money"
    ? formatMoney(value, currency, { signed: true })
    : formatCount(value, { signed: true });
}
