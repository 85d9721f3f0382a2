import "server-only";
import { missingMetrics, totalsOf } from "@/lib/analytics/totals";
import type { Overview } from "@/lib/contracts/overview";
import { err, ok } from "@/lib/core/result";
import { listDays } from "@/lib/core/time";
import { toApiError } from "../failures";
import type { CreatorView } from "../route";
import { loadDailySeries } from "./daily-series";
import { changesOf, comparedTotals, toMetrics } from "./metrics";
import { cacheOf, metaOf } from "./source";

/** `overview`: totals of the range, LTK's own rates for it, and the change against the compared period. */
export const overviewView: CreatorView = async (container, creator, query) => {
  const { range, compare } = query;
  const [current, previous, summary] = await Promise.all([
    loadDailySeries(container, creator, range),
    compare === null ? null : loadDailySeries(container, creator, compare),
    container.reads.performanceSummary({ ...creator, from: range.from, to: range.to }),
  ]);
  if (!current.ok) return err(toApiError(current.error));
  const days = listDays(range.from, range.to);
  const totals = toMetrics(totalsOf(current.value.series, days));
  const before =
    compare !== null && previous?.ok === true
      ? toMetrics(totalsOf(previous.value.series, listDays(compare.from, compare.to)))
      : null;
  const compared =
    compare !== null && previous?.ok === true
      ? comparedTotals(
          { current: current.value.series, previous: previous.value.series },
          { range, compare },
          creator.today,
        )
      : null;
  const rates = summary.ok ? summary.value.value : undefined;
  const sources = [
    current.value.source,
    ...(previous?.ok === true ? [previous.value.source] : []),
    ...(summary.ok ? [summary.value] : []),
  ];
  const failed = [previous, summary].flatMap((part) => (part?.ok === false ? [part.error] : []));
  const missing: string[] = missingMetrics(current.value.series, days);
  if (previous?.ok === false) missing.push("previous");
  if (rates?.orderConversionRate === undefined) missing.push("rates");
  const body: Overview = {
    data: {
      creator: { slug: creator.slug, name: creator.name, status: creator.status },
      totals,
      previous: before,
      compared:
        compared === null
          ? null
          : { current: toMetrics(compared.current), previous: toMetrics(compared.previous) },
      change: compared === null ? null : changesOf(compared),
      rates: {
        orderConversion: rates?.orderConversionRate ?? null,
        itemsSoldConversion: rates?.itemsSoldConversionRate ?? null,
      },
    },
    meta: metaOf(container, creator, query, { sources, failures: failed, missing }),
  };
  return ok({ body, cache: cacheOf(sources) });
};
