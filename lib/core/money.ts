import type { Brand } from "./brand";

/** An amount in thousandths of the currency unit (LTK sends up to three decimals). Always a safe integer, so sums are exact. */
export type Milli = Brand<number, "Milli">;

const DECIMAL = /^(-?)(\d+)(?:\.(\d+))?$/;

/**
 * Reads an amount in major units from a number or a decimal string, rounding half away from zero at the third
 * decimal. `undefined` when it is no plain finite amount or too large to be exact.
 */
export function parseMilli(value: number | string): Milli | undefined {
  const text = typeof value === "number" ? plainDecimal(value) : value.trim();
  const match = DECIMAL.exec(text);
  if (match === null) return undefined;
  const [, sign, whole = "0", fraction = ""] = match;
  const digits = fraction.padEnd(4, "0");
  const magnitude =
    Number(whole) * 1000 + Number(digits.slice(0, 3)) + (Number(digits[3]) >= 5 ? 1 : 0);
  if (!Number.isSafeInteger(magnitude)) return undefined;
  return toMilli(sign === "-" && magnitude !== 0 ? -magnitude : magnitude);
}

/** Numbers as LTK sends them may be in exponent notation when tiny; they are then written out before parsing. */
function plainDecimal(value: number): string {
  const text = String(value);
  return text.includes("e-") ? value.toFixed(9) : text;
}

/** Marks an integer count of thousandths as money. Throws on anything that is not a safe integer: that is a bug. */
export function toMilli(value: number): Milli {
  if (!Number.isSafeInteger(value)) throw new Error("an amount must be whole thousandths");
  return value as Milli;
}

/** Thousandths to major units rounded to cents, as the API answers them. */
export function milliToMajor(value: Milli): number {
  const cents = Math.sign(value) * Math.round(Math.abs(value) / 10);
  return cents === 0 ? 0 : cents / 100;
}

/** Thousandths to major units with all three decimals, for amounts that their reader may add up. */
export function milliToExactMajor(value: Milli): number {
  return value / 1_000;
}

/**
 * Rounds named parts of a whole amount, which add up to it but for rounding, so that they add up exactly (largest
 * remainder; of equal remainders the first gets the unit). Throws when rounding does not explain the gap: that is a bug.
 */
export function roundParts<Name>(
  parts: readonly (readonly [Name, number])[],
  total: Milli,
): [Name, Milli][] {
  const units = total - parts.reduce((sum, [, part]) => sum + Math.floor(part), 0);
  if (units < 0 || units > parts.length) throw new Error("the parts do not add up to the total");
  const raised = new Set(
    [...parts.entries()]
      .toSorted(([, [, a]], [, [, b]]) => b - Math.floor(b) - (a - Math.floor(a)))
      .slice(0, units)
      .map(([index]) => index),
  );
  return parts.map(([name, part], index) => [
    name,
    toMilli(Math.floor(part) + (raised.has(index) ? 1 : 0)),
  ]);
}
