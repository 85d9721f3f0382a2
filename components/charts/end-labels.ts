import type { ChartLayout } from "./chart-layout";

/** A label beside the right end of a line, at `top` per cent of the plot's height. */
export interface EndLabel {
  readonly kind: "current" | "previous" | "partial";
  readonly top: number;
}

/** Two lines of text, as a share of the lowest plot that has labels (360 px). */
const MIN_GAP = 11.5;

/** Places the labels at the lines' ends and pushes them apart where they would overlap. */
export function endLabels(layout: ChartLayout): EndLabel[] {
  const lastPartial = layout.open.at(-1);
  const labels: EndLabel[] = [];
  const add = (kind: EndLabel["kind"], value: number | null | undefined) => {
    if (value !== null && value !== undefined) labels.push({ kind, top: layout.y(value) });
  };
  add(
    "current",
    layout.complete.findLast((value) => value !== null),
  );
  add(
    "previous",
    layout.previous.findLast((value) => value !== null),
  );
  if (lastPartial === layout.values.length - 1) add("partial", layout.values[lastPartial]);
  labels.sort((a, b) => a.top - b.top);
  return spread(labels);
}

function spread(labels: readonly EndLabel[]): EndLabel[] {
  let floor = 0;
  const pushed = labels.map((label) => {
    const top = Math.max(label.top, floor);
    floor = top + MIN_GAP;
    return { ...label, top };
  });
  let ceiling = 100 - MIN_GAP / 2;
  return pushed
    .toReversed()
    .map((label) => {
      const top = Math.min(label.top, ceiling);
      ceiling = top - MIN_GAP;
      return { ...label, top };
    })
    .toReversed();
}
