import "server-only";
import { reachedTotals } from "@/lib/analytics/alignment";
import { maturedEpc, periodRatio } from "@/lib/analytics/period-ratios";
import type { RatioId } from "@/lib/analytics/ratio";
import type { DailySeries } from "@/lib/analytics/series";
import { missingMetrics, totalsOf } from "@/lib/analytics/totals";
import type { Overview } from "@/lib/contracts/overview";
import type { ParsedQuery } from "@/lib/contracts/query";
import type { Day } from "@/lib/core/brand";
import { err, ok } from "@/lib/core/result";
import { listDays } from "@/lib/core/time";
import type { CreatorContext } from "../creator-context";
import { toApiError } from "../failures";
import type { CreatorView } from "../route";
import { knownClickless } from "./clickless";
import { joinHistories, type LoadedSeries, loadDailySeries } from "./daily-series";
import { changesOf, comparedTotals, toMetrics } from "./metrics";
import { monthOf } from "./month";
import { toRatio } from "./ratios";
import { cacheOf, metaOf } from "./source";
import { whyOf } from "./why";

type Data = Overview["data"];
type Clickless = Awaited<ReturnType<typeof knownClickless>>;

const NOT_COMPARED = { previous: null, compared: null, change: null, why: null };

/** `overview`: totals of the range, our ratios and LTK's own rates, the change and why, and how the running month goes. */
export const overviewView: CreatorView<Overview> = async (container, creator, query) => {
  const { range, compare } = query;
  const [current, previous, summary, clickless] = await Promise.all([
    loadDailySeries(container, creator, range),
    compare === null ? null : loadDailySeries(container, creator, compare),
    container.reads.performanceSummary({ ...creator, from: range.from, to: range.to }),
    knownClickless(container, creator, query),
  ]);
  if (!current.ok) return err(toApiError(current.error));
  const before = previous?.ok === true ? previous.value : null;
  const days = listDays(range.from, range.to);
  const rates = summary.ok ? summary.value.value : undefined;
  const sources = [
    current.value.source,
    ...(before === null ? [] : [before.source]),
    ...(summary.ok ? [summary.value] : []),
  ];
  const missing: string[] = missingMetrics(current.value.series, days);
  if (previous?.ok === false || (before !== null && !isReached(before, query))) {
    missing.push("previous");
  }
  if (rates?.orderConversionRate === undefined) missing.push("rates");
  const body: Overview = {
    data: {
      ...figuresOf(creator, { days, current: current.value, before }),
      month: await monthOf(container, creator),
      ...comparisonOf(query, { current: current.value, before }, { creator, clickless }),
      rates: {
        orderConversion: rates?.orderConversionRate ?? null,
        itemsSoldConversion: rates?.itemsSoldConversionRate ?? null,
      },
    },
    meta: metaOf(container, creator, query, {
      sources,
      failures: [previous, summary].flatMap((part) => (part?.ok === false ? [part.error] : [])),
      missing,
    }),
  };
  return ok({ body, cache: cacheOf(sources) });
};

function isReached({ series }: LoadedSeries, { compare }: ParsedQuery): boolean {
  if (compare === null) return true;
  return reachedTotals(series, listDays(compare.from, compare.to)).commissions !== undefined;
}

interface Loaded {
  readonly current: LoadedSeries;
  readonly before: LoadedSeries | null;
}

function figuresOf(
  { slug, name, status, today }: CreatorContext,
  { days, current, before }: Loaded & { readonly days: readonly Day[] },
): Pick<Data, "creator" | "totals" | "ratios"> {
  const history = joinHistories(current, before);
  return {
    creator: { slug, name, status },
    totals: toMetrics(totalsOf(current.series, days)),
    ratios: {
      ...ratiosOf(current.series, days),
      maturedEpc: toRatio("epc", maturedEpc(history.present, today)),
    },
  };
}

function ratiosOf(series: DailySeries, days: readonly Day[]) {
  const ratio = (id: RatioId) => toRatio(id, periodRatio(id, series, days));
  return {
    epc: ratio("epc"),
    commissionPerOrder: ratio("commissionPerOrder"),
    itemsPerOrder: ratio("itemsPerOrder"),
  };
}

function comparisonOf(
  { range, compare }: ParsedQuery,
  { current, before }: Loaded,
  known: { readonly creator: CreatorContext; readonly clickless: Clickless },
): Pick<Data, "previous" | "compared" | "change" | "why"> {
  if (compare === null || before === null) return NOT_COMPARED;
  const series = { current: current.series, previous: before.series };
  const compared = comparedTotals(series, { range, compare }, known.creator.today);
  return {
    previous: toMetrics(reachedTotals(before.series, listDays(compare.from, compare.to))),
    compared: { current: toMetrics(compared.current), previous: toMetrics(compared.previous) },
    change: changesOf(compared),
    why: whyOf(compared, known.clickless),
  };
}
