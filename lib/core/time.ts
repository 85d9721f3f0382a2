import { type Day, dayOfEpochMs, parseDay } from "./brand";
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from "./durations";

export { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS };

/** The current time, epoch milliseconds. Always a parameter, so that tests can freeze it. */
export type Clock = () => number;

/** Waits for `ms`; a parameter wherever something waits. */
export type Sleep = (ms: number) => Promise<void>;

/** Lets work outlive the request that started it (`after()` on the server, collected promises in tests). */
export type Defer = (work: () => Promise<void>) => void;

function requireDay(text: string): Day {
  const day = parseDay(text);
  if (day === undefined) throw new Error(`not a day: ${text}`);
  return day;
}

/** Midnight UTC of a day, epoch milliseconds. Days are plain calendar dates: arithmetic on them is done in UTC. */
export function dayToEpochMs(day: Day): number {
  // A date without a time is read as UTC.
  return Date.parse(day);
}

/** The day `count` days after (before, when negative) a day. */
export function addDays(day: Day, count: number): Day {
  return dayOfEpochMs(dayToEpochMs(day) + count * DAY_MS);
}

/** Days from `from` to `to`, both included; at most 0 when `to` lies before `from`. */
export function countDays(from: Day, to: Day): number {
  return Math.round((dayToEpochMs(to) - dayToEpochMs(from)) / DAY_MS) + 1;
}

const MOST_LISTS = 500;
const lists = new Map<string, readonly Day[]>();

/** Every day from `from` to `to`, both included. A list is made once: two hundred creators ask for the same days. */
export function listDays(from: Day, to: Day): readonly Day[] {
  const key = `${from}..${to}`;
  const known = lists.get(key);
  if (known !== undefined) return known;
  const startMs = dayToEpochMs(from);
  const days = Array.from({ length: Math.max(0, countDays(from, to)) }, (_, index) =>
    dayOfEpochMs(startMs + index * DAY_MS),
  );
  if (lists.size >= MOST_LISTS) lists.clear();
  lists.set(key, days);
  return days;
}

/** The `count` days before a day, oldest first. */
export function daysBefore(day: Day, count: number): readonly Day[] {
  return listDays(addDays(day, -count), addDays(day, -1));
}

/** The first day of the month a day lies in. */
export function startOfMonth(day: Day): Day {
  return requireDay(`${day.slice(0, 7)}-01`);
}

/** The calendar months that days from `from` to `to` lie in, each from its first day to its last. */
export function listMonths(from: Day, to: Day): { readonly from: Day; readonly to: Day }[] {
  const months: { from: Day; to: Day }[] = [];
  for (let first = startOfMonth(from); first <= to; first = addMonths(first, 1)) {
    months.push({ from: first, to: addDays(addMonths(first, 1), -1) });
  }
  return months;
}

/** The weekday of a day: 0 is Monday, 6 is Sunday. */
export function weekdayOf(day: Day): number {
  // 1 January 1970 was a Thursday.
  return (((dayToEpochMs(day) / DAY_MS + 3) % 7) + 7) % 7;
}

/** The Monday of the week a day lies in. */
export function startOfWeek(day: Day): Day {
  return addDays(day, -weekdayOf(day));
}

/** The same day `count` months later (earlier, when negative); the 31st becomes the last day of a shorter month. */
export function addMonths(day: Day, count: number): Day {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  const first = new Date(Date.UTC(year, month - 1 + count, 1));
  const lastDate = new Date(
    Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0),
  ).getUTCDate();
  first.setUTCDate(Math.min(date, lastDate));
  return requireDay(first.toISOString().slice(0, 10));
}

const dayFormats = new Map<string, Intl.DateTimeFormat>();

/** True when the runtime knows the IANA zone. */
export function isTimeZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}

/** The calendar day of an instant in a zone. `zone` must be known to the runtime (see `isTimeZone`). */
export function dayIn(zone: string, epochMs: number): Day {
  let format = dayFormats.get(zone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat("en-CA", {
      timeZone: zone,
      year: "numeric",
      month: "2-digit",
      day: "2-digit",
    });
    dayFormats.set(zone, format);
  }
  return requireDay(format.format(epochMs));
}

/**
 * The first instant of a day in a zone, epoch milliseconds. It is found by search, because it is not always midnight:
 * some zones move their clocks then, and the day begins at 01:00.
 */
export function startOfDayMs(zone: string, day: Day): number {
  // No zone is more than 14 hours ahead of UTC or 12 behind it.
  let before = dayToEpochMs(day) - 15 * HOUR_MS;
  let start = dayToEpochMs(day) + 13 * HOUR_MS;
  while (start - before > 1) {
    const middle = Math.floor((before + start) / 2);
    if (dayIn(zone, middle) < day) before = middle;
    else start = middle;
  }
  return start;
}

/** How long a day lasts in a zone: 24 hours, or 23 or 25 when clocks change. */
export function dayLengthMs(zone: string, day: Day): number {
  return startOfDayMs(zone, addDays(day, 1)) - startOfDayMs(zone, day);
}

/** The share of its calendar day that is over at an instant in a zone, from 0 up to 1, by the day's real length. */
export function elapsedShareOfDay(zone: string, epochMs: number): number {
  const day = dayIn(zone, epochMs);
  return (epochMs - startOfDayMs(zone, day)) / dayLengthMs(zone, day);
}
