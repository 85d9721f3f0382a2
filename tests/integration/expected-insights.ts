import { forecastPeriod } from "@/lib/analytics/forecast";
import type { Day } from "@/lib/core/brand";
import { addDays, listDays } from "@/lib/core/time";
import type { Figures } from "../sandbox/data";
import type { Sandbox } from "../sandbox/sandbox";

/** Days with the simulator's figures. */
export type TrueDays = ReadonlyMap<Day, Figures>;

/** The simulator's figures of some days. */
export function trueDays(sandbox: Sandbox, slug: string, days: Iterable<Day>): TrueDays {
  return new Map([...days].map((day) => [day, sandbox.figures(slug, day, day)]));
}

function sum(days: TrueDays, read: (figures: Figures) => number): number {
  return [...days.values()].reduce((total, figures) => total + read(figures), 0);
}

interface Expected {
  readonly kind: "ratio" | "none";
  readonly value?: unknown;
  readonly reason?: string;
}

type Close = (value: number) => unknown;

/** A ratio worked out anew, by the rules as docs/metrics.md writes them. */
function ratio(
  days: TrueDays,
  terms: {
    readonly over: (figures: Figures) => number;
    readonly under: "clicks" | "orders";
    readonly length: number;
  },
  close: Close,
): Expected {
  const [minimum, minimumDays] = terms.under === "clicks" ? [100, 7] : [10, 1];
  const under = sum(days, (figures) => figures[terms.under]);
  if (days.size === 0) return { kind: "none", reason: "unknown" };
  if (terms.length < minimumDays) return { kind: "none", reason: "short_window" };
  if (under <= 0) return { kind: "none", reason: "not_positive" };
  if (under < minimum) return { kind: "none", reason: "small_sample" };
  return { kind: "ratio", value: close(sum(days, terms.over) / under) };
}

/** The ratios of a range, and those of her days of 60 to 150 days ago. */
export function expectedRatios(
  days: { readonly range: TrueDays; readonly all: TrueDays; readonly today: Day },
  close: Close,
): Readonly<Record<string, Expected>> {
  const { range, all, today } = days;
  const dollars = ({ commissionsMilli }: Figures) => commissionsMilli / 1_000;
  const of = (over: (figures: Figures) => number, under: "clicks" | "orders") =>
    ratio(range, { over, under, length: range.size }, close);
  const [from, to] = [addDays(today, -150), addDays(today, -60)];
  const matured = new Map([...all].filter(([day]) => day >= from && day <= to));
  return {
    epc: of(dollars, "clicks"),
    commissionPerOrder: of(dollars, "orders"),
    itemsPerOrder: of(({ itemsSold }) => itemsSold, "orders"),
    maturedEpc:
      matured.size < 28
        ? { kind: "none", reason: "unknown" }
        : ratio(matured, { over: dollars, under: "clicks", length: matured.size }, close),
  };
}

const cents = (milli: number) => (Math.sign(milli) * Math.round(Math.abs(milli) / 10)) / 100 + 0;

/** The forecast of the month that today lies in: the pure function on the true days. */
export function expectedForecast(all: TrueDays, today: Day): object {
  const values = new Map([...all].map(([day, { commissionsMilli }]) => [day, commissionsMilli]));
  const [first, next] = monthOf(today);
  const forecast = forecastPeriod({ from: first, to: addDays(next, -1) }, { values, today });
  if (forecast.kind === "none") return forecast;
  const { kind, value, band, isRough } = forecast;
  const ends = band.kind === "none" ? null : { low: cents(band.low), high: cents(band.high) };
  return { kind, value: cents(value), band: ends, isRough };
}

/** The month so far against the same dates of the month before; `undefined` where there is none. */
export function expectedPace(all: TrueDays, today: Day): object | undefined {
  const [first] = monthOf(today);
  const [firstBefore] = monthOf(addDays(first, -1));
  const pairs = listDays(first, addDays(today, -1)).flatMap((day, index) => {
    const [now, before] = [all.get(day), all.get(addDays(firstBefore, index))];
    return now === undefined || before === undefined ? [] : [{ now, before }];
  });
  const current = pairs.reduce((total, { now }) => total + now.commissionsMilli, 0);
  const previous = pairs.reduce((total, { before }) => total + before.commissionsMilli, 0);
  const orders = pairs.reduce((total, { before }) => total + before.orders, 0);
  if (previous <= 0 || orders < 10) return undefined;
  const sums = { current: cents(current), previous: cents(previous), days: pairs.length };
  return { kind: "pace", ratio: current / previous, ...sums };
}

/** The first days of a day's month and of the next; November and the months around it have 30 days or more. */
function monthOf(day: Day): readonly [Day, Day] {
  const first = addDays(day, 1 - Number(day.slice(8)));
  const later = addDays(first, 31);
  return [first, addDays(later, 1 - Number(later.slice(8)))];
}
