import type { ChartLayout } from "./chart-layout";
import { linePath, PATH_BOX } from "./line-path";

interface HeroSvgProps {
  readonly layout: ChartLayout;
  /** True once Recharts has painted the same lines on top: this drawing then only serves print. */
  readonly isCovered: boolean;
}

/** The lines as the server paints them: a square stretched over the plot, strokes that do not stretch with it. */
export function HeroSvg({ layout, isCovered }: HeroSvgProps) {
  return (
    <svg
      className={isCovered ? "plot-layer is-covered" : "plot-layer"}
      data-testid="hero-svg"
      viewBox={`0 0 ${PATH_BOX} ${PATH_BOX}`}
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      <g className="line-previous">
        <path d={linePath(layout.previous, layout)} />
      </g>
      <g className="line-partial">
        <path d={linePath(layout.partial, layout)} />
      </g>
      <g className="line-current">
        <path d={linePath(layout.complete, layout)} />
      </g>
    </svg>
  );
}
