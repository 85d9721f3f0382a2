import { formatDay } from "@/lib/analytics/format";
import type { HeroChartPoint } from "@/lib/contracts/hero-chart.url";
import type { Interval } from "@/lib/core/range";

/** A label under the chart; `anchor` keeps the outer ones inside the plot. */
export interface DayTick {
  readonly index: number;
  readonly label: string;
  readonly anchor: "start" | "middle" | "end";
}

/** As many labels as a phone holds side by side. */
const MAX_TICKS = 6;
const DAY_STEPS = [1, 2, 7, 14, 28];
/** Beyond this many days the first of each month is labelled instead of every n-th day. */
const MONTHS_FROM = 63;

/** Chooses the days to name under a chart: whole weeks from the first day, or months when there are many. */
export function dayTicks(points: readonly HeroChartPoint[], interval: Interval): DayTick[] {
  const last = points.length - 1;
  if (last < 0) return [];
  const indexes = chooseIndexes(points, interval);
  return indexes.map((index) => ({
    index,
    label: labelOf(points, index, interval),
    anchor: last === 0 ? "middle" : index === 0 ? "start" : index === last ? "end" : "middle",
  }));
}

function chooseIndexes(points: readonly HeroChartPoint[], interval: Interval): number[] {
  const last = points.length - 1;
  const all = points.map((_, index) => index);
  if (interval === "day" && points.length >= MONTHS_FROM) {
    const firsts = all.filter((index) => points[index]?.day.endsWith("-01"));
    const every = Math.ceil(firsts.length / MAX_TICKS);
    return firsts.filter((_, position) => position % every === 0);
  }
  const step =
    (interval === "day" ? DAY_STEPS : [1, 2, 3, 6, 13, 26]).find(
      (candidate) => last / candidate <= MAX_TICKS - 1,
    ) ?? Math.ceil(last / (MAX_TICKS - 1));
  const spaced = all.filter((index) => index % step === 0 && last - index >= step * 0.75);
  return [...spaced, last];
}

function labelOf(points: readonly HeroChartPoint[], index: number, interval: Interval): string {
  const point = points[index];
  if (point === undefined) return "";
  if (interval === "day" && point.partial && index === points.length - 1) return "Today";
  const label = formatDay(point.day);
  return interval === "month" ? label.replace(/^\d+ /, "") : label;
}
