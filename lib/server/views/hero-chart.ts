import "server-only";
import { missingMetrics, totalsOf } from "@/lib/analytics/totals";
import type { HeroChart } from "@/lib/contracts/hero-chart";
import { err, ok } from "@/lib/core/result";
import { listDays } from "@/lib/core/time";
import { toApiError } from "../failures";
import type { CreatorView } from "../route";
import { joinHistories, loadDailySeries } from "./daily-series";
import { toMetrics } from "./metrics";
import { pointsOf, previousOf } from "./series-points";
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
