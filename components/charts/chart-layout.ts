import type { MetricId } from "@/lib/analytics/catalog";
import type { ComparedPoint, HeroChartPoint } from "@/lib/contracts/hero-chart.url";
import { comparedPoints } from "./compared-points";
import { isRevised } from "./revision";
import { valueTicks } from "./value-ticks";

/** What a chart shows: the points of a period, those of the compared one, and which metric of them. */
export interface ChartInput {
  readonly points: readonly HeroChartPoint[];
  readonly previous: readonly ComparedPoint[] | null;
  readonly metric: MetricId;
  /** About so many steps on the value axis; a low plot wants fewer. */
  readonly steps?: number;
}

type Values = readonly (number | null)[];

/**
 * Where everything in a chart lies. The server's SVG and Recharts both draw from it, into the same plot box without
 * margins, so that the swap between them moves nothing.
 */
export interface ChartLayout {
  /** The metric by point; `null` is a day LTK did not send, where lines break. */
  readonly values: Values;
  /** The solid line: `values` without the points that are not over. */
  readonly complete: Values;
  /** The dotted line: points that are not over and the neighbours they hang on. */
  readonly partial: Values;
  readonly previous: Values;
  readonly xDomain: readonly [number, number];
  readonly yDomain: readonly [number, number];
  readonly yTicks: readonly number[];
  /** Points without a neighbour: no line reaches them, so they are drawn as dots. */
  readonly lonely: readonly number[];
  /** Points that are not over and have a value: drawn as open rings. */
  readonly open: readonly number[];
  /** Where points can still grow, in per cent of the plot's width from its left: half a step around each. */
  readonly settling: readonly { readonly from: number; readonly to: number }[];
  /** Points of which LTK has changed this metric since they were first seen complete. */
  readonly revised: readonly number[];
  /** The highest complete point, when it says something (at least three points, above zero). */
  readonly peak: number | null;
  /** Per cent of the plot's width from its left. */
  x(index: number): number;
  /** Per cent of the plot's height from its top. */
  y(value: number): number;
  /** The point nearest to a share (0 to 1) of the plot's width. */
  indexAt(share: number): number;
}

/** Computes domain, ticks and positions of a chart; pure, so that both painters and the tests agree. */
export function chartLayout({ points, previous, metric, steps = 4 }: ChartInput): ChartLayout {
  const values = points.map((point) => point[metric]);
  const isPartial = (index: number) => points[index]?.partial === true;
  const before = comparedPoints(points, previous).map((point) => point?.[metric] ?? null);
  const known = [...values, ...before].filter((value) => value !== null);
  const yTicks = valueTicks(Math.min(0, ...known), Math.max(0, ...known), steps);
  const low = yTicks.at(0) ?? 0;
  const high = Math.max(yTicks.at(-1) ?? 0, low + 1);
  const last = points.length - 1;
  const [xLow, xHigh] = last < 1 ? [-1, 1] : [0, last];
  const complete = values.map((value, index) => (isPartial(index) ? null : value));
  const x = (index: number) => ((index - xLow) / (xHigh - xLow)) * 100;
  return {
    values,
    complete,
    partial: values.map((value, index) =>
      isPartial(index) || isPartial(index - 1) || isPartial(index + 1) ? value : null,
    ),
    previous: before,
    xDomain: [xLow, xHigh],
    yDomain: [low, high],
    yTicks,
    lonely: indexesWhere(
      complete,
      (_, index) => (values[index - 1] ?? null) === null && (values[index + 1] ?? null) === null,
    ),
    open: indexesWhere(values, (_, index) => isPartial(index)),
    settling: spansOf(points.map(({ settling }) => settling)).map(([from, to]) => ({
      from: Math.max(0, x(from - 0.5)),
      to: Math.min(100, x(to + 0.5)),
    })),
    revised: indexesWhere(values, (_, index) => isRevised(points[index], metric)),
    peak: peakOf(complete),
    x,
    y: (value) => 100 - ((value - low) / (high - low)) * 100,
    indexAt: (share) =>
      Math.min(Math.max(last, 0), Math.max(0, Math.round(xLow + share * (xHigh - xLow)))),
  };
}

function indexesWhere(values: Values, test: (value: number, index: number) => boolean): number[] {
  return values.flatMap((value, index) => (value !== null && test(value, index) ? [index] : []));
}

/** The first and last index of each run of `true`. */
function spansOf(flags: readonly boolean[]): (readonly [from: number, to: number])[] {
  return flags.flatMap((flag, from) => {
    if (!flag || flags[from - 1] === true) return [];
    const end = flags.indexOf(false, from);
    return [[from, end === -1 ? flags.length - 1 : end - 1] as const];
  });
}

function peakOf(values: Values): number | null {
  if (values.filter((value) => value !== null).length < 3) return null;
  const highest = Math.max(...values.filter((value) => value !== null));
  return highest > 0 ? values.indexOf(highest) : null;
}
