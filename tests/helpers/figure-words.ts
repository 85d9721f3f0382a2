/*
 * How pages write figures, worked out without lib/analytics: what a test expects must not come from what it tests.
 */

/** Cents of an amount in thousandths, halves away from zero. */
export function centsOf(milli: number): number {
  return Math.sign(milli) * Math.round(Math.abs(milli) / 10);
}

function sign(value: number): string {
  return value < 0 ? "−" : value > 0 ? "+" : "";
}

/** "$9,306", "$59.01" under a hundred, and with `exact` always with cents. */
export function money(cents: number, exact = false): string {
  const digits = exact || Math.abs(cents) < 10_000 ? 2 : 0;
  const words = (Math.abs(cents) / 100).toLocaleString("en-US", {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
  return `${cents < 0 ? "−" : ""}$${words}`;
}

/** "+$1,247". */
export function signedMoney(cents: number, exact = false): string {
  return `${sign(cents)}${money(Math.abs(cents), exact)}`;
}

/** "31,513". */
export function count(value: number): string {
  return value.toLocaleString("en-US");
}

/** "15.5%". */
export function percent(fraction: number, digits = 1): string {
  const words = (Math.abs(fraction) * 100).toFixed(digits);
  return `${fraction < 0 ? "−" : ""}${words}%`;
}

/** A change of amounts in thousandths: its cents, halves away from zero, and its share where the base allows it. */
export function milliChangeTexts(now: number, before: number, hasShare = true): string[] {
  const cents = centsOf(now - before);
  if (cents === 0) return ["No change"];
  const share = (now - before) / before;
  const shares = hasShare && before > 0 ? [`${sign(share)}${percent(Math.abs(share))}`] : [];
  return [signedMoney(cents), ...shares];
}

/** The two texts of a change: "+$1,247" and "+15.5%"; the second only where the base allows it. */
export function changeTexts(
  now: number,
  before: number,
  words: (value: number) => string,
  hasShare = true,
): string[] {
  const difference = now - before;
  if (difference === 0) return ["No change"];
  const text = `${sign(difference)}${words(Math.abs(difference))}`;
  const share = difference / before;
  return hasShare && before > 0 ? [text, `${sign(share)}${percent(Math.abs(share))}`] : [text];
}

const SHORT = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sept", "Oct", "Nov", "Dec"];
const WEEKDAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];

/** "24 Nov". */
export function dayWords(day: string): string {
  return `${Number(day.slice(8))} ${SHORT[Number(day.slice(5, 7)) - 1]}`;
}

/** "Tue 24 Nov". */
export function weekdayWords(day: string): string {
  return `${WEEKDAYS[new Date(`${day}T00:00:00Z`).getUTCDay()]} ${dayWords(day)}`;
}
