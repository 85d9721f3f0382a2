import type { Day } from "@/lib/core/brand";
import { DAY_MS, dayToEpochMs, HOUR_MS, MINUTE_MS } from "@/lib/core/time";

/** What stands for a value that is not known. */
export const UNKNOWN = "—";

const LOCALE = "en-US";
const formats = new Map<string, Intl.NumberFormat>();

function numberFormat(options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = JSON.stringify(options);
  const known = formats.get(key);
  if (known !== undefined) return known;
  const format = new Intl.NumberFormat(LOCALE, options);
  formats.set(key, format);
  return format;
}

/** The typographic minus, so that signs align with figures. */
function withMinus(text: string): string {
  return text.replace("-", "−");
}

/** Keeps signs with their numbers where a sentence breaks its lines. */
export function keepSigns(sentence: string): string {
  return sentence.replaceAll("−", "−\u2060");
}

interface NumberOptions {
  /** Write the sign of positive values too, as in a difference. */
  readonly signed?: boolean;
}

/** An amount in major units; with `cents` exact to the cent, else in whole units from 100 on. `null` is "—". */
export function formatMoney(
  value: number | null,
  currency: string,
  options: NumberOptions & { readonly cents?: boolean } = {},
): string {
  if (value === null) return UNKNOWN;
  const digits = options.cents === true || Math.abs(value) < 100 ? 2 : 0;
  return withMinus(
    numberFormat({
      style: "currency",
      currency,
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
      signDisplay: options.signed === true ? "exceptZero" : "negative",
    }).format(value),
  );
}

/** A count with thousands separators, never abbreviated. `null` is "—". */
export function formatCount(value: number | null, options: NumberOptions = {}): string {
  if (value === null) return UNKNOWN;
  const signDisplay = options.signed === true ? "exceptZero" : "negative";
  return withMinus(numberFormat({ maximumFractionDigits: 0, signDisplay }).format(value));
}

/** A fraction as per cent: 0.187 is "18.7%". `null` is "—". */
export function formatPercent(
  fraction: number | null,
  options: NumberOptions & { readonly digits?: number } = {},
): string {
  if (fraction === null) return UNKNOWN;
  const digits = options.digits ?? 1;
  return withMinus(
    numberFormat({
      style: "percent",
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
      signDisplay: options.signed === true ? "exceptZero" : "negative",
    }).format(fraction),
  );
}

const DAY_STYLES = {
  short: { day: "numeric", month: "short" },
  weekday: { weekday: "short", day: "numeric", month: "short" },
  long: { weekday: "long", day: "numeric", month: "long", year: "numeric" },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;

const dayFormats = {
  short: new Intl.DateTimeFormat("en-GB", { ...DAY_STYLES.short, timeZone: "UTC" }),
  weekday: new Intl.DateTimeFormat("en-GB", { ...DAY_STYLES.weekday, timeZone: "UTC" }),
  long: new Intl.DateTimeFormat("en-GB", { ...DAY_STYLES.long, timeZone: "UTC" }),
};

/** A calendar day: "25 Oct", "Sun 25 Oct" or "Sunday 25 October 2026". */
export function formatDay(day: Day | string, style: keyof typeof DAY_STYLES = "short"): string {
  return dayFormats[style].format(dayToEpochMs(day as Day)).replace(",", "");
}

const monthFormat = new Intl.DateTimeFormat("en-GB", { month: "long", timeZone: "UTC" });

/** The month of a calendar day: "November". */
export function formatMonth(day: Day | string): string {
  return monthFormat.format(dayToEpochMs(day as Day));
}

/** A period: "25 Oct – 21 Nov", with years when it spans more than one. */
export function formatPeriod(period: { readonly from: string; readonly to: string }): string {
  if (period.from === period.to) return formatDay(period.from);
  const spansYears = period.from.slice(0, 4) !== period.to.slice(0, 4);
  const year = (day: string) => (spansYears ? ` ${day.slice(0, 4)}` : "");
  return `${formatDay(period.from)}${year(period.from)} – ${formatDay(period.to)}${year(period.to)}`;
}

const momentFormats = new Map<string, Intl.DateTimeFormat>();

/** Making one takes longer than all that it is used for on a page. */
function momentFormat(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = JSON.stringify(options);
  const kept = momentFormats.get(key);
  if (kept !== undefined) return kept;
  const format = new Intl.DateTimeFormat("en-GB", options);
  momentFormats.set(key, format);
  return format;
}

/** An instant in a zone: "24 Nov, 12:00 UTC". */
export function formatMoment(iso: string, timezone: string): string {
  const parts = { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" } as const;
  const format = momentFormat({ ...parts, timeZone: timezone, timeZoneName: "short" });
  return format.format(Date.parse(iso));
}

/** Since when something is, in a zone: "Sat 22:00" within the last six days, else "12 Nov". */
export function formatSince(iso: string, timezone: string, nowMs: number): string {
  const atMs = Date.parse(iso);
  const parts: Intl.DateTimeFormatOptions =
    nowMs - atMs < 6 * DAY_MS
      ? { weekday: "short", hour: "2-digit", minute: "2-digit" }
      : { day: "numeric", month: "short" };
  return momentFormat({ ...parts, timeZone: timezone }).format(atMs);
}

/** How long until something is: "in 8 h", "in 12 min", or "ended". */
export function formatUntil(atMs: number, nowMs: number): string {
  const leftMs = atMs - nowMs;
  if (leftMs <= 0) return "ended";
  if (leftMs < HOUR_MS) return `in ${Math.max(1, Math.floor(leftMs / MINUTE_MS))} min`;
  return leftMs < 2 * DAY_MS
    ? `in ${Math.floor(leftMs / HOUR_MS)} h`
    : `in ${Math.floor(leftMs / DAY_MS)} d`;
}
