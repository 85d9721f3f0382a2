import { type LtkQuery, PAGE_DEFAULTS } from "@/lib/contracts/query.url";
import type { Day } from "@/lib/core/brand";
import type { Comparison } from "@/lib/core/range";
import { addDays } from "@/lib/core/time";
import { COMPARISON_NAMES, rangeName } from "./range-words";
import { shiftRange } from "./shift-range";

/** A range that one key chooses. */
export interface RangeKey {
  readonly key: string;
  readonly name: string;
  /** The URL's `range`: a named one where there is one, else days counted from `today`. */
  range(today: Day): string;
}

/** The letters of the ranges, in the order in which they are listed. */
export const RANGE_KEYS: readonly RangeKey[] = [
  { key: "d", name: "Today so far", range: (today) => `${today}..${today}` },
  { key: "e", name: "Yesterday", range: (today) => daysBefore(today, 1) },
  { key: "w", name: "Last 7 days", range: () => "7d" },
  { key: "f", name: "Last 28 days", range: () => "28d" },
  { key: "t", name: "Last 30 days", range: (today) => daysBefore(today, 30) },
  { key: "n", name: "Last 90 days", range: () => "90d" },
  { key: "m", name: "Month to date", range: () => "mtd" },
  { key: "p", name: "Last month", range: () => "last-month" },
  { key: "y", name: "Year to date", range: () => "ytd" },
  { key: "l", name: "Last 12 months", range: () => "12m" },
  {
    key: "k",
    name: "LTK’s rank period so far",
    range: (today) => `${rankPeriodStart(today)}..${today}`,
  },
];

/** The day on which LTK's running rank period began: its half-years end on 15 June and 15 December. */
function rankPeriodStart(today: Day): string {
  const year = Number(today.slice(0, 4));
  const starts = [`${year}-12-16`, `${year}-06-16`];
  return starts.find((start) => start <= today) ?? `${year - 1}-12-16`;
}

function daysBefore(today: Day, count: number): string {
  return `${addDays(today, -count)}..${addDays(today, -1)}`;
}

/** What the other keys do, for the list. */
export const OTHER_KEYS: readonly (readonly [key: string, does: string])[] = [
  ["←", "The period before"],
  ["→", "The period after"],
  ["C", "Choose days"],
  ["X", "Next comparison"],
  ["1–9", "A creator, as listed"],
  ["/", "Find a creator, a page, a range (also ⌘K, Ctrl+K)"],
  ["Esc", "Back to the defaults"],
  ["?", "This list"],
];

/** What a page shows now. */
export interface TimeState extends LtkQuery {
  readonly today: Day;
}

/** What a key changes in the URL, with the words that say so; `change: null` when it cannot. */
export interface KeyAnswer {
  readonly change: Partial<LtkQuery> | null;
  readonly words: string;
}

const COMPARISON_ORDER: readonly Comparison[] = ["prev", "yoy", "none"];

/** What a key does to the period and its comparison; `null` for a key that does nothing to them. */
export function answerKey(key: string, state: TimeState): KeyAnswer | null {
  const named = RANGE_KEYS.find((entry) => entry.key === key);
  if (named !== undefined) {
    return { change: { range: named.range(state.today) }, words: named.name };
  }
  switch (key) {
    case "ArrowLeft":
      return shifted(state, -1);
    case "ArrowRight":
      return shifted(state, 1);
    case "x": {
      const next = COMPARISON_ORDER[COMPARISON_ORDER.indexOf(state.compare) + 1] ?? "prev";
      const words = COMPARISON_NAMES.find(([id]) => id === next)?.[1] ?? "";
      return { change: { compare: next }, words: `Compared with: ${words.toLowerCase()}` };
    }
    case "Escape":
      return toSearchWith("", state) === ""
        ? null
        : { change: PAGE_DEFAULTS, words: rangeName(PAGE_DEFAULTS.range) };
    default:
      return null;
  }
}

function shifted({ range, today }: TimeState, direction: -1 | 1): KeyAnswer {
  const next = shiftRange(range, direction, today);
  if (next !== null) return { change: { range: next }, words: rangeName(next) };
  return { change: null, words: `There is no ${direction < 0 ? "earlier" : "later"} period.` };
}

/** A URL's search with a change; defaults are left out, and what else it holds is kept. */
export function toSearchWith(search: string, change: Partial<LtkQuery>): string {
  const parameters = new URLSearchParams(search);
  for (const name of ["range", "compare", "interval"] as const) {
    const value = change[name];
    if (value === undefined) continue;
    if (value === PAGE_DEFAULTS[name]) parameters.delete(name);
    else parameters.set(name, value);
  }
  return parameters.toString();
}
