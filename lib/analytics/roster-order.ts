import type { RosterPageQuery, RosterShow, RosterSort } from "@/lib/contracts/query.url";
import type { RosterRow } from "@/lib/contracts/roster.url";
import { troubleOf } from "./roster-trouble";

/** The rows a filter leaves. */
export function showRows(rows: readonly RosterRow[], show: RosterShow): readonly RosterRow[] {
  switch (show) {
    case "all":
      return rows;
    case "attention":
      return rows.filter((row) => troubleOf(row) !== null);
    case "rising":
      return rows.filter((row) => (differenceOf(row) ?? 0) > 0);
    case "falling":
      return rows.filter((row) => (differenceOf(row) ?? 0) < 0);
  }
}

/**
 * Sorts rows. What is not known stands last whichever way, and equals keep the order of names. Amounts of different
 * currencies are not comparable: rows with the same currency stand together.
 */
export function sortRows(
  rows: readonly RosterRow[],
  { sort, dir }: Pick<RosterPageQuery, "sort" | "dir">,
): readonly RosterRow[] {
  const sign = dir === "asc" ? 1 : -1;
  if (sort === "name") {
    return rows.toSorted((one, other) => sign * one.name.localeCompare(other.name));
  }
  const isMoney = sort !== "pace";
  return rows.toSorted((one, other) => {
    const [a, b] = [valueOfSort(one, sort), valueOfSort(other, sort)];
    if (a === null || b === null) return Number(a === null) - Number(b === null);
    const byCurrency = isMoney ? (one.currency ?? "").localeCompare(other.currency ?? "") : 0;
    return byCurrency || sign * (a - b);
  });
}

function valueOfSort(row: RosterRow, sort: Exclude<RosterSort, "name">): number | null {
  switch (sort) {
    case "commissions":
      return row.totals?.commissions ?? null;
    case "change":
      return differenceOf(row);
    case "pace":
      return row.month?.pace.kind === "pace" ? row.month.pace.ratio : null;
    case "epc":
      return row.epc?.kind === "ratio" ? row.epc.value : null;
  }
}

function differenceOf({ change }: RosterRow): number | null {
  const commissions = change?.commissions;
  return commissions === undefined || commissions.kind === "none" ? null : commissions.difference;
}
