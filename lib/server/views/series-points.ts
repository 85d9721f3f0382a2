import "server-only";
import { alignSeries, reachedTotals } from "@/lib/analytics/alignment";
import { type DailyHistory, revisionsOf } from "@/lib/analytics/daily-history";
import { isSettling } from "@/lib/analytics/maturity";
import { bucketsOf, type DailySeries } from "@/lib/analytics/series";
import { totalsOf } from "@/lib/analytics/totals";
import type { ComparedPoint, HeroChart, HeroChartPoint } from "@/lib/contracts/hero-chart";
import type { ParsedQuery } from "@/lib/contracts/query";
import type { Day } from "@/lib/core/brand";
import type { DayRange } from "@/lib/core/range";
import { listDays } from "@/lib/core/time";
import { toMetrics } from "./metrics";

type Periods = Pick<ParsedQuery, "range" | "interval">;

/** The points of a range: its days by day, week or month, with how final they are. */
export function pointsOf(
  history: DailyHistory,
  { range, interval }: Periods,
  today: Day,
): HeroChartPoint[] {
  return bucketsOf(range, interval, today).map(({ day, days, isPartial }) => ({
    day,
    ...toMetrics(totalsOf(history.present, days)),
    partial: isPartial,
    settling: days.some((one) => isSettling(one, today)),
    revised: revisedOf(history, days),
  }));
}

function revisedOf(history: DailyHistory, days: readonly Day[]): HeroChartPoint["revised"] {
  const revisions = revisionsOf(history, days);
  const { orders, commissions } = toMetrics(totalsOf(revisions, days));
  return (orders ?? 0) === 0 && (commissions ?? 0) === 0 ? null : { orders, commissions };
}

/** The compared period's points, each against the point whose days it is compared with. */
export function previousOf(
  series: DailySeries,
  periods: Periods & { readonly compare: DayRange },
  today: Day,
): NonNullable<HeroChart["data"]["previous"]> {
  const { from, to } = periods.compare;
  const points = alignSeries(series, { ...periods, today }).flatMap(
    ({ day: against, counterpartDays, previous }): ComparedPoint[] => {
      const [day] = counterpartDays;
      return day === undefined ? [] : [{ day, against, ...toMetrics(previous) }];
    },
  );
  return { points, totals: toMetrics(reachedTotals(series, listDays(from, to))) };
}
