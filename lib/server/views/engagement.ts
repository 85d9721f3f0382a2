import "server-only";
import { ENGAGEMENT_IDS, type EngagementId } from "@/lib/analytics/catalog";
import { changeOf } from "@/lib/analytics/change";
import type { Engagement } from "@/lib/contracts/engagement";
import { err, ok } from "@/lib/core/result";
import { toApiError } from "../failures";
import type { CreatorView } from "../route";
import { cacheOf, metaOf } from "./source";

type Counts = Engagement["data"]["current"];

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
export const engagementView: CreatorView = async (container, creator, query) => {
  const { range, compare } = query;
  const read = ({ from, to }: Pick<typeof range, "from" | "to">) =>
    container.reads.performanceStats({ ...creator, from, to });
  const [current, previous] = await Promise.all([
    read(range),
    compare === null ? null : read(compare),
  ]);
  if (!current.ok) return err(toApiError(current.error));
  const counts: Counts = each((id) => current.value.value[id] ?? null);
  const compared = previous?.ok === true ? previous.value : null;
  const before: Counts | null = compared === null ? null : each((id) => compared.value[id] ?? null);
  const sources = compared === null ? [current.value] : [current.value, compared];
  const missing: string[] = ENGAGEMENT_IDS.filter((id) => counts[id] === null);
  if (previous?.ok === false) missing.push("previous");
  const body: Engagement = {
    data: {
      current: counts,
      previous: before,
      change: before === null ? null : each((id) => changeOf(counts[id], before[id])),
    },
    meta: metaOf(container, creator, query, {
      sources,
      failures: previous?.ok === false ? [previous.error] : [],
      missing,
    }),
  };
  return ok({ body, cache: cacheOf(sources) });
};
