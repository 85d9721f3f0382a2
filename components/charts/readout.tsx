import type { PointWords } from "./chart-words";

interface ReadoutProps {
  /** The point being read; `null` shows how to read one. */
  readonly point: PointWords | null;
}

/** The fixed line above the chart that says the point being read; it covers nothing and keeps its height. */
export function Readout({ point }: ReadoutProps) {
  return (
    <p
      className="flex min-h-11 flex-wrap content-start items-baseline gap-x-4 text-13 text-ink-3 md:min-h-6 print:hidden"
      data-testid="hero-readout"
    >
      {point === null ? (
        "Point at the chart, or use the arrow keys, to read it."
      ) : (
        <>
          <span className="font-medium text-ink">{point.name}</span>
          <span className="font-semibold text-ink">{point.value}</span>
          {point.previous === null ? null : <span>{point.previous}</span>}
          {point.change === null ? null : <span className="text-ink-2">{point.change}</span>}
        </>
      )}
    </p>
  );
}
