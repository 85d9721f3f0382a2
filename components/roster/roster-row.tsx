import { type LtkQuery, pageHref } from "@/lib/contracts/query.url";
import type { RosterRow as Row } from "@/lib/contracts/roster.url";
import { StatusMark } from "../metrics/status-mark";
import { RowHeader, TableCell, TableRow } from "../table/table";
import { CreatorRow } from "./creator-row";

interface RosterRowProps {
  readonly row: Row;
  readonly query: LtkQuery;
  readonly nowMs: number;
}

/** A creator in the table; a row of Airtable that cannot be used says what to mend. */
export function RosterRow({ row, query, nowMs }: RosterRowProps) {
  if (row.slug === null) return <ProblemRow row={row} />;
  const { name, status, epc, spark, freshness, syncedAt } = row;
  return (
    <CreatorRow
      nowMs={nowMs}
      creator={{
        ...{ name, status, epc, spark, freshness, syncedAt },
        currency: row.currency ?? "USD",
        href: pageHref(`/creator/${row.slug}`, query),
        commissions: row.totals?.commissions ?? null,
        change: row.change?.commissions ?? null,
        pace: row.month?.pace ?? null,
        reason: row.reason?.message ?? null,
      }}
    />
  );
}

function ProblemRow({ row }: { readonly row: Row }) {
  return (
    <TableRow className="creator-row is-problem">
      <RowHeader className="creator-name">{row.name}</RowHeader>
      <TableCell colSpan={6} className="creator-problem text-13 text-ink-2">
        <span className="flex items-baseline gap-2">
          <StatusMark mark="diamond" />
          <span>{row.reason?.message}</span>
        </span>
      </TableCell>
    </TableRow>
  );
}
