import "server-only";
import type { DailySeries } from "@/lib/analytics/series";
import type { DayRange } from "@/lib/core/range";
import { err, ok, type Result } from "@/lib/core/result";
import { listMonths } from "@/lib/core/time";
import type { Container } from "../container";
import type { CreatorContext } from "../creator-context";
import type { ReadFailure } from "../failures";
import { mergeSources, type Source } from "./source";

/** A creator's days of one window with where they came from. */
export interface LoadedSeries {
  readonly series: DailySeries;
  readonly source: Source;
}

/**
 * Reads the days of a window through the cache, by calendar month: every range is made of the same few entries, and what
 * was read yesterday still serves today. Fails when a month that is over cannot be had; should only the newest month be
 * missing, the series stops before it, as it does when LTK sends no newer day.
 */
export async function loadDailySeries(
  container: Container,
  creator: CreatorContext,
  window: Pick<DayRange, "from" | "to">,
): Promise<Result<LoadedSeries, ReadFailure>> {
  const months = listMonths(window.from, window.to);
  const answers = await Promise.all(
    months.map((month) => container.reads.heroChart(monthOf(creator, month))),
  );
  const newest = answers.at(-1);
  const failed = answers.find((answer) => !answer.ok);
  const isOnlyNewest = answers.filter((answer) => !answer.ok).length === 1 && newest?.ok === false;
  if (failed?.ok === false && !(isOnlyNewest && answers.length > 1)) return err(failed.error);
  const loaded = answers.flatMap((answer) => (answer.ok ? [answer.value] : []));
  const source = mergeSources(loaded);
  return ok({
    series: new Map(loaded.flatMap(({ value }) => value.map((day) => [day.day, day]))),
    source: newest?.ok === false ? { ...source, source: "stale", error: newest.error } : source,
  });
}

/** What one month's read is asked with: its days so far. */
export function monthOf(
  creator: CreatorContext,
  month: { readonly from: DayRange["from"]; readonly to: DayRange["to"] },
) {
  const { slug, publisherIds, timezone, today } = creator;
  const to = month.to < today ? month.to : today;
  return { slug, publisherIds, timezone, from: month.from, to };
}
