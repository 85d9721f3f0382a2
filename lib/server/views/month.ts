import "server-only";
import type { Forecast } from "@/lib/analytics/forecast";
import { type MonthOutlook, monthOutlook } from "@/lib/analytics/month-outlook";
import type { MonthPace as Pace } from "@/lib/analytics/month-pace";
import type { DailySeries } from "@/lib/analytics/series";
import type { MonthForecast, MonthPace, MonthSoFar } from "@/lib/contracts/month";
import type { Day } from "@/lib/core/brand";
import { milliToMajor, toMilli } from "@/lib/core/money";
import { MINUTE_MS } from "@/lib/core/time";
import type { Container } from "../container";
import type { CreatorContext } from "../creator-context";
import { settlingOf } from "../series/settling";

/** The running month as the API answers it. */
export interface Month {
  readonly from: Day;
  readonly to: Day;
  readonly forecast: MonthForecast;
  readonly pace: MonthPace;
  readonly soFar: MonthSoFar | null;
}

/** The figures beside it have just been read, so that the store need not be asked again. */
const JUST_READ_MS = MINUTE_MS;

/** Worked out once for each reading of LTK: a year of trials takes milliseconds, and a roster has hundreds. */
const outlooks = new WeakMap<
  DailySeries,
  { readonly today: Day; readonly outlook: MonthOutlook }
>();

/** The running month of a creator, out of all that is kept of her; LTK is not asked. */
export async function monthOf(
  { dailySeries }: Pick<Container, "dailySeries">,
  creator: CreatorContext,
): Promise<Month> {
  const { today, timezone } = creator;
  const { series, history } = await dailySeries.known(creator, JUST_READ_MS);
  const known = outlooks.get(history.present);
  const outlook =
    known?.today === today
      ? known.outlook
      : monthOutlook(
          history,
          today,
          settlingOf(series, { metric: "commissions", today, timezone }),
        );
  outlooks.set(history.present, { today, outlook });
  const { from, to, forecast, pace, soFar } = outlook;
  return {
    from,
    to,
    forecast: toForecast(forecast),
    pace: toPace(pace),
    soFar:
      soFar === undefined
        ? null
        : { amount: milliToMajor(soFar.commissions), days: soFar.days, to: soFar.to },
  };
}

function toForecast(forecast: Forecast): MonthForecast {
  if (forecast.kind === "none") {
    const { kind, reason } = forecast;
    if (reason === "not_running") throw new Error("today is not in its own month");
    return { kind, reason };
  }
  const { kind, value, band, isRough } = forecast;
  return {
    kind,
    value: toMajor(value),
    isRough,
    band: band.kind === "none" ? null : { low: toMajor(band.low), high: toMajor(band.high) },
  };
}

function toPace(pace: Pace): MonthPace {
  if (pace.kind === "none") return pace;
  const { current, previous } = pace;
  return { ...pace, current: milliToMajor(current), previous: milliToMajor(previous) };
}

function toMajor(thousandths: number): number {
  return milliToMajor(toMilli(thousandths));
}
