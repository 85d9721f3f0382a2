import { formatDay, formatMoney, formatMonth, formatPercent } from "@/lib/analytics/format";
import type { OverviewData } from "@/lib/contracts/overview.url";
import { DAY_MS } from "@/lib/core/time";

type Month = OverviewData["month"];

/** Differences below this share are not worth a sentence. */
const NOTABLE = 0.005;

/** The month before the one that begins on this day: "October". */
export function monthBefore({ from }: Pick<Month, "from">): string {
  return formatMonth(new Date(Date.parse(from) - DAY_MS).toISOString().slice(0, 10));
}

/** What the month has brought, and how that stands against the month before. */
export function monthLineWords(month: Month, currency: string): string {
  const [name, before] = [formatMonth(month.from), monthBefore(month)];
  const { pace, soFar } = month;
  if (soFar === null) return noPaceWords(month);
  const brought = `${name} so far: ${formatMoney(soFar.amount, currency)}`;
  if (pace.kind === "none") return `${brought}. ${noPaceWords(month)}`;
  if (isWhole(month)) return `${brought}, ${paceWords(pace.ratio, before)}.`;
  const words = shortPaceWords(pace.ratio);
  return `${brought}. On the ${daysWords(pace.days)} known of both months, ${words} ${words === AS_MUCH ? "as" : "than"} in ${before}.`;
}

/** Whether each day of the month so far has its day in the month before. March has more days than February. */
export function isWhole({ pace, soFar }: Pick<Month, "pace" | "soFar">): boolean {
  return pace.kind === "pace" && pace.days === soFar?.days;
}

/** "25 days". */
export function daysWords(count: number): string {
  return `${count} ${count === 1 ? "day" : "days"}`;
}

function noPaceWords(month: Month): string {
  const [name, before] = [formatMonth(month.from), monthBefore(month)];
  const { pace } = month;
  if (pace.kind === "pace") return "";
  switch (pace.reason) {
    case "no_complete_day":
      return `${name} begins today; from tomorrow on it is held against ${before}.`;
    case "unknown":
      return `How ${name} goes against ${before} is not known: days of either are missing.`;
    case "not_positive":
      return `${before} had brought nothing at this point, so ${name} has no pace.`;
    case "small_sample":
      return `${before} had fewer than ten orders at this point: too few to hold ${name} against.`;
  }
}

/** A pace in words: "6.1% more than October at this point". */
export function paceWords(ratio: number, before: string): string {
  const words = shortPaceWords(ratio);
  return `${words} ${words === AS_MUCH ? "as" : "than"} ${before} at this point`;
}

const AS_MUCH = "as much";

/** The same after it has been said what with: "6.1% more". */
export function shortPaceWords(ratio: number): string {
  const difference = ratio - 1;
  if (Math.abs(difference) < NOTABLE) return AS_MUCH;
  return `${formatPercent(Math.abs(difference))} ${difference > 0 ? "more" : "less"}`;
}

/** How sure the estimate of the month is, or why there is none. */
export function estimateWords({ forecast }: Month, currency: string): string {
  if (forecast.kind === "none") {
    return forecast.reason === "too_little_history"
      ? "No estimate yet: it takes 28 complete days, ten of them among the last fourteen."
      : "No estimate: the last weeks brought nothing above zero.";
  }
  const { band, isRough } = forecast;
  if (band === null) {
    return "A rough estimate: there is too little history to say how far off it may be.";
  }
  const range = `${formatMoney(band.low, currency)} and ${formatMoney(band.high, currency)}`;
  return isRough
    ? `A rough estimate: anything between ${range} would be no surprise.`
    : `Four in five such estimates would come out between ${range}.`;
}

/** Which days "so far" stands for: "22 days, to 22 Nov". */
export function soFarWords({ soFar }: Month): string {
  return soFar === null ? "" : `${daysWords(soFar.days)}, to ${formatDay(soFar.to)}`;
}
