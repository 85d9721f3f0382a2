import type { RosterShow, RosterSort } from "@/lib/contracts/query.url";
import type { RosterRow } from "@/lib/contracts/roster.url";

type NoPace = Extract<NonNullable<RosterRow["month"]>["pace"], { kind: "none" }>["reason"];

const NO_PACE: Readonly<Record<NoPace, string>> = {
  no_complete_day: "The month begins today.",
  unknown: "Days of this month or of the one before are not known.",
  not_positive: "The month before had brought nothing at this point.",
  small_sample: "Fewer than ten orders in the month before at this point.",
};

/** Why a row has no pace. */
export function noPaceWords(reason: NoPace): string {
  return NO_PACE[reason];
}

/** The filters of the table in the words of their links. */
export const SHOW_NAMES: readonly (readonly [RosterShow, string])[] = [
  ["all", "All"],
  ["attention", "Need you"],
  ["rising", "Rising"],
  ["falling", "Falling"],
];

/** What the table may be sorted by, in words that follow "Sorted by". */
export const SORT_NAMES: Readonly<Record<RosterSort, string>> = {
  commissions: "commissions",
  change: "change",
  pace: "pace",
  epc: "EPC",
  name: "name",
};

const EMPTY: Readonly<Record<Exclude<RosterShow, "all">, string>> = {
  attention: "Nobody needs you.",
  rising: "Nobody earned more than in the compared period.",
  falling: "Nobody earned less than in the compared period.",
};

/** What stands in the place of the rows when a filter leaves none; without a comparison nobody rises or falls. */
export function emptyShowWords(show: RosterShow, isCompared: boolean): string {
  if (show === "all") return "There are no creators.";
  return show === "attention" || isCompared
    ? EMPTY[show]
    : "Nothing is compared, so nobody rises or falls.";
}
