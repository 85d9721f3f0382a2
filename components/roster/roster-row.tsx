import type { Route } from "next";
import Link from "next/link";
import type { ReactNode } from "react";
import { formatMoney } from "@/lib/analytics/format";
import { type LtkQuery, pageHref } from "@/lib/contracts/query.url";
import type { RosterRow as Row } from "@/lib/contracts/roster.url";
import { SparkLine } from "../charts/spark-line";
import { CreatorStatus } from "../creators/creator-status";
import { Delta } from "../metrics/delta";
import { EPC_CLICKS } from "../metrics/epc";
import { FreshnessChip } from "../metrics/freshness-chip";
import { noRatioWords } from "../metrics/ratio-words";
import { StatusMark } from "../metrics/status-mark";
import { SyncedAge } from "../metrics/synced-age";
import { Unknown } from "../metrics/unknown";
import { RowHeader, TableCell, TableRow } from "../table/table";
import { PaceCell } from "./pace-cell";
import { RosterCells } from "./roster-cells";

interface RosterRowProps {
  readonly row: Row;
  readonly query: LtkQuery;
  readonly nowMs: number;
}

/** A creator in the table; a row of Airtable that cannot be used says what to mend. */
export function RosterRow({ row, query, nowMs }: RosterRowProps) {
  if (row.slug === null) return <ProblemRow row={row} />;
  const { totals, change, epc, freshness } = row;
  const currency = row.currency ?? "USD";
  const isMuted = freshness === "stale" || freshness === "blocked";
  const why = row.reason?.message ?? "LTK did not send it.";
  return (
    <RosterCells
      name={
        <Link href={pageHref(`/creator/${row.slug}`, query) as Route} prefetch={false}>
          {row.name}
        </Link>
      }
      money={known(totals?.commissions ?? null, why, (value) => formatMoney(value, currency))}
      change={
        totals === null ? (
          <Unknown why={why} />
        ) : (
          <Delta
            change={change?.commissions ?? null}
            unit="money"
            currency={currency}
            isMuted={isMuted}
          />
        )
      }
      spark={
        row.spark.some((value) => value !== null) ? (
          <SparkLine values={row.spark} metric="commissions" isMuted={isMuted} />
        ) : null
      }
      pace={<PaceCell month={row.month} />}
      epc={
        epc?.kind === "ratio" ? (
          formatMoney(epc.value * EPC_CLICKS, currency, { cents: true })
        ) : (
          <Unknown why={epc === null ? why : noRatioWords(epc)} />
        )
      }
      data={<Data row={row} nowMs={nowMs} />}
      isMuted={isMuted}
    />
  );
}

function known(value: number | null, why: string, words: (value: number) => string): ReactNode {
  return value === null ? <Unknown why={why} /> : words(value);
}

/** How old the figures are; before it the connection, when it is not simply there. */
function Data({ row, nowMs }: Pick<RosterRowProps, "row" | "nowMs">) {
  const { status, freshness, syncedAt, reason } = row;
  const chip = (
    <FreshnessChip
      freshness={freshness}
      syncedAt={syncedAt}
      reason={reason?.message ?? null}
      nowMs={nowMs}
    />
  );
  if (status === "active" || status === "unknown") return chip;
  // What has to be done is said once: her figures are old because of it.
  const isSaid = status === "needs_reauth";
  return (
    <span className="inline-grid" title={reason?.message}>
      <CreatorStatus status={status} />
      {!isSaid ? (
        chip
      ) : syncedAt === null ? null : (
        <span className="text-13 whitespace-nowrap text-ink-3">
          Synced <SyncedAge syncedAt={syncedAt} nowMs={nowMs} />
        </span>
      )}
    </span>
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
