import { BAR_BOX } from "../charts/bar-table";

interface SumBarProps {
  readonly value: number | null;
  /** The value of a bar over the whole width; zero when there is none. */
  readonly largest: number;
  readonly kind: "plain" | "faint";
}

const BAR_TOP = 280;
const BAR_HEIGHT = 440;

/** A sum as a bar from zero. */
export function SumBar({ value, largest, kind }: SumBarProps) {
  return (
    <rect
      className={`bar-${kind}`}
      width={lengthOf(value, largest)}
      y={BAR_TOP}
      height={BAR_HEIGHT}
    />
  );
}

interface EstimateBarProps {
  readonly soFar: number | null;
  readonly estimate: number | null;
  readonly band: { readonly low: number; readonly high: number } | null;
  readonly largest: number;
}

/** What came so far, what is expected to come, and between which ends the whole may lie. */
export function EstimateBar({ soFar, estimate, band, largest }: EstimateBarProps) {
  const [low, high, end] = [band?.low ?? null, band?.high ?? null, estimate].map((value) =>
    lengthOf(value, largest),
  );
  const middle = BAR_TOP + BAR_HEIGHT / 2;
  return (
    <>
      <SumBar value={estimate} largest={largest} kind="faint" />
      <SumBar value={soFar} largest={largest} kind="plain" />
      {band === null ? null : (
        <>
          <line className="bar-line is-strong" x1={low} x2={high} y1={middle} y2={middle} />
          <line className="bar-line is-strong" x1={low} x2={low} y1="380" y2="620" />
          <line className="bar-line is-strong" x1={high} x2={high} y1="380" y2="620" />
        </>
      )}
      {estimate === null ? null : (
        <line className="bar-line is-strong" x1={end} x2={end} y1="200" y2="800" />
      )}
    </>
  );
}

function lengthOf(value: number | null, largest: number): number {
  if (value === null || largest <= 0) return 0;
  // A pixel of room, so that the end of the longest is seen whole.
  return Math.round(Math.max(0, value / largest) * (BAR_BOX - 4));
}
