import { linePath, PATH_BOX } from "./line-path";
import { valueTicks } from "./value-ticks";

interface SparkLineProps {
  /** One value a point; `null` breaks the line. */
  readonly values: readonly (number | null)[];
  /** The compared period's, drawn behind. */
  readonly previous?: readonly (number | null)[];
  /** What is drawn, for its colour and dash. */
  readonly metric: string;
  readonly isMuted: boolean;
}

/** A small line for the eye only: the figure beside it says the number. */
export function SparkLine({ values, previous = [], metric, isMuted }: SparkLineProps) {
  const layout = layoutOf(values, previous);
  const last = values.findLastIndex((value) => value !== null);
  const end = values[last] ?? null;
  return (
    <svg
      className="spark"
      data-metric={metric}
      data-muted={isMuted}
      viewBox={`0 0 ${PATH_BOX} ${PATH_BOX}`}
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      {previous.length === 0 ? null : (
        <g className="line-previous">
          <path d={linePath(previous, layout)} />
        </g>
      )}
      <g className="line-current">
        <path d={linePath(values, layout)} />
      </g>
      {end === null ? null : <path className="spark-end" d={`${endPath(last, end, layout)}h0`} />}
    </svg>
  );
}

/** A line of no length with round ends is a dot, which the stretched box leaves round. */
function endPath(index: number, value: number, layout: ReturnType<typeof layoutOf>): string {
  return linePath([value], { ...layout, x: () => layout.x(index) });
}

/** Whole steps of the box that paths are drawn in, finer than a pixel of what is some 30 px high. */
function inTenths(percent: number): number {
  return Math.round(percent * (PATH_BOX / 100)) / (PATH_BOX / 100);
}

/** From zero, so that small lines of different creators tell the same story. */
function layoutOf(values: SparkLineProps["values"], previous: SparkLineProps["values"]) {
  const known = [...values, ...previous].filter((value) => value !== null);
  const ticks = valueTicks(Math.min(0, ...known), Math.max(0, ...known), 4);
  const low = ticks.at(0) ?? 0;
  const high = Math.max(ticks.at(-1) ?? 0, low + 1);
  const last = Math.max(1, values.length - 1);
  return {
    x: (index: number) => (values.length < 2 ? 50 : inTenths((index / last) * 100)),
    y: (value: number) => inTenths(100 - ((value - low) / (high - low)) * 100),
  };
}
