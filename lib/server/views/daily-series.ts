import "server-only";
import type { DailySeries } from "@/lib/analytics/series";
import type { DayRange } from "@/lib/core/range";
import { ok, type Result } from "@/lib/core/result";
import type { Container } from "../container";
import type { CreatorContext } from "../creator-context";
import type { ReadFailure } from "../failures";
import type { Source } from "./source";

/** A creator's days of one window with where they came from. */
export interface LoadedSeries {
  readonly series: DailySeries;
  readonly source: Source;
}

/** Reads the days of a window through the cache. */
export async function loadDailySeries(
  container: Container,
  creator: CreatorContext,
  window: DayRange,
): Promise<Result<LoadedSeries, ReadFailure>> {
  const answer = await container.reads.heroChart({ ...creator, from: window.from, to: window.to });
  if (!answer.ok) return answer;
  const { value, ...source } = answer.value;
  return ok({ series: new Map(value.map((day) => [day.day, day])), source });
}
