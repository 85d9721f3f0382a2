import { DAY_MS } from "./durations";

declare const brand: unique symbol;

/** A primitive that only its own constructor can make, so that a slug is never passed as a publisher id. */
export type Brand<T, Name extends string> = T & { readonly [brand]: Name };

/** The name of a creator in URLs: lower-case words joined by hyphens. */
export type Slug = Brand<string, "Slug">;

/** A calendar day, `YYYY-MM-DD`, in the creator's reporting zone. */
export type Day = Brand<string, "Day">;

const SLUG = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;

/** Reads a slug; `undefined` when the text is none. At most 64 characters. */
export function parseSlug(text: string): Slug | undefined {
  return text.length <= 64 && SLUG.test(text) ? (text as Slug) : undefined;
}

/** Reads a day that exists in the calendar (2026-02-30 does not); `undefined` otherwise. */
export function parseDay(text: string): Day | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return undefined;
  const at = Date.parse(`${text}T00:00:00Z`);
  if (Number.isNaN(at) || new Date(at).toISOString().slice(0, 10) !== text) return undefined;
  return text as Day;
}

/** Days by their number since 1970: a page names the same few hundred of them for every creator. */
const known = new Map<number, Day>();
/** Some ten years; addresses may name any days, and must not fill the memory. */
const MAX_KNOWN = 4_000;

/** The calendar day of an instant in UTC, epoch milliseconds. Throws outside the years 0 to 9999: that is a bug. */
export function dayOfEpochMs(epochMs: number): Day {
  const number = Math.floor(epochMs / DAY_MS);
  const kept = known.get(number);
  if (kept !== undefined) return kept;
  const day = writeDay(epochMs);
  if (known.size >= MAX_KNOWN) known.clear();
  known.set(number, day);
  return day;
}

function writeDay(epochMs: number): Day {
  const date = new Date(epochMs);
  const year = date.getUTCFullYear();
  if (!(year >= 0 && year <= 9_999)) throw new Error("no day of the calendar");
  // Several times faster than toISOString, and days are made by the thousand.
  return `${digits(year, 4)}-${digits(date.getUTCMonth() + 1, 2)}-${digits(date.getUTCDate(), 2)}` as Day;
}

function digits(value: number, count: number): string {
  return String(value).padStart(count, "0");
}
