import { formatPeriod } from "@/lib/analytics/format";
import type { HeroChartData } from "@/lib/contracts/hero-chart.url";
import type { Overview } from "@/lib/contracts/overview.url";
import type { LtkQuery } from "@/lib/contracts/query.url";
import { Notice } from "../layout/notice";
import { monthLineWords } from "../month/month-words";
import { Figures } from "./figures";
import { FreshnessChip } from "./freshness-chip";
import { RefreshButton } from "./refresh-button";
import { Takeaway } from "./takeaway";

interface FiguresViewProps {
  readonly slug: string;
  readonly query: LtkQuery;
  readonly overview: Overview;
  /** The same period by day, for the small charts; `null` leaves them out. */
  readonly series: HeroChartData | null;
  /** Why the last refresh failed; `null` when it did not. */
  readonly failure: string | null;
  readonly nowMs: number;
  /** The page says already why the figures are old. */
  readonly isReasonTold?: boolean | undefined;
}

/** A creator's headline and figures with their period and age; rendered by the server, and again by the browser when they change. */
export function FiguresView(props: FiguresViewProps) {
  const { data, meta } = props.overview;
  const isMuted = meta.freshness === "stale" || meta.freshness === "blocked";
  return (
    <>
      <Takeaway overview={props.overview} />
      <p className="mt-2 text-15 text-pretty text-ink-2">
        {monthLineWords(data.month, meta.currency)}
      </p>
      <div className="mt-8">
        <Figures
          overview={props.overview}
          series={props.series}
          interval={props.query.interval}
          isMuted={isMuted}
        />
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
          nowMs={props.nowMs}
        />
        <RefreshButton slug={props.slug} query={props.query} />
      </div>
      {meta.reason === null || props.isReasonTold === true ? null : (
        <Notice title={meta.reason.message} tone={isMuted ? "warning" : "note"}>
          The figures are what was known before.
        </Notice>
      )}
      {meta.missing.includes("previous") ? (
        <p className="mt-2 text-13 text-ink-3">
          The compared period is not known in full, so nothing is compared with it.
        </p>
      ) : null}
      {props.failure === null ? null : (
        <Notice title="Refreshing did not work." tone="note">
          {props.failure}
        </Notice>
      )}
    </>
  );
}
