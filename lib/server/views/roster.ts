import "server-only";
import { changeOf } from "@/lib/analytics/change";
import { moversOf } from "@/lib/analytics/movers";
import { type CurrencyTotal, type RosterTotals, rosterTotals } from "@/lib/analytics/roster-totals";
import type { Roster } from "@/lib/contracts/roster";
import type { RosterQuery } from "@/lib/contracts/roster-query";
import { milliToMajor } from "@/lib/core/money";
import { ok, type Result } from "@/lib/core/result";
import type { ApiError } from "../api-error";
import type { Session } from "../authorize";
import type { Container } from "../container";
import type { Answer } from "../route";
import { listCreators } from "./creators";
import { type LoadedRow, loadRosterRow } from "./roster-row";
import { cacheOf } from "./source";

/** `roster`: the sums of the creators in scope with who is in them, and a row for each in the order of their names. */
export async function rosterView(
  container: Container,
  session: Session,
  query: RosterQuery,
): Promise<Result<Answer<Roster>, ApiError>> {
  const list = await listCreators(container, session);
  if (!list.ok) return list;
  const { items, staleSinceMs } = list.value;
  const rows = await Promise.all(items.map((item) => loadRosterRow(container, item, query)));
  const contributions = contributionsOf(rows);
  const { range, compare } = query;
  const body: Roster = {
    data: {
      ...summaryOf(rows),
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
      listedAt: staleSinceMs === null ? null : new Date(staleSinceMs).toISOString(),
    },
  };
  const sources = rows.flatMap((row) => row.sources);
  return ok({ body, cache: sources.length === 0 ? "miss" : cacheOf(sources) });
}

function totalsOf(
  rows: readonly LoadedRow[],
  sums: (row: LoadedRow) => Partial<Pick<LoadedRow, "current" | "previous">> | undefined,
): RosterTotals {
  return rosterTotals(
    rows.map((row) => ({
      id: row.key,
      // Rows without a currency have no amount either.
      currency: row.row.currency ?? "",
      freshness: row.row.freshness,
      current: sums(row)?.current,
      previous: sums(row)?.previous,
    })),
  );
}

function summaryOf(rows: readonly LoadedRow[]): Pick<Roster["data"], "totals" | "coverage"> {
  const totals = totalsOf(rows, (row) => row);
  // A period that is not over is compared on the days that are.
  const ofCompared = totalsOf(rows, ({ compared }) => compared).commissions;
  const comparedIn = (currency: string) =>
    ofCompared.find((total) => total.currency === currency)?.compared;
  const { clicks = null, orders = null, itemsSold = null } = totals.counts;
  return {
    totals: {
      clicks,
      orders,
      itemsSold,
      commissions: totals.commissions.map((total) =>
        toCurrencyTotal(total, comparedIn(total.currency)),
      ),
    },
    coverage: toCoverage(totals.coverage, rows),
  };
}

function toCurrencyTotal(
  { currency, amount, creators }: CurrencyTotal,
  compared: CurrencyTotal["compared"],
) {
  return {
    currency,
    amount: milliToMajor(amount),
    creators,
    compared: compared === undefined ? null : toCompared(compared),
  };
}

function toCompared({ creators, ...amounts }: NonNullable<CurrencyTotal["compared"]>) {
  const current = milliToMajor(amounts.current);
  const previous = milliToMajor(amounts.previous);
  return { current, previous, creators, change: changeOf(current, previous) };
}

function toCoverage(
  { scope, fresh, stale, unknown }: RosterTotals["coverage"],
  rows: readonly LoadedRow[],
): Roster["data"]["coverage"] {
  const people = (keys: readonly string[]) =>
    rows
      .filter(({ key }) => keys.includes(key))
      .map(({ row }) => ({ slug: row.slug, name: row.name }));
  return {
    scope,
    counted: scope - unknown.length,
    fresh,
    stale: people(stale),
    unknown: people(unknown),
  };
}

/** Each row's part in the change of its currency's commissions. */
function contributionsOf(rows: readonly LoadedRow[]): ReadonlyMap<string, number | undefined> {
  const currencies = new Set(rows.flatMap(({ row }) => row.currency ?? []));
  const movers = [...currencies].flatMap(
    (currency) =>
      moversOf(
        rows
          .filter(({ row }) => row.currency === currency)
          .map(({ key, compared }) => ({
            id: key,
            current: compared?.current.commissions,
            previous: compared?.previous.commissions,
          })),
      ).movers,
  );
  return new Map(movers.map(({ id, contribution }) => [id, contribution]));
}
