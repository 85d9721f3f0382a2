const STEPS = [1, 2, 2.5, 5, 10];

/**
 * Round values from at or below `low` to at or above `high`, zero included. All zero: only zero. About `wanted` steps are
 * aimed at; a few more or fewer follow from their being round.
 */
export function valueTicks(low: number, high: number, wanted: number): number[] {
  const raw = (high - low) / wanted;
  if (raw <= 0) return [0];
  const power = 10 ** Math.floor(Math.log10(raw));
  const factor =
    STEPS.find((step) => step * power >= raw * 0.86 && (step !== 2.5 || power >= 10)) ?? 10;
  // Steps below one would label counts with fractions of an order, and money with meaningless cents.
  const step = Math.max(1, factor * power);
  const first = Math.floor(low / step);
  const last = Math.ceil(high / step);
  return Array.from({ length: last - first + 1 }, (_, index) => (first + index) * step);
}
