import "server-only";
import { addSums, type LedgerSums, sumEvents } from "@/lib/analytics/ledger";
import type { Day } from "@/lib/core/brand";
import type { DayRange } from "@/lib/core/range";
import { err, ok, type Result } from "@/lib/core/result";
import { addDays, DAY_MS, dayIn, dayToEpochMs, listDays, startOfDayMs } from "@/lib/core/time";
import type { LedgerRow } from "@/lib/ltk/endpoints/items-sold";
import type { Container } from "../container";
import type { CreatorContext } from "../creator-context";
import type { ReadFailure } from "../failures";
import type { FoundRows, LedgerQuery } from "../ledger/ledger-reader";
import type { LoadedDays } from "../series/day-reader";
import { mergeSources, type Source } from "./source";

/** A row of the ledger. */
export interface LedgerEntry extends LedgerRow {
  readonly atMs: number;
  /** LTK's, else the one it was asked for. */
  readonly currency: string;
}

/** A creator's ledger of some days, with where it came from. */
export interface LoadedLedger {
  /** The rows that could be had, newest first. */
  readonly entries: readonly LedgerEntry[];
  /** The sums of all rows by currency, whether they could be had or not. */
  readonly sums: ReadonlyMap<string, LedgerSums>;
  readonly source: Source;
  /** What is not there: `newestDays`, on which the ledger ends early, and the rows of months, such as `rows.2026-10`. */
  readonly missing: readonly string[];
}

/** The moments of a window of the creator's zone, and LTK's UTC days that they lie in. */
interface Span {
  readonly firstMs: number;
  readonly endMs: number;
  readonly query: LedgerQuery;
}

type LedgerDays = LoadedDays<ReadonlyMap<string, LedgerSums>>;

/**
 * Reads the ledger of some days of the creator's zone. The sums come from the stored days, and only of LTK's UTC days that
 * the zone cuts at the range's ends from the rows themselves. Fails when neither can be had; should only the newest days
 * be missing, the ledger ends before them.
 */
export async function loadLedger(
  container: Container,
  creator: CreatorContext,
  window: Pick<DayRange, "from" | "to">,
): Promise<Result<LoadedLedger, ReadFailure>> {
  const span = spanOf(creator, window, container.now());
  const days = await container.ledger.read(span.query);
  if (!days.ok) return days;
  const found = await container.ledger.rows(span.query);
  const entries = found.rows
    .map((row) => toEntry(row, creator.currency))
    .filter(({ atMs }) => atMs >= span.firstMs && atMs < span.endMs)
    .sort(newestFirst);
  const known = daysOf(span).filter((day) => days.value.series.has(day));
  const withoutRows = known.filter((day) => !found.days.has(day));
  if (withoutRows.some((day) => isCut(day, span))) {
    return err(found.error ?? { code: "ltk_unavailable" });
  }
  return ok({
    entries,
    sums: sumsOf(days.value, entries, span),
    source: mergeSources([days.value.source, sourceOf(found, days.value.source)]),
    missing: [
      ...(daysOf(span).some((day) => day < span.query.today && !days.value.series.has(day))
        ? ["newestDays"]
        : []),
      ...new Set(withoutRows.map((day) => `rows.${day.slice(0, 7)}`)),
    ],
  });
}

function spanOf(
  { slug, publisherIds, currency, timezone }: CreatorContext,
  window: Pick<DayRange, "from" | "to">,
  nowMs: number,
): Span {
  const today = dayIn("UTC", nowMs);
  const firstMs = startOfDayMs(timezone, window.from);
  const endMs = startOfDayMs(timezone, addDays(window.to, 1));
  const [from, to] = [dayIn("UTC", firstMs), dayIn("UTC", endMs - 1)];
  const query = { slug, publisherIds, currency, today, from, to: to < today ? to : today };
  return { firstMs, endMs, query };
}

function daysOf({ query }: Span): readonly Day[] {
  return listDays(query.from, query.to);
}

/** Whether a part of a UTC day lies outside the span. */
function isCut(day: Day, { firstMs, endMs }: Span): boolean {
  const startMs = dayToEpochMs(day);
  return startMs < firstMs || startMs + DAY_MS > endMs;
}

function sumsOf(
  { series }: LedgerDays,
  entries: readonly LedgerEntry[],
  span: Span,
): ReadonlyMap<string, LedgerSums> {
  const parts = daysOf(span).flatMap((day): (readonly [string, LedgerSums])[] => {
    if (!isCut(day, span)) return [...(series.get(day) ?? [])];
    const ofDay = entries.filter(({ atMs }) => dayIn("UTC", atMs) === day);
    const currencies = [...new Set(ofDay.map(({ currency }) => currency))];
    return currencies.map((currency) => [
      currency,
      sumEvents(ofDay.filter((entry) => entry.currency === currency)),
    ]);
  });
  const currencies = new Set(parts.map(([currency]) => currency));
  return new Map(
    [...currencies].map((currency) => [
      currency,
      addSums(parts.filter(([of]) => of === currency).map(([, sums]) => sums)),
    ]),
  );
}

/** Rows are as old as their sums, for they come to them. */
function sourceOf({ error, isLive }: FoundRows, { storedAtMs }: Source): Source {
  if (error !== null) return { storedAtMs, source: "stale", error };
  return { storedAtMs, source: isLive ? "miss" : "hit", error };
}

function toEntry(row: LedgerRow, askedCurrency: string): LedgerEntry {
  return { ...row, atMs: Date.parse(row.at), currency: row.currency ?? askedCurrency };
}

/** Rows of one instant are ordered by what they say, so that a cursor means the same after the ledger was read again. */
function newestFirst(one: LedgerEntry, other: LedgerEntry): number {
  if (one.atMs !== other.atMs) return other.atMs - one.atMs;
  const [a, b] = [JSON.stringify(one), JSON.stringify(other)];
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
