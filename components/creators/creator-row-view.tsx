import type { Route } from "next";
import Link from "next/link";
import { formatCount, formatMoney, UNKNOWN } from "@/lib/analytics/format";
import type { Overview, CreatorStatus as Status } from "@/lib/contracts/overview.url";
import { type LtkQuery, pageHref } from "@/lib/contracts/query.url";
import { Delta } from "../metrics/delta";
import { FreshnessChip } from "../metrics/freshness-chip";
import { SyncedAge } from "../metrics/synced-age";
import { CreatorCells } from "./creator-cells";
import { CreatorStatus } from "./creator-status";

interface CreatorRowViewProps {
  readonly slug: string;
  readonly name: string;
  /** From Airtable; an answer's own status, being newer, wins. */
  readonly status: Status;
  readonly query: LtkQuery;
  readonly overview: Overview | null;
  /** Why there is no answer. */
  readonly problem: string | null;
  readonly nowMs: number;
}

/** A creator's row; rendered by the server, and again by the browser when its figures change. */
export function CreatorRowView(props: CreatorRowViewProps) {
  const { slug, name, query, overview } = props;
  const totals = overview?.data.totals;
  const currency = overview?.meta.currency ?? "USD";
  const freshness = overview?.meta.freshness;
  const isMuted = freshness === "stale" || freshness === "blocked";
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
          change={overview?.data.change?.commissions ?? null}
          unit="money"
          currency={currency}
          isMuted={isMuted}
        />
      }
      orders={formatCount(totals?.orders ?? null)}
      clicks={formatCount(totals?.clicks ?? null)}
      status={<CreatorStatus status={overview?.data.creator.status ?? props.status} />}
      data={<DataAge {...props} />}
      isMuted={isMuted}
    />
  );
}

function DataAge({ overview, problem, nowMs }: CreatorRowViewProps) {
  if (overview === null) {
    return <span className="block text-13 text-ink-3">{problem ?? UNKNOWN}</span>;
  }
  const { freshness, syncedAt, reason } = overview.meta;
  // The connection beside it says already what is wrong.
  const isSaid = overview.data.creator.status === "needs_reauth";
  if (isSaid && syncedAt !== null) {
    return (
      <span className="text-13 text-ink-3">
        Synced <SyncedAge syncedAt={syncedAt} nowMs={nowMs} />
      </span>
    );
  }
  return (
    <FreshnessChip
      freshness={freshness}
      syncedAt={syncedAt}
      reason={reason?.message ?? null}
      nowMs={nowMs}
    />
  );
}
