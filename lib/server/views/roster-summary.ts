import "server-only";
import { changeOf } from "@/lib/analytics/change";
import { type Movers, moversOf } from "@/lib/analytics/movers";
import { type CurrencyTotal, type RosterTotals, rosterTotals } from "@/lib/analytics/roster-totals";
import type { Roster } from "@/lib/contracts/roster";
import { milliToMajor } from "@/lib/core/money";
import { countChanges } from "./roster-changes";
import { rosterEpc } from "./roster-epc";
import type { LoadedRow } from "./roster-row";

type Data = Roster["data"];
type Total = Data["totals"]["commissions"][number];

/** So many stand under gains, and under losses. */
const MAX_MOVERS = 5;

/** What the rows did together, who is in it, and each row's part in the change of its currency's commissions. */
export function rosterSummary(
  rows: readonly LoadedRow[],
  dayCount: number,
): Pick<Data, "totals" | "coverage"> & {
  readonly contributions: ReadonlyMap<string, number | undefined>;
} {
  const totals = sumUp(rows, (row) => row);
  // A period that is not over is compared on the days that are.
  const ofCompared = sumUp(rows, ({ compared }) => compared).commissions;
  const { clicks = null, orders = null, itemsSold = null } = totals.counts;
  const currencies = totals.commissions.map((total) => {
    const members = rows.filter(({ row }) => row.currency === total.currency);
    const compared = ofCompared.find(({ currency }) => currency === total.currency)?.compared;
    return { total, members, compared, movers: moversIn(members) };
  });
  return {
    totals: {
      clicks,
      orders,
      itemsSold,
      change: countChanges(rows),
      commissions: currencies.map(({ total, members, compared, movers }) => ({
        currency: total.currency,
        amount: milliToMajor(total.amount),
        creators: total.creators,
        ...rosterEpc(members, dayCount),
        compared: compared === undefined ? null : toCompared(compared),
        movers: toMovers(movers, members),
      })),
    },
    coverage: toCoverage(totals.coverage, rows),
    contributions: new Map(
      currencies.flatMap(({ movers }) =>
        movers.movers.map(({ id, contribution }) => [id, contribution] as const),
      ),
    ),
  };
}

function sumUp(
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

function toCompared({ creators, ...amounts }: NonNullable<CurrencyTotal["compared"]>) {
  const current = milliToMajor(amounts.current);
  const previous = milliToMajor(amounts.previous);
  return { current, previous, creators, change: changeOf(current, previous) };
}

function moversIn(rows: readonly LoadedRow[]): Movers {
  return moversOf(
    rows.map(({ key, compared }) => ({
      id: key,
      current: compared?.current.commissions,
      previous: compared?.previous.commissions,
    })),
  );
}

function toMovers({ movers }: Movers, rows: readonly LoadedRow[]): Total["movers"] {
  const people = new Map(rows.map(({ key, row }) => [key, row]));
  const named = movers.flatMap(({ id, difference, contribution = null }) => {
    const { slug = null, name = "", change } = people.get(id) ?? {};
    if (slug === null) return [];
    // As her row says it: one page shows one number for one thing, to the cent.
    const own = change?.commissions;
    const shown =
      own === undefined || own.kind === "none" ? milliToMajor(difference) : own.difference;
    return [{ slug, name, difference: shown, contribution }];
  });
  return {
    gains: named.filter(({ difference }) => difference > 0).slice(0, MAX_MOVERS),
    losses: named.filter(({ difference }) => difference < 0).slice(0, MAX_MOVERS),
  };
}

function toCoverage(
  { scope, fresh, stale, unknown }: RosterTotals["coverage"],
  rows: readonly LoadedRow[],
): Data["coverage"] {
  const people = (keys: readonly string[]) => {
    const wanted = new Set(keys);
    return rows
      .filter(({ key }) => wanted.has(key))
      .map(({ row }) => ({ slug: row.slug, name: row.name }));
  };
  return {
    scope,
    counted: scope - unknown.length,
    fresh,
    stale: people(stale),
    unknown: people(unknown),
  };
}
