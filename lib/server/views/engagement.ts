import "server-only";
import { comparableWindows } from "@/lib/analytics/alignment";
import { ENGAGEMENT_IDS, type EngagementId } from "@/lib/analytics/catalog";
import { changeOf } from "@/lib/analytics/change";
import type { Engagement } from "@/lib/contracts/engagement";
import type { ParsedQuery } from "@/lib/contracts/query";
import type { DayRange } from "@/lib/core/range";
import { err, ok } from "@/lib/core/result";
import { dayIn } from "@/lib/core/time";
import type { Container } from "../container";
import type { CreatorContext } from "../creator-context";
import { toApiError } from "../failures";
import type { CreatorView } from "../route";
import { cacheOf, metaOf } from "./source";

type Counts = Engagement["data"]["current"];
type Window = Pick<DayRange, "from" | "to">;
type Read = Awaited<ReturnType<Container["reads"]["performanceStats"]>>;

/** The same for each count. */
function each<T>(read: (id: EngagementId) => T): Record<EngagementId, T> {
  return {
    newFollowers: read("newFollowers"),
    postImpressions: read("postImpressions"),
    profileVisits: read("profileVisits"),
    postVisits: read("postVisits"),
    videoViews: read("videoViews"),
  };
}

/** `engagement`: what followers did in the range, beside the compared period. */
export const engagementView: CreatorView<Engagement> = async (container, creator, query) => {
  const { current, previous, compared } = await readAll(container, creator, query);
  if (!current.ok) return err(toApiError(current.error));
  const counts = toCounts(current) ?? each(() => null);
  const both = compared === null ? null : toCompared(compared);
  const reads = new Set([current, previous, compared?.current, compared?.previous]);
  const sources = [...reads].flatMap((read) => (read?.ok === true ? [read.value] : []));
  const missing: string[] = ENGAGEMENT_IDS.filter((id) => counts[id] === null);
  if (previous?.ok === false) missing.push("previous");
  if (query.compare !== null && both === null) missing.push("compared");
  const body: Engagement = {
    data: {
      current: counts,
      previous: toCounts(previous),
      compared: both,
      change: both === null ? null : each((id) => changeOf(both.current[id], both.previous[id])),
    },
    meta: metaOf(container, creator, query, {
      sources,
      failures: [...reads].flatMap((read) => (read?.ok === false ? [read.error] : [])),
      missing,
    }),
  };
  return ok({ body, cache: cacheOf(sources) });
};

/**
 * Reads the range, the compared period, and of a range that is not over also both over the days that are: LTK adds up
 * windows only. A range of whole days needs no more than the first two.
 */
async function readAll(
  container: Container,
  creator: CreatorContext,
  { range, compare }: ParsedQuery,
) {
  const read = ({ from, to }: Window) => container.reads.performanceStats({ ...creator, from, to });
  if (compare === null) return { current: await read(range), previous: null, compared: null };
  // LTK's days are UTC days here: where hers began earlier, yesterday is not over yet.
  const utcToday = dayIn("UTC", container.now());
  const today = utcToday < creator.today ? utcToday : creator.today;
  const windows = range.isPartial ? comparableWindows({ range, compare }, today) : undefined;
  const [current, previous, now, before] = await Promise.all([
    read(range),
    read(compare),
    windows && read(windows.current),
    windows && read(windows.previous),
  ]);
  if (!range.isPartial) return { current, previous, compared: { current, previous } };
  const compared = now && before ? { current: now, previous: before } : null;
  return { current, previous, compared };
}

function toCounts(read: Read | null): Counts | null {
  return read?.ok === true ? each((id) => read.value.value[id] ?? null) : null;
}

/** `null`: one of the two could not be read. */
function toCompared(reads: { readonly current: Read; readonly previous: Read }) {
  const [current, previous] = [toCounts(reads.current), toCounts(reads.previous)];
  return current === null || previous === null ? null : { current, previous };
}
