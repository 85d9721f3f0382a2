import "server-only";
import { rosterBrands } from "@/lib/analytics/roster-brands";
import { sumSeries } from "@/lib/analytics/roster-series";
import { sumMetrics } from "@/lib/analytics/totals";
import type { Roster } from "@/lib/contracts/roster";
import type { RosterQuery } from "@/lib/contracts/roster-query";
import type { Day } from "@/lib/core/brand";
import { milliToMajor, toMilli } from "@/lib/core/money";
import type { Interval } from "@/lib/core/range";
import { listDays } from "@/lib/core/time";
import { toMetrics } from "./metrics";
import type { LoadedRow } from "./roster-row";
import { pointsOf, previousOf } from "./series-points";

type Data = Roster["data"];

interface Periods extends Pick<RosterQuery, "range" | "compare"> {
  readonly interval: Interval;
}

/** So many brands stand for a roster. */
const MAX_BRANDS = 6;

/** The creators who are in the sum of a currency. */
function membersOf(rows: readonly LoadedRow[], currency: string): readonly LoadedRow[] {
  return rows.filter(
    ({ row, current }) => row.currency === currency && current?.commissions !== undefined,
  );
}

/** A currency's days, summed over those in its total; compared only where both periods of each are known. */
export function rosterChart(
  rows: readonly LoadedRow[],
  currency: string,
  { range, compare, interval }: Periods,
  today: Day,
): Data["charts"][number] {
  const members = membersOf(rows, currency);
  const days = listDays(range.from, range.to);
  const sum = sumSeries(
    members.flatMap(({ series }) => series.current ?? []),
    days,
  );
  // What each was first seen as says little about a sum of many: revisions are told on the creators' own pages.
  const history = { present: sum, firstSeen: new Map() };
  return {
    currency,
    creators: members.length,
    points: pointsOf(history, { range, interval }, today),
    totals: toMetrics(sumMetrics(members.flatMap(({ current }) => current ?? []))),
    previous: compare === null ? null : comparedIn(members, { range, compare, interval }, today),
  };
}

function comparedIn(
  members: readonly LoadedRow[],
  periods: Periods & { readonly compare: NonNullable<Periods["compare"]> },
  today: Day,
): Data["charts"][number]["previous"] {
  const before = members.flatMap(({ series, previous }) =>
    series.before === undefined || previous?.commissions === undefined ? [] : [series.before],
  );
  if (before.length < members.length) return null;
  const { from, to } = periods.compare;
  const { points } = previousOf(sumSeries(before, listDays(from, to)), periods, today);
  return {
    points,
    totals: toMetrics(sumMetrics(members.flatMap(({ previous }) => previous ?? []))),
  };
}

/** The brands that brought a currency's creators most, out of the lists that are kept; `null`: none is. */
export function rosterBrandsIn(
  rows: readonly LoadedRow[],
  currency: string,
): Data["brands"][number] {
  const members = membersOf(rows, currency);
  const listed = members.filter(({ brands }) => brands !== undefined);
  const whole = toMilli(listed.reduce((sum, { current }) => sum + (current?.commissions ?? 0), 0));
  const brands = rosterBrands(listed.map(({ brands: list = [] }) => list));
  return {
    currency,
    creators: listed.length,
    of: members.length,
    rows: brands.slice(0, MAX_BRANDS).map(({ brand, commissions, creators }) => ({
      brand,
      commissions: milliToMajor(commissions),
      creators,
      share: whole > 0 && commissions >= 0 ? commissions / whole : null,
    })),
  };
}
