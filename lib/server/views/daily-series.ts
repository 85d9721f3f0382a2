import "server-only";
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
