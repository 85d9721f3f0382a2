/** A cell as text, trimmed; a number counts as its digits. `undefined`: blank, or of another type. */
export function text(value: unknown): string | undefined {
  if (typeof value === "number" && Number.isFinite(value)) return String(value);
  if (typeof value !== "string") return undefined;
  const trimmed = value.trim();
  return trimmed === "" ? undefined : trimmed;
}

/** A cell as a whole number, also where the column is a text. */
export function wholeNumber(value: unknown): number | undefined {
  const number = Number(text(value));
  return Number.isSafeInteger(number) ? number : undefined;
}

/** A cell with a date, in epoch milliseconds. */
export function instant(value: unknown): number | undefined {
  const at = Date.parse(text(value) ?? "");
  return Number.isNaN(at) ? undefined : at;
}
