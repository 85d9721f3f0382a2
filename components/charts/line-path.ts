import type { ChartLayout } from "./chart-layout";

/** The side of the square that paths are drawn in before it is stretched over the plot. */
export const PATH_BOX = 1_000;

function round(value: number): number {
  return Math.round(value * 100) / 100;
}

/** The `d` of a line through the known values in a box of `PATH_BOX`; it breaks at `null` and never bridges a gap. */
export function linePath(
  values: readonly (number | null)[],
  layout: Pick<ChartLayout, "x" | "y">,
): string {
  let isDrawing = false;
  let path = "";
  values.forEach((value, index) => {
    if (value === null) {
      isDrawing = false;
      return;
    }
    const x = round((layout.x(index) / 100) * PATH_BOX);
    const y = round((layout.y(value) / 100) * PATH_BOX);
    path += `${isDrawing ? "L" : "M"}${x} ${y}`;
    isDrawing = true;
  });
  return path;
}
