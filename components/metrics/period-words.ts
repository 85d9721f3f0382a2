import type { Overview } from "@/lib/contracts/overview.url";
import { DAY_MS } from "@/lib/core/time";

/** A range and what it is compared with, as every answer names them. */
export interface Compared {
  readonly range: Pick<Overview["meta"]["range"], "from" | "to" | "partial">;
  readonly compare: Overview["meta"]["compare"];
}

const NUMBER_WORDS = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];

/** How many days a period has, both ends included. */
export function dayCountOf({ from, to }: { readonly from: string; readonly to: string }): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS) + 1;
}

/** How long a period is: "one day", "four weeks", "30 days". */
export function periodWords(period: { readonly from: string; readonly to: string }): string {
  const days = dayCountOf(period);
  if (days === 1) return "one day";
  const weeks = NUMBER_WORDS[days / 7];
  if (weeks === undefined) return `${days} days`;
  return days === 7 ? "one week" : `${weeks} weeks`;
}

/** What a period is held against: "the four weeks before", "the week before". A period that is not over is compared on the days that are. */
export function beforeWords(compared: Compared): string {
  const { partial } = compared.range;
  if (isPeriodBefore(compared)) {
    const period = periodWords(compared.range).replace(/^one /, "");
    return partial ? `at this point of the ${period} before` : `the ${period} before`;
  }
  return partial ? "at this point a year earlier" : "the same days a year earlier";
}

/** True when the compared period ends where the range begins. */
function isPeriodBefore({ range, compare }: Compared): boolean {
  return compare !== null && Date.parse(range.from) - Date.parse(compare.to) === DAY_MS;
}
