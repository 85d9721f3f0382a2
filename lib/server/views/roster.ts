import "server-only";
import { sparkInterval } from "@/lib/analytics/spark";
import type { Roster } from "@/lib/contracts/roster";
import type { RosterQuery } from "@/lib/contracts/roster-query";
import { ok, type Result } from "@/lib/core/result";
import { countDays, dayIn } from "@/lib/core/time";
import type { ApiError } from "../api-error";
import type { Session } from "../authorize";
import type { Container } from "../container";
import type { Answer } from "../route";
import { listCreators } from "./creators";
import { rosterBrandsIn, rosterChart } from "./roster-chart";
import { loadRosterRow } from "./roster-row";
import { rosterSummary } from "./roster-summary";
import { cacheOf } from "./source";

/** `roster`: the sums of the creators in scope with who is in them and who moved them, and a row for each in the order of their names. */
export async function rosterView(
  container: Container,
  session: Session,
  query: RosterQuery,
): Promise<Result<Answer<Roster>, ApiError>> {
  const list = await listCreators(container, session);
  if (!list.ok) return list;
  const { items, staleSinceMs } = list.value;
  const { range, compare, periodOn } = query;
  const interval = sparkInterval(range);
  const rows = await Promise.all(
    items.map((item) => loadRosterRow(container, item, { periodOn, sparkInterval: interval })),
  );
  const { contributions, ...summary } = rosterSummary(rows, countDays(range.from, range.to));
  const today = dayIn(container.env.REPORT_TIMEZONE, container.now());
  const currencies = summary.totals.commissions.map(({ currency }) => currency);
  const body: Roster = {
    data: {
      ...summary,
      charts: currencies.map((currency) =>
        rosterChart(rows, currency, { range, compare, interval }, today),
      ),
      brands: currencies.map((currency) => rosterBrandsIn(rows, currency)),
      rows: rows.map(({ key, row }) => ({ ...row, contribution: contributions.get(key) ?? null })),
    },
    meta: {
      range: {
        from: range.from,
        to: range.to,
        timezone: container.env.REPORT_TIMEZONE,
        partial: range.isPartial,
      },
      compare: compare === null ? null : { from: compare.from, to: compare.to },
      sparkInterval: interval,
      listedAt: staleSinceMs === null ? null : new Date(staleSinceMs).toISOString(),
    },
  };
  const sources = rows.flatMap((row) => row.sources);
  return ok({ body, cache: sources.length === 0 ? "miss" : cacheOf(sources) });
}
