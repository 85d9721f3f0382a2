import "server-only";
import { missingMetrics, type Totals, totalsOf } from "@/lib/analytics/totals";
import type { Meta } from "@/lib/contracts/meta";
import type { Roster } from "@/lib/contracts/roster";
import type { RosterQuery } from "@/lib/contracts/roster-query";
import type { DayRange } from "@/lib/core/range";
import { listDays } from "@/lib/core/time";
import type { Container } from "../container";
import { type CreatorContext, findCreator } from "../creator-context";
import type { CreatorListItem } from "./creators";
import { type LoadedSeries, loadDailySeries } from "./daily-series";
import { type Compared, changesOf, comparedTotals, toMetrics } from "./metrics";
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
  readonly sources: readonly Source[];
}

const NOTHING_KNOWN = {
  range: null,
  compare: null,
  currency: null,
  totals: null,
  previous: null,
  change: null,
  freshness: "never",
  syncedAt: null,
} as const;

/** Reads one creator's figures. Whatever fails is said in her row: it never costs the others theirs. */
export async function loadRosterRow(
  container: Container,
  item: CreatorListItem,
  query: RosterQuery,
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
  return { key, ...(await loadFigures(container, creator.value, period)) };
}

async function loadFigures(
  container: Container,
  creator: CreatorContext,
  period: Pick<RosterQuery, "range" | "compare">,
): Promise<Omit<LoadedRow, "key">> {
  const { range, compare } = period;
  const [current, previous] = await Promise.all([
    loadDailySeries(container, creator, range),
    compare === null ? null : loadDailySeries(container, creator, compare),
  ]);
  const parts = [current, ...(previous === null ? [] : [previous])];
  const sources = parts.flatMap((part) => (part.ok ? [part.value.source] : []));
  const days = listDays(range.from, range.to);
  const meta = metaOf(
    container,
    creator,
    { ...period, interval: "day" },
    {
      sources,
      failures: parts.flatMap((part) => (part.ok ? [] : [part.error])),
      missing: [
        ...(current.ok ? missingMetrics(current.value.series, days) : ["totals"]),
        ...(previous?.ok === false ? ["previous"] : []),
      ],
    },
  );
  const isCompared = current.ok && previous?.ok === true && compare !== null;
  const sums = {
    current: current.ok ? sumOf(current.value, range) : undefined,
    previous:
      previous?.ok === true && compare !== null ? sumOf(previous.value, compare) : undefined,
    compared: isCompared
      ? comparedTotals(
          { current: current.value.series, previous: previous.value.series },
          { range, compare },
          creator.today,
        )
      : undefined,
  };
  return { row: toRow(creator, meta, sums), ...sums, sources };
}

function toRow(
  { name, status }: CreatorContext,
  { creator: slug, source: _source, ...about }: Meta,
  sums: Pick<LoadedRow, "current" | "previous" | "compared">,
): Row {
  const totals = sums.current === undefined ? null : toMetrics(sums.current);
  const previous = sums.previous === undefined ? null : toMetrics(sums.previous);
  const change = sums.compared === undefined ? null : changesOf(sums.compared);
  return { ...about, slug, name, status, totals, previous, change };
}

function sumOf({ series }: LoadedSeries, { from, to }: DayRange): Totals {
  return totalsOf(series, listDays(from, to));
}

function withoutFigures(
  key: string,
  known: Pick<Row, "slug" | "name" | "status" | "reason">,
): LoadedRow {
  const row = { ...NOTHING_KNOWN, ...known, missing: [] };
  return { key, row, current: undefined, previous: undefined, compared: undefined, sources: [] };
}
