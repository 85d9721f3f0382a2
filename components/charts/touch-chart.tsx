"use client";

import { type ReactNode, type SyntheticEvent, useLayoutEffect, useRef, useState } from "react";
import { useLazy } from "@/lib/client/use-lazy";
import type { ChartMetric } from "@/lib/contracts/query.url";
import type { Interval } from "@/lib/core/range";
import type { ChartAnswer } from "./chart-answer";
import { LazyTable } from "./lazy-table";
import { useMetricInAddress } from "./use-metric-in-address";

interface TouchChartProps {
  /** The newest data; `null`: there is none. */
  readonly chart: ChartAnswer | null;
  /** It is newer than what the server drew. */
  readonly isNewer: boolean;
  readonly interval: Interval;
  /** What the address asks to be drawn. */
  readonly metric: ChartMetric;
  /** What the server rendered of the chart. */
  readonly figure: ReactNode;
  /** What stands beside the table's button. */
  readonly foot: ReactNode;
}

const loadChart = () => import("./hero-chart");

/** Shows the server's chart until somebody touches it or newer data arrives; only then is the code behind it loaded. */
export function TouchChart(props: TouchChartProps) {
  const { chart, isNewer, interval, metric, figure, foot } = props;
  const still = useStillPicture();
  const onMetric = useMetricInAddress();
  const live = useLazy(still.isTouched || isNewer, loadChart);
  const isLive = live !== null && chart !== null && (still.isTouched || isNewer);
  const root = useRef<HTMLElement>(null);
  useLayoutEffect(() => {
    const selector = still.focused.current;
    if (!isLive || selector === null) return;
    // The part that had the focus was just replaced by its like.
    root.current?.querySelector<HTMLElement>(selector)?.focus({ preventScroll: true });
  }, [isLive, still.focused]);
  return (
    <section ref={root} aria-label="Chart">
      {isLive ? (
        <live.HeroChart
          chart={chart}
          interval={interval}
          metric={metric}
          initialMetric={still.metric.current}
          onMetric={onMetric}
          initialShare={still.share.current}
          isTouched={still.isTouched}
        />
      ) : (
        <div {...still.handlers}>{figure}</div>
      )}
      <div className="flex flex-wrap items-start gap-x-6">
        {chart === null ? null : <LazyTable chart={chart} interval={interval} />}
        {foot}
      </div>
    </section>
  );
}

/** Watches the server's still picture and remembers what was done to it before its code arrived. */
function useStillPicture() {
  const [isTouched, setIsTouched] = useState(false);
  const focused = useRef<string | null>(null);
  const metric = useRef<string | undefined>(undefined);
  const share = useRef<number | null>(null);
  const onTouch = ({ currentTarget }: SyntheticEvent<HTMLElement>) => {
    metric.current = currentTarget.querySelector<HTMLInputElement>("input:checked")?.value;
    setIsTouched(true);
  };
  const onPointer = (event: React.PointerEvent<HTMLElement>) => {
    const plot = event.target instanceof Element ? event.target.closest(".plots") : null;
    const box = plot?.getBoundingClientRect();
    share.current = box === undefined ? null : (event.clientX - box.left) / box.width;
    onTouch(event);
  };
  return {
    isTouched,
    focused,
    metric,
    share,
    handlers: {
      onPointerEnter: onPointer,
      onPointerMove: onPointer,
      onPointerDown: onPointer,
      onTouchStart: onTouch,
      onChange: onTouch,
      onFocus: (event: React.FocusEvent<HTMLElement>) => {
        focused.current =
          event.target instanceof HTMLInputElement
            ? `input[value="${event.target.value}"]`
            : ".plots";
        onTouch(event);
      },
      onBlur: () => {
        focused.current = null;
      },
    },
  };
}
