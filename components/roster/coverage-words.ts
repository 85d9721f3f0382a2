import { formatSince } from "@/lib/analytics/format";
import type { Roster } from "@/lib/contracts/roster.url";
import { listWords } from "./headline-words";

/** So many are named; of more, how many there are. */
const NAMED = 3;

/** Whose figures are in the sums: "11 of 12 creators up to date · Kit Larsen stale since Sat 22:00". */
export function coverageWords({ data, meta }: Roster, nowMs: number): string {
  const { scope, fresh, stale, unknown } = data.coverage;
  const syncedAt = new Map(data.rows.map((row) => [row.slug ?? row.name, row.syncedAt]));
  const since = ({ slug, name }: (typeof stale)[number]) => {
    const at = syncedAt.get(slug ?? name) ?? null;
    return at === null
      ? `${name} stale`
      : `${name} stale since ${formatSince(at, meta.range.timezone, nowMs)}`;
  };
  const upToDate =
    fresh === scope && scope > 1
      ? `All ${scope} creators up to date`
      : `${fresh} of ${scope} ${scope === 1 ? "creator" : "creators"} up to date`;
  const parts = [upToDate];
  if (stale.length > NAMED) parts.push(`${stale.length} stale, and counted`);
  else parts.push(...stale.map(since));
  if (unknown.length > NAMED) parts.push(`${unknown.length} without figures, not counted`);
  else if (unknown.length > 0) {
    parts.push(`${listWords(unknown.map(({ name }) => name))} without figures, not counted`);
  }
  return parts.join(" · ");
}
