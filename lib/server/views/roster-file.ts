import "server-only";
import type { Change } from "@/lib/analytics/change";
import { rosterAverage } from "@/lib/analytics/roster-average";
import { showRows, sortRows } from "@/lib/analytics/roster-order";
import { rosterPace } from "@/lib/analytics/roster-pace";
import type { Ratio } from "@/lib/contracts/ratio";
import type { Roster } from "@/lib/contracts/roster";
import type { RosterExportQuery } from "@/lib/contracts/roster-export-query";
import type { CsvColumn, CsvFile } from "../csv";
import { writeCsv } from "../csv";
import { fileZone } from "./export";

type Row = Roster["data"]["rows"][number];

/** A line of the file; what the table leaves empty is `null`. */
interface Line {
  readonly kind: "creator" | "total" | "average";
  readonly name: string | null;
  readonly currency: string | null;
  readonly commissions: number | null;
  readonly difference: number | null;
  readonly fraction: number | null;
  readonly pace: number | null;
  readonly epc: number | null;
  readonly creators: number | null;
  readonly row: Row | null;
}

const COLUMNS: readonly CsvColumn<Line>[] = [
  { header: "line", value: ({ kind }) => kind },
  { header: "creator", value: ({ name }) => name },
  { header: "currency", value: ({ currency }) => currency },
  { header: "commissions (major units)", value: ({ commissions }) => commissions },
  { header: "change (major units)", value: ({ difference }) => difference },
  { header: "change (fraction)", value: ({ fraction }) => fraction },
  { header: "pace of the running month (fraction)", value: ({ pace }) => pace },
  { header: "EPC (major units per click)", value: ({ epc }) => epc },
  { header: "creators (count)", value: ({ creators }) => creators },
  { header: "connection", value: ({ row }) => row?.status ?? null },
  { header: "data", value: ({ row }) => row?.freshness ?? null },
  { header: "synced at (UTC)", value: ({ row }) => row?.syncedAt ?? null },
  { header: "reason", value: ({ row }) => row?.reason?.message ?? null },
];

/** The creators' table as a file: the rows that are shown in their order, then each currency's sum and mean, of everybody. */
export function rosterFile(
  { data, meta }: Roster,
  { sort, dir, show }: Pick<RosterExportQuery, "sort" | "dir" | "show">,
): CsvFile {
  const rows = sortRows(showRows(data.rows, show), { sort, dir });
  const { from, to, timezone } = meta.range;
  return {
    name: `creators_${show}_${from}_${to}_${fileZone(timezone)}.csv`,
    // The table has no totals where it has no rows.
    text: writeCsv(COLUMNS, [...rows.map(rowLine), ...(rows.length === 0 ? [] : totalLines(data))]),
  };
}

function rowLine(row: Row): Line {
  const { name, currency, totals, change, month, epc } = row;
  return {
    kind: "creator",
    name,
    currency,
    commissions: totals?.commissions ?? null,
    ...changeCells(change?.commissions),
    pace: month?.pace.kind === "pace" ? month.pace.ratio : null,
    epc: ratioValue(epc),
    creators: null,
    row,
  };
}

function totalLines({ totals, rows }: Roster["data"]): Line[] {
  const paces = rosterPace(rows);
  return totals.commissions.flatMap((total): Line[] => {
    const { currency, amount, creators, compared, epc } = total;
    const average = rosterAverage(total);
    const common = { name: null, currency, creators, row: null };
    const sum: Line = {
      ...common,
      kind: "total",
      commissions: amount,
      ...changeCells(compared?.change),
      pace: paces.find((pace) => pace.currency === currency)?.ratio ?? null,
      epc: ratioValue(epc),
    };
    if (average === undefined) return [sum];
    const { amount: commissions, difference } = average;
    const mean = { commissions, difference, fraction: null, pace: null, epc: null };
    return [sum, { ...common, kind: "average", ...mean }];
  });
}

function changeCells(change: Change | undefined): Pick<Line, "difference" | "fraction"> {
  return {
    difference: change === undefined || change.kind === "none" ? null : change.difference,
    fraction: change?.kind === "relative" ? change.fraction : null,
  };
}

function ratioValue(ratio: Ratio | null): number | null {
  return ratio?.kind === "ratio" ? ratio.value : null;
}
