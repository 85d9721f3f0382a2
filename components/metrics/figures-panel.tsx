"use client";

import { formatPeriod } from "@/lib/analytics/format";
import { useHeroChart } from "@/lib/client/use-hero-chart";
import { useNow } from "@/lib/client/use-now";
import { useOverview } from "@/lib/client/use-overview";
import type { HeroChart } from "@/lib/contracts/hero-chart.url";
import type { Overview } from "@/lib/contracts/overview.url";
import type { LtkQuery } from "@/lib/contracts/query.url";
import { Notice } from "../layout/notice";
import { Figures } from "./figures";
import { FiguresSkeleton } from "./figures-skeleton";
import { FreshnessChip } from "./freshness-chip";
import { Takeaway } from "./takeaway";
import { takeawayWords } from "./takeaway-words";
import { useAnnouncement } from "./use-announcement";

interface FiguresPanelProps {
  readonly slug: string;
  readonly query: LtkQuery;
  /** The server's answer; `null` when it had none, then the browser asks. */
  readonly initial: Overview | null;
  /** Why the server had no answer, in words for the page. */
  readonly problem?: string | null;
  /** The same period by day, for small charts in the figures; `null` leaves them out. */
  readonly initialChart?: HeroChart | null;
  /** The server's clock, epoch milliseconds. */
  readonly nowMs: number;
}

/** A creator's headline and figures, kept up to date by focus, reconnect and the Refresh button. */
export function FiguresPanel(props: FiguresPanelProps) {
  const { slug, query, initial, initialChart = null } = props;
  const { answer, error, isRefreshing, refresh } = useOverview(slug, query, initial);
  const now = useNow(props.nowMs);
  const announcement = useAnnouncement(answer === null ? null : takeawayWords(answer));
  const problem = error?.message ?? (answer === null ? (props.problem ?? null) : null);
  if (answer === null && problem === null) return <FiguresSkeleton />;
  if (answer === null) {
    return (
      <Notice title="The figures are not available." tone="problem" onRetry={refresh}>
        {problem}
      </Notice>
    );
  }
  const { data, meta } = answer;
  const isMuted = meta.freshness === "stale" || meta.freshness === "blocked";
  return (
    <section aria-labelledby="figures-heading">
      <h2 id="figures-heading" className="sr-only">
        Figures
      </h2>
      <Takeaway overview={answer} />
      <div className="mt-8">
        {initialChart === null ? (
          <Figures overview={data} currency={meta.currency} series={null} isMuted={isMuted} />
        ) : (
          <FiguresWithSeries {...props} initialChart={initialChart} overview={answer} />
        )}
      </div>
      <div className="mt-3 flex flex-wrap items-center gap-x-4 text-13 text-ink-3">
        <span>
          {formatPeriod(meta.range)}, {meta.range.timezone} days
          {meta.compare === null ? "" : `; compared with ${formatPeriod(meta.compare)}`}
        </span>
        <FreshnessChip
          freshness={meta.freshness}
          syncedAt={meta.syncedAt}
          reason={meta.reason?.message ?? null}
          nowMs={now}
        />
        <button
          type="button"
          className="text-link min-h-tap cursor-pointer print:hidden"
          aria-disabled={isRefreshing}
          onClick={isRefreshing ? undefined : refresh}
        >
          {isRefreshing ? "Refreshing…" : "Refresh"}
        </button>
      </div>
      {meta.reason === null ? null : (
        <Notice title={meta.reason.message} tone={isMuted ? "warning" : "note"}>
          The figures are what was known before.
        </Notice>
      )}
      {meta.missing.includes("previous") ? (
        <p className="mt-2 text-13 text-ink-3">The compared period could not be read.</p>
      ) : null}
      {problem === null ? null : (
        <Notice title="Refreshing did not work." tone="note" onRetry={refresh}>
          {problem}
        </Notice>
      )}
      <p role="status" className="sr-only">
        {announcement}
      </p>
    </section>
  );
}

function FiguresWithSeries({
  slug,
  query,
  initialChart,
  overview,
}: Pick<FiguresPanelProps, "slug" | "query"> & {
  readonly initialChart: HeroChart;
  readonly overview: Overview;
}) {
  const { answer } = useHeroChart(slug, query, initialChart);
  const { freshness, currency } = overview.meta;
  return (
    <Figures
      overview={overview.data}
      currency={currency}
      series={answer?.data ?? null}
      isMuted={freshness === "stale" || freshness === "blocked"}
    />
  );
}
