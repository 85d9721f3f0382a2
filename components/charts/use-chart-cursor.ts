import { type KeyboardEvent, type PointerEvent, useState } from "react";
import type { ChartLayout } from "./chart-layout";

/** Points a Page key moves by: a week of days. */
const PAGE = 7;

/** Which point of a chart is being read, by pointer, touch or keyboard on one tab stop. */
export function useChartCursor(layout: ChartLayout, initialShare: number | null) {
  const [activeIndex, setActiveIndex] = useState<number | null>(() =>
    initialShare === null || layout.values.length === 0 ? null : layout.indexAt(initialShare),
  );
  const last = layout.values.length - 1;
  const moveTo = (index: number) => setActiveIndex(Math.min(last, Math.max(0, index)));

  function onKeyDown(event: KeyboardEvent) {
    if (last < 0 || event.altKey || event.ctrlKey || event.metaKey) return;
    const from = activeIndex ?? last;
    // The first arrow shows the newest point; later ones move from it.
    const step = (by: number) => moveTo(activeIndex === null ? last : from + by);
    switch (event.key) {
      case "ArrowLeft":
      case "ArrowDown":
        step(-1);
        break;
      case "ArrowRight":
      case "ArrowUp":
        step(1);
        break;
      case "PageUp":
        step(PAGE);
        break;
      case "PageDown":
        step(-PAGE);
        break;
      case "Home":
        moveTo(0);
        break;
      case "End":
        moveTo(last);
        break;
      case "Escape":
        setActiveIndex(null);
        break;
      default:
        return;
    }
    event.preventDefault();
  }

  function onPointerMove(event: PointerEvent<HTMLDivElement>) {
    const box = event.currentTarget.getBoundingClientRect();
    if (last < 0 || box.width === 0) return;
    setActiveIndex(layout.indexAt((event.clientX - box.left) / box.width));
  }

  return {
    // A shorter range may arrive while a later point is being read.
    activeIndex: activeIndex === null || activeIndex > last ? null : activeIndex,
    handlers: {
      onKeyDown,
      onPointerMove,
      onPointerDown: onPointerMove,
      onPointerLeave: (event: PointerEvent) => {
        // A finger's reading stays when it is lifted.
        if (event.pointerType === "mouse") setActiveIndex(null);
      },
    },
  };
}
