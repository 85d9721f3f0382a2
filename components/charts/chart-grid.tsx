import type { MetricId } from "@/lib/analytics/catalog";
import type { ChartLayout } from "./chart-layout";
import { formatTick } from "./chart-words";
import type { DayTick } from "./day-ticks";

interface ChartGridProps {
  readonly layout: ChartLayout;
  readonly dayTicks: readonly DayTick[];
  readonly metric: MetricId;
  readonly currency: string;
}

/** What lies behind the lines: value lines, the zero line, and the axes' labels. */
export function ChartGrid({ layout, dayTicks, metric, currency }: ChartGridProps) {
  const hatch = `settling-${metric}`;
  const isEmpty = layout.values.every((value) => value === null);
  const zeroLine = isEmpty ? "zero-line is-empty" : "zero-line";
  return (
    <svg className="plot-layer" aria-hidden="true">
      {layout.settling.length === 0 ? null : (
        <defs>
          <pattern
            id={hatch}
            width="7"
            height="7"
            patternUnits="userSpaceOnUse"
            patternTransform="rotate(45)"
          >
            <line className="hatch-line" x1="0" x2="0" y1="0" y2="7" />
          </pattern>
        </defs>
      )}
      {layout.settling.map(({ from, to }) => (
        <g key={from}>
          <rect
            x={percent(from)}
            width={percent(to - from)}
            y="0"
            height="100%"
            fill={`url(#${hatch})`}
          />
          <line className="settling-edge" x1={percent(from)} x2={percent(from)} y1="0" y2="100%" />
        </g>
      ))}
      {layout.yTicks.map((value) => (
        <g key={value}>
          <line
            className={value === 0 ? zeroLine : "grid-line"}
            x1="0"
            x2="100%"
            y1={percent(layout.y(value))}
            y2={percent(layout.y(value))}
          />
          <text x="0" y={percent(layout.y(value))} dx="-8" dy="4" textAnchor="end">
            {formatTick(value, metric, currency)}
          </text>
        </g>
      ))}
      {dayTicks.map(({ index, label, anchor, isTight }) => (
        <text
          key={index}
          className={isTight ? "is-tight" : undefined}
          x={percent(layout.x(index))}
          y="100%"
          dy="24"
          textAnchor={anchor}
        >
          {label}
        </text>
      ))}
    </svg>
  );
}

function percent(value: number): string {
  return `${Math.round(value * 100) / 100}%`;
}
