import "server-only";
import type { DayMetrics } from "@/lib/analytics/series";
import { err, ok, type Result } from "@/lib/core/result";
import type { HeroChartDay } from "@/lib/ltk/endpoints/hero-chart";
import type { LtkPeriod } from "@/lib/ltk/query";
import type { ReadFailure } from "../failures";
import {
  createDayReader,
  type DayReader,
  type DayReaderParts,
  type DaysQuery,
  type LoadedDays,
} from "./day-reader";
import { toSentDays, wipesKnown } from "./hero-days";
import { SERIES_RHYTHM } from "./rhythm";

/** Whose days of hero_chart, and which. */
export interface SeriesQuery extends LtkPeriod, DaysQuery {}

/** A creator's days with where they came from. */
export type LoadedSeries = LoadedDays<DayMetrics>;

/** Reads creators' daily series. */
export type DailySeriesReader = DayReader<SeriesQuery, DayMetrics>;

interface Options extends DayReaderParts<DayMetrics> {
  readonly load: (period: LtkPeriod) => Promise<Result<readonly HeroChartDay[], ReadFailure>>;
  /** Makes the failure of an answer that would wipe out what is known. */
  readonly onWiped: () => ReadFailure;
}

/** Makes the reader of the daily series out of hero_chart. */
export function createDailySeriesReader(options: Options): DailySeriesReader {
  return createDayReader<SeriesQuery, DayMetrics>(
    {
      keyOf: ({ slug, publisherIds, timezone }) =>
        ["daily-series/v1", slug, publisherIds.join(","), timezone].join("|"),
      async load(query, known) {
        const answer = await options.load(query);
        if (!answer.ok) return answer;
        const sent = toSentDays(answer.value);
        if (wipesKnown(await known(), { ...query, sent })) return err(options.onWiped());
        return ok(sent);
      },
      rhythm: SERIES_RHYTHM,
    },
    options,
  );
}
