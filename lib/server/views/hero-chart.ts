import "server-only";
import { alignSeries } from "@/lib/analytics/alignment";
import { type DailyHistory, revisionsOf } from "@/lib/analytics/daily-history";
import { isSettling } from "@/lib/analytics/maturity";
import { bucketsOf, type DailySeries } from "@/lib/analytics/series";
import { missingMetrics, totalsOf } from "@/lib/analytics/totals";
import type { ComparedPoint, HeroChart, HeroChartPoint } from "@/lib/contracts/hero-chart";
import type { ParsedQuery } from "@/lib/contracts/query";
import type { Day } from "@/lib/core/brand";
import type { DayRange } from "@/lib/core/range";
import { err, ok } from "@/lib/core/result";
import { listDays } from "@/lib/core/time";
import { toApiError } from "../failures";
import type { CreatorView } from "../route";
import { joinHistories, loadDailySeries } from "./daily-series";
import { toMetrics } from "./metrics";
import { cacheOf, metaOf } from "./source";

/** `hero-chart`: clicks, orders, items and commissions by day, week or month, beside the compared period. */
export const heroChartView: CreatorView<HeroChart> = async (container, creator, query) => {
  const { range, compare } = query;
  const [current, previous] = await Promise.all([
    loadDailySeries(container, creator, range),
    compare === null ? null : loadDailySeries(container, creator, compare),
  ]);
  if (!current.ok) return err(toApiError(current.error));
  const before = previous?.ok === true ? previous.value : null;
  const sources = [current.value.source, ...(before === null ? [] : [before.source])];
  const days = listDays(range.from, range.to);
  const missing = missingMetrics(current.value.series, days);
  const history = joinHistories(current.value, before);
  const body: HeroChart = {
    data: {
      points: pointsOf(history, query, creator.today),
      totals: toMetrics(totalsOf(history.present, days)),
      previous:
        before === null || compare === null
          ? null
          : previousOf(history.present, { ...query, compare }, creator.today),
    },
    meta: metaOf(container, creator, query, {
      sources,
      failures: previous?.ok === false ? [previous.error] : [],
      missing: previous?.ok === false ? [...missing, "previous"] : missing,
    }),
  };
  return ok({ body, cache: cacheOf(sources) });
};

function pointsOf(
  history: DailyHistory,
  { range, interval }: ParsedQuery,
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
function previousOf(
  series: DailySeries,
  periods: ParsedQuery & { readonly compare: DayRange },
  today: Day,
): HeroChart["data"]["previous"] {
  const { from, to } = periods.compare;
  const points = alignSeries(series, { ...periods, today }).flatMap(
    ({ day: against, counterpartDays, previous }): ComparedPoint[] => {
      const [day] = counterpartDays;
      return day === undefined ? [] : [{ day, against, ...toMetrics(previous) }];
    },
  );
  return { points, totals: toMetrics(totalsOf(series, listDays(from, to))) };
}
