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
  const isEmpty = layout.values.every((value) => value === null);
  const zeroLine = isEmpty ? "zero-line is-empty" : "zero-line";
  return (
    <svg className="plot-layer" aria-hidden="true">
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
