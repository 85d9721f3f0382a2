import "server-only";
import type { DailyHistory } from "@/lib/analytics/daily-history";
import type { DayRange } from "@/lib/core/range";
import type { Result } from "@/lib/core/result";
import type { Container } from "../container";
import type { CreatorContext } from "../creator-context";
import type { ReadFailure } from "../failures";
import type { LoadedSeries } from "../series/daily-series-reader";

export type { LoadedSeries } from "../series/daily-series-reader";

/**
 * A creator's days of a window, out of her stored series; what is missing or too old is read from LTK. Should only the
 * newest days not be had, the series stops before them, as it does when LTK sends no newer day.
 */
export function loadDailySeries(
  container: Container,
  creator: CreatorContext,
  window: Pick<DayRange, "from" | "to">,
): Promise<Result<LoadedSeries, ReadFailure>> {
  const { slug, publisherIds, timezone, today } = creator;
  const to = window.to < today ? window.to : today;
  return container.dailySeries.read({
    slug,
    publisherIds,
    timezone,
    today,
    from: window.from,
    to,
  });
}

/** All that two reads of one creator know of her days, whichever of them has the later days. */
export function joinHistories(one: LoadedSeries, other: LoadedSeries | null): DailyHistory {
  // Two reads of an unchanged store share their maps; what is worked out from all her days is then kept by them.
  if (other === null || other.series === one.series) {
    return { present: one.series, firstSeen: one.firstSeen };
  }
  return {
    present: new Map([...other.series, ...one.series]),
    firstSeen: new Map([...other.firstSeen, ...one.firstSeen]),
  };
}
