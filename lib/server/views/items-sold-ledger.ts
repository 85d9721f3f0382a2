import "server-only";
import pLimit from "p-limit";
import type { Day } from "@/lib/core/brand";
import type { DayRange } from "@/lib/core/range";
import { err, ok, type Result } from "@/lib/core/result";
import { addDays, dayIn, listMonths, startOfDayMs } from "@/lib/core/time";
import type { LedgerRow } from "@/lib/ltk/endpoints/items-sold";
import type { Container } from "../container";
import type { CreatorContext } from "../creator-context";
import type { ReadFailure } from "../failures";
import { mergeSources, type Source } from "./source";

/** A row of the ledger. */
export interface LedgerEntry extends LedgerRow {
  readonly atMs: number;
  /** LTK's, else the one it was asked for. */
  readonly currency: string;
}

/** A creator's ledger of some days, newest first, with where it came from. */
export interface LoadedLedger {
  readonly entries: readonly LedgerEntry[];
  readonly source: Source;
  /** The newest month could not be had: the ledger ends before it. */
  readonly isCutShort: boolean;
}

/** Months at a time: each is up to thirty calls, one after the other. */
const CONCURRENT_MONTHS = 2;

/**
 * Reads the ledger of some days of the creator's zone through the cache, by calendar month of LTK's UTC days: every range
 * is made of the same few entries. Fails when a month that is over cannot be had; should only the newest be missing, the
 * ledger ends before it.
 */
export async function loadLedger(
  container: Container,
  creator: CreatorContext,
  window: Pick<DayRange, "from" | "to">,
): Promise<Result<LoadedLedger, ReadFailure>> {
  const { currency, timezone } = creator;
  const today = dayIn("UTC", container.now());
  const firstMs = startOfDayMs(timezone, window.from);
  const endMs = startOfDayMs(timezone, addDays(window.to, 1));
  const lastDay = dayIn("UTC", endMs - 1);
  const limit = pLimit(CONCURRENT_MONTHS);
  const months = listMonths(dayIn("UTC", firstMs), lastDay < today ? lastDay : today);
  const answers = await Promise.all(
    months.map((month) =>
      limit(() => container.reads.itemsSold(ledgerMonth(creator, month, today))),
    ),
  );
  const failed = answers.flatMap((answer) => (answer.ok ? [] : [answer.error]));
  const newest = answers.at(-1);
  const isCutShort = newest?.ok === false && failed.length === 1 && answers.length > 1;
  if (failed[0] !== undefined && !isCutShort) return err(failed[0]);
  const loaded = answers.flatMap((answer) => (answer.ok ? [answer.value] : []));
  const source = mergeSources(loaded);
  return ok({
    entries: loaded
      .flatMap(({ value }) => value.map((row) => toEntry(row, currency)))
      .filter(({ atMs }) => atMs >= firstMs && atMs < endMs)
      .sort(newestFirst),
    source: newest?.ok === false ? { ...source, source: "stale", error: newest.error } : source,
    isCutShort,
  });
}

/** What one month's read is asked with: its days so far. `today` is the UTC day. */
export function ledgerMonth(
  { slug, publisherIds, currency }: CreatorContext,
  { from, to }: Pick<DayRange, "from" | "to">,
  today: Day,
) {
  return { slug, publisherIds, currency, from, to: to < today ? to : today };
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
