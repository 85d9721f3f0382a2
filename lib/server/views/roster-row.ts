import "server-only";
import { reachedTotals } from "@/lib/analytics/alignment";
import { periodRatio } from "@/lib/analytics/period-ratios";
import { type DailySeries, type DayMetrics, sentDays } from "@/lib/analytics/series";
import { sparkOf } from "@/lib/analytics/spark";
import { missingMetrics, type Totals, totalsOf } from "@/lib/analytics/totals";
import type { Meta } from "@/lib/contracts/meta";
import type { MonthForecast, ShortForecast } from "@/lib/contracts/month";
import type { Roster } from "@/lib/contracts/roster";
import type { RosterQuery } from "@/lib/contracts/roster-query";
import type { Day } from "@/lib/core/brand";
import { milliToMajor } from "@/lib/core/money";
import type { Interval } from "@/lib/core/range";
import { listDays } from "@/lib/core/time";
import type { TopBrand } from "@/lib/ltk/endpoints/top-performers-advertisers";
import type { Container } from "../container";
import { type CreatorContext, findCreator } from "../creator-context";
import type { CreatorListItem } from "./creators";
import { type LoadedSeries, loadDailySeries } from "./daily-series";
import { keptBrands } from "./kept-brands";
import { type Compared, changesOf, comparedTotals, toMetrics } from "./metrics";
import { type Month, monthOf } from "./month";
import { toRatio } from "./ratios";
import { metaOf, type Source } from "./source";

/** A row as the API answers it, before what depends on the others. */
type Row = Omit<Roster["data"]["rows"][number], "contribution">;

/** A creator's row with what the sums are made of. */
export interface LoadedRow {
  /** Tells rows apart, also those without a slug. */
  readonly key: string;
  readonly row: Row;
  readonly current: Totals | undefined;
  readonly previous: Totals | undefined;
  /** The same over the days on which the two periods may be compared. */
  readonly compared: Compared | undefined;
  /** The days of the range that are known. */
  readonly days: readonly DayMetrics[];
  /** Her days of both periods, and whatever else of them was read; `undefined`: not read, or not asked for. */
  readonly series: {
    readonly current?: DailySeries | undefined;
    readonly before?: DailySeries | undefined;
  };
  /** Her best brands of the range, where a list of them is kept. */
  readonly brands: readonly TopBrand[] | undefined;
  readonly sources: readonly Source[];
}

/** What each row is read for. */
export interface RowQuery extends Pick<RosterQuery, "periodOn"> {
  /** By what the small lines are drawn, the same in all rows. */
  readonly sparkInterval: Interval;
}

const NOTHING_KNOWN = {
  range: null,
  compare: null,
  currency: null,
  totals: null,
  previous: null,
  change: null,
  epc: null,
  month: null,
  freshness: "never",
  syncedAt: null,
} as const satisfies Partial<Row>;

/** Reads one creator's figures. Whatever fails is said in her row: it never costs the others theirs. */
export async function loadRosterRow(
  container: Container,
  item: CreatorListItem,
  query: RowQuery,
): Promise<LoadedRow> {
  const { key, name } = item;
  if (item.kind === "problem") {
    const reason = { code: "row_incomplete", message: item.problem };
    return withoutFigures(key, { slug: null, name, status: "incomplete", reason });
  }
  const { slug, status } = item;
  const creator = await findCreator(container, slug);
  if (!creator.ok) {
    return withoutFigures(key, { slug, name, status, reason: creator.error });
  }
  const period = query.periodOn(creator.value.today);
  if (period === null) {
    const message = "None of these days has begun in this creator's time zone.";
    return withoutFigures(key, { slug, name, status, reason: { code: "not_begun", message } });
  }
  const { sparkInterval } = query;
  return { key, ...(await loadFigures(container, creator.value, { ...period, sparkInterval })) };
}

async function loadFigures(
  container: Container,
  creator: CreatorContext,
  period: Pick<RosterQuery, "range" | "compare"> & Pick<RowQuery, "sparkInterval">,
): Promise<Omit<LoadedRow, "key">> {
  const { range, compare } = period;
  const [current, previous, brands] = await Promise.all([
    loadDailySeries(container, creator, range),
    compare === null ? null : loadDailySeries(container, creator, compare),
    keptBrands(container, creator, range),
  ]);
  const parts = [current, ...(previous === null ? [] : [previous])];
  const sources = parts.flatMap((part) => (part.ok ? [part.value.source] : []));
  const days = listDays(range.from, range.to);
  const meta = metaOf(
    container,
    creator,
    { range, compare, interval: "day" },
    {
      sources,
      failures: parts.flatMap((part) => (part.ok ? [] : [part.error])),
      missing: [
        ...(current.ok ? missingMetrics(current.value.series, days) : ["totals"]),
        ...(previous?.ok === false ? ["previous"] : []),
      ],
    },
  );
  const loaded = {
    current: current.ok ? current.value : null,
    before: previous?.ok === true ? previous.value : null,
  };
  const sums = sumsOf(loaded, { range, compare, days }, creator);
  const month = loaded.current === null ? null : await monthOf(container, creator);
  const insights = insightsOf(loaded, { ...period, days }, { creator, month });
  return {
    row: { ...toRow(creator, meta, sums), ...insights },
    ...sums,
    days: loaded.current === null ? [] : sentDays(loaded.current.series, days),
    series: { current: loaded.current?.series, before: loaded.before?.series },
    brands: brands?.rows,
    sources,
  };
}

interface Loaded {
  readonly current: LoadedSeries | null;
  readonly before: LoadedSeries | null;
}

/** The days of the range. */
interface RangeDays {
  readonly days: readonly Day[];
}

type Sums = Pick<LoadedRow, "current" | "previous" | "compared">;

function sumsOf(
  { current, before }: Loaded,
  { range, compare, days }: Pick<RosterQuery, "range" | "compare"> & RangeDays,
  { today }: CreatorContext,
): Sums {
  return {
    current: current === null ? undefined : totalsOf(current.series, days),
    previous:
      before === null || compare === null
        ? undefined
        : reachedTotals(before.series, listDays(compare.from, compare.to)),
    compared:
      current === null || before === null || compare === null
        ? undefined
        : comparedTotals(
            { current: current.series, previous: before.series },
            { range, compare },
            today,
          ),
  };
}

function insightsOf(
  { current }: Loaded,
  {
    range,
    sparkInterval: interval,
    days,
  }: Pick<RosterQuery, "range"> & Pick<RowQuery, "sparkInterval"> & RangeDays,
  { creator: { today }, month }: { readonly creator: CreatorContext; readonly month: Month | null },
): Pick<Row, "epc" | "month" | "spark"> {
  if (current === null || month === null) return { epc: null, month: null, spark: [] };
  const { series } = current;
  const { forecast, pace, soFar } = month;
  return {
    epc: toRatio("epc", periodRatio("epc", series, days)),
    month: { forecast: withoutBand(forecast), pace, soFar },
    spark: sparkOf(series, { range, interval, today }).map((value) =>
      value === undefined ? null : milliToMajor(value),
    ),
  };
}

function withoutBand(forecast: MonthForecast): ShortForecast {
  if (forecast.kind === "none") return forecast;
  const { band: _, ...rest } = forecast;
  return rest;
}

function toRow(
  { name, status }: CreatorContext,
  { creator: slug, source: _source, ...about }: Meta,
  sums: Sums,
): Omit<Row, "epc" | "month" | "spark"> {
  const totals = sums.current === undefined ? null : toMetrics(sums.current);
  const previous = sums.previous === undefined ? null : toMetrics(sums.previous);
  const change = sums.compared === undefined ? null : changesOf(sums.compared);
  return { ...about, slug, name, status, totals, previous, change };
}

function withoutFigures(
  key: string,
  known: Pick<Row, "slug" | "name" | "status" | "reason">,
): LoadedRow {
  const row = { ...NOTHING_KNOWN, ...known, spark: [], missing: [] };
  const nothing = { current: undefined, previous: undefined, compared: undefined };
  return { key, row, ...nothing, days: [], series: {}, brands: undefined, sources: [] };
}
