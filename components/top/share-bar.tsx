interface ShareBarProps {
  /** Fraction of the longest bar; `null` or below zero: no bar. */
  readonly length: number | null;
}

const WIDTH = 100;

/** A share as a bar, drawn from zero; silent, the number is beside it. */
export function ShareBar({ length }: ShareBarProps) {
  const width = Math.min(1, Math.max(0, length ?? 0)) * WIDTH;
  return (
    <svg
      className="top-bar"
      viewBox={`0 0 ${WIDTH} 4`}
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      <rect width={Math.round(width * 100) / 100} height="4" />
    </svg>
  );
}
