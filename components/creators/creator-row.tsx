"use client";

import type { Route } from "next";
import Link from "next/link";
import { formatCount, formatMoney, UNKNOWN } from "@/lib/analytics/format";
import { useNow } from "@/lib/client/use-now";
import { useOverview } from "@/lib/client/use-overview";
import type { Overview, CreatorStatus as Status } from "@/lib/contracts/overview.url";
import { type LtkQuery, pageHref } from "@/lib/contracts/query.url";
import { Delta } from "../metrics/delta";
import { FreshnessChip } from "../metrics/freshness-chip";
import { CreatorCells } from "./creator-cells";
import { CreatorStatus } from "./creator-status";

interface CreatorRowProps {
  readonly slug: string;
  readonly name: string;
  /** From Airtable; an answer's own status, being newer, wins. */
  readonly status: Status;
  readonly query: LtkQuery;
  /** The server's answer; `null` when it had none, then the browser asks. */
  readonly initial: Overview | null;
  /** Why the server had no answer, in words for the page. */
  readonly problem?: string | null;
  /** The server's clock, epoch milliseconds. */
  readonly nowMs: number;
}

/** A creator's figures of a period in the creators' table. */
export function CreatorRow(props: CreatorRowProps) {
  const { slug, name, query, initial } = props;
  const { answer, error } = useOverview(slug, query, initial);
  const nowMs = useNow(props.nowMs);
  const problem = error?.message ?? props.problem ?? null;
  const totals = answer?.data.totals;
  const meta = answer?.meta;
  const currency = meta?.currency ?? "USD";
  const isMuted = meta?.freshness === "stale" || meta?.freshness === "blocked";
  return (
    <CreatorCells
      name={
        <Link href={pageHref(`/creator/${slug}`, query) as Route} prefetch={false}>
          {name}
        </Link>
      }
      money={formatMoney(totals?.commissions ?? null, currency)}
      change={
        <Delta
          change={answer?.data.change?.commissions ?? null}
          unit="money"
          currency={currency}
          isMuted={isMuted}
        />
      }
      orders={formatCount(totals?.orders ?? null)}
      clicks={formatCount(totals?.clicks ?? null)}
      status={<CreatorStatus status={answer?.data.creator.status ?? props.status} />}
      data={
        meta === undefined ? (
          <span className="block text-13 text-ink-3">{problem ?? `${UNKNOWN} asking`}</span>
        ) : (
          <FreshnessChip
            freshness={meta.freshness}
            syncedAt={meta.syncedAt}
            reason={meta.reason?.message ?? null}
            nowMs={nowMs}
          />
        )
      }
      isMuted={isMuted}
    />
  );
}
