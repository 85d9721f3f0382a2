import type { Figures } from "../sandbox/data";
import { centsOf, dayWords, money } from "./figure-words";
import type { PageFigures } from "./page-figures";
import { type Days, MONTH } from "./truth";

type Daily = readonly (Figures & { readonly day: string })[];

/** So many days tell the shape of a week, and so many of them its level. */
const [PROFILE_DAYS, LEVEL_DAYS] = [56, 14];
/** A year of weekly trials, and what lies before the first. */
const HISTORY = { from: "2025-09-26", to: "2026-11-19" } as const;
/** Thirteen months are kept: what is older is not known, and a week with such days tells nothing. */
const KEPT_FROM = "2025-10-20";
const [TRIALS, SETTLING_DAYS] = [52, 7];
const DAYS_LEFT = Number(MONTH.end.slice(8)) - Number(MONTH.to.slice(8));

const sum = (values: readonly number[]) => values.reduce((all, value) => all + value, 0);

function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  const at = share * (sorted.length - 1);
  const [below = 0, above = 0] = [sorted[Math.floor(at)], sorted[Math.ceil(at)]];
  return below + (above - below) * (at - Math.floor(at));
}

/** What the days after these are expected to bring, as docs/metrics.md says under "Pace and forecast". */
function expectedAfter(past: readonly number[]): readonly number[] {
  const recent = past.slice(-PROFILE_DAYS);
  const weeks = Array.from({ length: 8 }, (_, week) => recent.slice(7 * week, 7 * week + 7)).filter(
    (week) => !week.some(Number.isNaN),
  );
  const middle = quantile(weeks.map(sum), 0.5);
  const deviation = quantile(
    weeks.map((week) => Math.abs(sum(week) - middle)),
    0.5,
  );
  const usual = weeks.filter((week) => Math.abs(sum(week) - middle) <= 3 * deviation);
  // The weeks begin on the weekday of the first day to come.
  const shares = Array.from({ length: 7 }, (_, weekday) =>
    quantile(
      usual.map((week) => (week[weekday] ?? 0) / sum(week)),
      0.5,
    ),
  );
  const level = sum(recent.slice(-LEVEL_DAYS)) / (2 * sum(shares));
  return Array.from({ length: DAYS_LEFT }, (_, ahead) => level * (shares[ahead % 7] ?? 0));
}

/** What came of such estimates in a year, each as a multiple of what was expected. */
function trialsOf(past: readonly number[]): number[] {
  const first = Math.ceil((DAYS_LEFT + SETTLING_DAYS - 1) / 7);
  return Array.from({ length: TRIALS - first + 1 }, (_, index) => {
    const start = past.length - 7 * (first + index);
    const came = sum(past.slice(start, start + DAYS_LEFT));
    return came / sum(expectedAfter(past.slice(start - PROFILE_DAYS, start)));
  });
}

/** Expects the month's estimate; `hasYear`: a year is kept, so that it has a band. */
export function expectEstimate(
  page: PageFigures,
  daily: (days: Days) => Daily,
  hasYear = false,
): void {
  const past = daily(HISTORY).map(({ day, commissionsMilli }) =>
    day < KEPT_FROM ? Number.NaN : commissionsMilli,
  );
  const soFar = sum(daily(MONTH).map(({ commissionsMilli }) => commissionsMilli));
  const coming = sum(expectedAfter(past));
  const words = (factor: number) => money(centsOf(Math.round(soFar + coming * factor)));
  const label = `Estimate to ${dayWords(MONTH.end)}`;
  if (!hasYear) {
    page.expect(label, "Rough", `≈ ${words(1)}`);
    return;
  }
  const [low, high] = [0.1, 0.9].map((share) => words(quantile(trialsOf(past), share)));
  page.expect(label, `≈ ${words(1)}`, `${low} – ${high}`);
  page.expect(
    `Four in five such estimates would come out between ${low} and ${high}. The date range does not apply here.`,
  );
}
