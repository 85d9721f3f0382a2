import "server-only";
import { changeOf } from "@/lib/analytics/change";
import { isTelling, mixEffect } from "@/lib/analytics/mix-effect";
import { type Movers, moversOf } from "@/lib/analytics/movers";
import { ratioOf } from "@/lib/analytics/ratio";
import { type CurrencyTotal, type RosterTotals, rosterTotals } from "@/lib/analytics/roster-totals";
import type { Roster } from "@/lib/contracts/roster";
import { milliToMajor } from "@/lib/core/money";
import { toRatio } from "./ratios";
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
      commissions: currencies.map(({ total, members, compared, movers }) => ({
        currency: total.currency,
        amount: milliToMajor(total.amount),
        creators: total.creators,
        ...epcOf(members, dayCount),
        compared: compared === undefined ? null : toCompared(compared),
        mix: mixOf(members, dayCount),
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

/** Of all days of all creators together: sums first, then one division. */
function epcOf(rows: readonly LoadedRow[], dayCount: number): Pick<Total, "epc" | "epcCreators"> {
  const days = rows.flatMap((row) => row.days);
  return {
    epc: toRatio("epc", ratioOf("epc", days, dayCount)),
    epcCreators: rows.filter((row) =>
      row.days.some(({ clicks, commissions }) => clicks !== undefined && commissions !== undefined),
    ).length,
  };
}

/** Whether the earnings per click of those compared moved because their clicks did; `null` where that says little. */
function mixOf(rows: readonly LoadedRow[], dayCount: number): Total["mix"] {
  const both = rows.flatMap(({ compared }) => {
    const [now, before] = [compared?.current, compared?.previous];
    return now?.clicks === undefined ||
      now.commissions === undefined ||
      before?.clicks === undefined ||
      before.commissions === undefined
      ? []
      : [
          {
            current: { numerator: now.commissions, denominator: now.clicks },
            previous: { numerator: before.commissions, denominator: before.clicks },
          },
        ];
  });
  const periods = [both.map(({ current }) => current), both.map(({ previous }) => previous)];
  const areRatios = periods.every(
    (sums) =>
      ratioOf(
        "epc",
        sums.map(({ numerator, denominator }) => ({ commissions: numerator, clicks: denominator })),
        dayCount,
      ).kind === "ratio",
  );
  const effect = areRatios ? mixEffect(both) : undefined;
  if (effect === undefined || !isTelling(effect)) return null;
  const { change, within, mix } = effect;
  return { change: change / 1_000, within: within / 1_000, mix: mix / 1_000 };
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
    const { slug = null, name = "" } = people.get(id) ?? {};
    return slug === null
      ? []
      : [{ slug, name, difference: milliToMajor(difference), contribution }];
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
