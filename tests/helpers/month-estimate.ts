import type { Figures } from "../sandbox/data";
import { centsOf, dayWords, money } from "./figure-words";
import type { PageFigures } from "./page-figures";
import { type Days, MONTH } from "./truth";

type Daily = readonly (Figures & { readonly day: string })[];

/** What the week's shape is taken from, and of it what the level is taken from. */
const PROFILE = { from: "2026-09-25", to: "2026-11-19" } as const;
const LEVEL_DAYS = 14;

function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  const middle = (sorted.length - 1) / 2;
  return ((sorted[Math.floor(middle)] ?? 0) + (sorted[Math.ceil(middle)] ?? 0)) / 2;
}

/** Expects the month's estimate, worked out as docs/metrics.md says, "Pace and forecast". */
export function expectEstimate(page: PageFigures, daily: (days: Days) => Daily): void {
  const past = daily(PROFILE).map(({ commissionsMilli }) => commissionsMilli);
  const weeks = Array.from({ length: 8 }, (_, week) => past.slice(7 * week, 7 * week + 7));
  const sum = (values: readonly number[]) => values.reduce((all, value) => all + value, 0);
  const middle = median(weeks.map(sum));
  const deviation = median(weeks.map((week) => Math.abs(sum(week) - middle)));
  const usual = weeks.filter((week) => Math.abs(sum(week) - middle) <= 3 * deviation);
  // The weeks begin on the weekday of today.
  const shares = Array.from({ length: 7 }, (_, weekday) =>
    median(usual.map((week) => (week[weekday] ?? 0) / sum(week))),
  );
  const level = sum(past.slice(-LEVEL_DAYS)) / (2 * sum(shares));
  const expected = (ahead: number) => level * (shares[ahead % 7] ?? 0);
  const soFar = sum(daily(MONTH).map(({ commissionsMilli }) => commissionsMilli));
  const daysLeft = Number(MONTH.end.slice(8)) - Number(MONTH.to.slice(8));
  const coming = Array.from({ length: daysLeft }, (_, ahead) => expected(ahead));
  const estimate = Math.round(soFar + sum(coming));
  page.expect(`Estimate to ${dayWords(MONTH.end)}`, "Rough", `≈ ${money(centsOf(estimate))}`);
}
