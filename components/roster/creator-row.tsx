"use client";

import type { Route } from "next";
import Link from "next/link";
import type { ReactNode } from "react";
import type { Change } from "@/lib/analytics/change";
import { formatMoney } from "@/lib/analytics/format";
import type { RosterRow } from "@/lib/contracts/roster.url";
import { SparkLine } from "../charts/spark-line";
import { CreatorStatus } from "../creators/creator-status";
import { Delta } from "../metrics/delta";
import { EPC_CLICKS } from "../metrics/epc";
import { FreshnessChip } from "../metrics/freshness-chip";
import { noRatioWords } from "../metrics/ratio-words";
import { SyncedAge } from "../metrics/synced-age";
import { Unknown } from "../metrics/unknown";
import { PaceCell } from "./pace-cell";
import { RosterCells } from "./roster-cells";

/** What a row shows of a creator, and nothing else: a page of two hundred carries it two hundred times. */
export interface ShownCreator
  extends Pick<RosterRow, "name" | "status" | "epc" | "spark" | "freshness" | "syncedAt"> {
  readonly currency: string;
  /** Her page, for the days that are shown. */
  readonly href: string;
  /** Of the period, in `currency`; `null`: not known. */
  readonly commissions: number | null;
  /** `null`: nothing is compared. */
  readonly change: Change | null;
  readonly pace: NonNullable<RosterRow["month"]>["pace"] | null;
  /** Why her figures are missing or old, one sentence. */
  readonly reason: string | null;
}

interface CreatorRowProps {
  readonly creator: ShownCreator;
  /** The server's clock, epoch milliseconds. */
  readonly nowMs: number;
}

/** A creator in the table. A client component, so that the page's data has her figures, and not once more the elements they make. */
export function CreatorRow({ creator, nowMs }: CreatorRowProps) {
  const { commissions, change, currency, epc, freshness, spark } = creator;
  const isMuted = freshness === "stale" || freshness === "blocked";
  const why = creator.reason ?? "LTK did not send it.";
  return (
    <RosterCells
      name={
        <Link href={creator.href as Route} prefetch={false}>
          {creator.name}
        </Link>
      }
      money={known(commissions, why, (value) => formatMoney(value, currency))}
      change={known(commissions, why, () => (
        <Delta change={change} unit="money" currency={currency} isMuted={isMuted} />
      ))}
      spark={
        spark.some((value) => value !== null) ? (
          <SparkLine values={spark} metric="commissions" isMuted={isMuted} />
        ) : null
      }
      pace={<PaceCell pace={creator.pace} />}
      epc={
        epc?.kind === "ratio" ? (
          formatMoney(epc.value * EPC_CLICKS, currency, { cents: true })
        ) : (
          <Unknown why={epc === null ? why : noRatioWords(epc)} />
        )
      }
      data={<Data creator={creator} nowMs={nowMs} />}
      isMuted={isMuted}
    />
  );
}

function known<Value>(
  value: Value | null,
  why: string,
  words: (value: Value) => ReactNode,
): ReactNode {
  return value === null ? <Unknown why={why} /> : words(value);
}

/** How old the figures are; before it the connection, when it is not simply there. */
function Data({ creator, nowMs }: CreatorRowProps) {
  const { status, freshness, syncedAt, reason } = creator;
  const chip = (
    <FreshnessChip freshness={freshness} syncedAt={syncedAt} reason={reason} nowMs={nowMs} />
  );
  if (status === "active" || status === "unknown") return chip;
  // What has to be done is said once: her figures are old because of it.
  const isSaid = status === "needs_reauth";
  return (
    <span className="inline-grid" title={reason ?? undefined}>
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
