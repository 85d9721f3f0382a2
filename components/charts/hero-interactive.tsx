"use client";

import { useEffect, useRef, useState } from "react";
import { Line, LineChart, ReferenceDot, ReferenceLine, XAxis, YAxis } from "recharts";
import type { ChartLayout } from "./chart-layout";

interface HeroInteractiveProps {
  readonly layout: ChartLayout;
  /** The point being read; `null` for none. */
  readonly activeIndex: number | null;
  /** Called when the lines are on the screen, so that the server's drawing may step back. */
  readonly onPainted: () => void;
}

const NO_MARGIN = { top: 0, right: 0, bottom: 0, left: 0 };
const STILL = {
  type: "linear",
  dot: false,
  activeDot: false,
  connectNulls: false,
  isAnimationActive: false,
} as const;

/** The same lines painted by Recharts, and a crosshair at the point being read. Loaded on the first touch of the chart. */
export function HeroInteractive({ layout, activeIndex, onPainted }: HeroInteractiveProps) {
  const box = useRef<HTMLDivElement>(null);
  const size = useSize(box);
  useEffect(() => {
    if (size === null) return;
    // Recharts measures in effects: its first complete picture is there one frame later.
    let frame = requestAnimationFrame(() => {
      frame = requestAnimationFrame(onPainted);
    });
    return () => cancelAnimationFrame(frame);
  }, [size, onPainted]);
  const active = activeIndex === null ? null : (layout.values[activeIndex] ?? null);
  return (
    <div ref={box} className="plot-layer" data-testid="hero-recharts" aria-hidden="true">
      {size === null ? null : (
        <LineChart
          width={size.width}
          height={size.height}
          margin={NO_MARGIN}
          data={toRows(layout)}
          accessibilityLayer={false}
        >
          <XAxis dataKey="index" type="number" domain={[...layout.xDomain]} hide />
          <YAxis type="number" domain={[...layout.yDomain]} hide />
          {activeIndex === null ? null : <ReferenceLine className="cursor-line" x={activeIndex} />}
          <Line className="line-previous" dataKey="previous" {...STILL} />
          <Line className="line-partial" dataKey="partial" {...STILL} />
          <Line className="line-current" dataKey="complete" {...STILL} />
          {activeIndex === null || active === null ? null : (
            <ReferenceDot className="cursor-point" x={activeIndex} y={active} r={5} />
          )}
        </LineChart>
      )}
    </div>
  );
}

function toRows(layout: ChartLayout) {
  return layout.values.map((_, index) => ({
    index,
    complete: layout.complete[index] ?? null,
    partial: layout.partial[index] ?? null,
    previous: layout.previous[index] ?? null,
  }));
}

function useSize(box: React.RefObject<HTMLDivElement | null>) {
  const [size, setSize] = useState<{ width: number; height: number } | null>(null);
  useEffect(() => {
    if (box.current === null) return;
    const observer = new ResizeObserver(([entry]) => {
      if (entry !== undefined && entry.contentRect.width > 0) {
        const { width, height } = entry.contentRect;
        setSize({ width, height });
      }
    });
    observer.observe(box.current);
    return () => observer.disconnect();
  }, [box]);
  return size;
}
