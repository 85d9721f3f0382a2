import { formatDay } from "@/lib/analytics/format";
import type { HeroChartPoint } from "@/lib/contracts/hero-chart.url";
import type { Interval } from "@/lib/core/range";

/** A label under the chart; `anchor` keeps the outer ones inside the plot. */
export interface DayTick {
  readonly index: number;
  readonly label: string;
  readonly anchor: "start" | "middle" | "end";
  /** True when the narrowest phones have no room for it beside an outer label. */
  readonly isTight: boolean;
}

/** As many labels as a phone holds side by side. */
const MAX_TICKS = 5;
/** An outer label and half of its neighbour, as a share of the plot of a 320 px phone. */
const TIGHT = 0.28;
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
    isTight: index > 0 && index < last && indexes.some((outer) => isNear(outer, index, last)),
  }));
}

/** True when `outer` is the first or last label and leaves `index` too little room. */
function isNear(outer: number, index: number, last: number): boolean {
  return (outer === 0 || outer === last) && Math.abs(outer - index) < last * TIGHT;
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
      (candidate) => last / candidate <= MAX_TICKS,
    ) ?? Math.ceil(last / MAX_TICKS);
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
