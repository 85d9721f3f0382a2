import "server-only";
import { bucketsOf } from "@/lib/analytics/series";
import { missingMetrics, totalsOf } from "@/lib/analytics/totals";
import type { HeroChart } from "@/lib/contracts/hero-chart";
import type { DayRange, Interval } from "@/lib/core/range";
import { err, ok } from "@/lib/core/result";
import { listDays } from "@/lib/core/time";
import type { CreatorContext } from "../creator-context";
import { toApiError } from "../failures";
import type { CreatorView } from "../route";
import { type LoadedSeries, loadDailySeries } from "./daily-series";
import { toMetrics } from "./metrics";
import { cacheOf, metaOf } from "./source";

function seriesOf(
  loaded: LoadedSeries,
  window: DayRange,
  interval: Interval,
  creator: CreatorContext,
): Omit<HeroChart["data"], "previous"> {
  const points = bucketsOf(window, interval, creator.today).map((bucket) => ({
    day: bucket.day,
    ...toMetrics(totalsOf(loaded.series, bucket.days)),
    partial: bucket.isPartial,
  }));
  return { points, totals: toMetrics(totalsOf(loaded.series, listDays(window.from, window.to))) };
}

/** `hero-chart`: clicks, orders, items and commissions by day, week or month, beside the compared period. */
export const heroChartView: CreatorView<HeroChart> = async (container, creator, query) => {
  const { range, compare, interval } = query;
  const [current, previous] = await Promise.all([
    loadDailySeries(container, creator, range),
    compare === null ? null : loadDailySeries(container, creator, compare),
  ]);
  if (!current.ok) return err(toApiError(current.error));
  const compared = previous?.ok === true && compare !== null ? previous.value : null;
  const sources =
    compared === null ? [current.value.source] : [current.value.source, compared.source];
  const missing = missingMetrics(current.value.series, listDays(range.from, range.to));
  const body: HeroChart = {
    data: {
      ...seriesOf(current.value, range, interval, creator),
      previous:
        compared === null || compare === null
          ? null
          : seriesOf(compared, compare, interval, creator),
    },
    meta: metaOf(container, creator, query, {
      sources,
      failures: previous?.ok === false ? [previous.error] : [],
      missing: previous?.ok === false ? [...missing, "previous"] : missing,
    }),
  };
  return ok({ body, cache: cacheOf(sources) });
};
