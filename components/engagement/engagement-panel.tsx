import { ENGAGEMENT, ENGAGEMENT_IDS } from "@/lib/analytics/catalog";
import { formatCount, formatPeriod } from "@/lib/analytics/format";
import type { Engagement } from "@/lib/contracts/engagement.url";
import { Notice } from "../layout/notice";
import { Delta } from "../metrics/delta";
import { FreshnessChip } from "../metrics/freshness-chip";

interface EngagementPanelProps {
  /** `null`: there is no answer at all, and `problem` says why. */
  readonly engagement: Engagement | null;
  readonly problem: string | null;
  /** Where a visit tries again. */
  readonly retryHref: string;
  readonly nowMs: number;
}

/** What followers did in the period besides buying. */
export function EngagementPanel(props: EngagementPanelProps) {
  const { engagement, problem, retryHref, nowMs } = props;
  return (
    <section aria-labelledby="engagement-heading" className="skips-offscreen">
      <h2
        id="engagement-heading"
        className="font-serif text-21 leading-[1.2] font-medium tracking-[-0.012em]"
      >
        Engagement
      </h2>
      {engagement === null ? (
        <Notice title="Engagement is not available." tone="problem" retryHref={retryHref}>
          {problem}
        </Notice>
      ) : (
        <Counts engagement={engagement} nowMs={nowMs} />
      )}
    </section>
  );
}

function Counts({
  engagement: { data, meta },
  nowMs,
}: {
  readonly engagement: Engagement;
  readonly nowMs: number;
}) {
  const isMuted = meta.freshness === "stale" || meta.freshness === "blocked";
  return (
    <>
      <dl className="mt-4 grid grid-cols-2 gap-x-4 border-t border-ink md:grid-cols-5 print:grid-cols-5">
        {ENGAGEMENT_IDS.map((id) => (
          <div key={id} className="border-b border-rule py-3">
            <dt className="text-13 text-ink-2">{ENGAGEMENT[id].label}</dt>
            <dd
              className={`mt-1 font-serif text-26 leading-[1.15] tracking-[-0.02em] ${isMuted ? "text-ink-2" : ""}`}
            >
              {formatCount(data.current[id])}
            </dd>
            <dd className="mt-1 min-h-[1.35rem]">
              <Delta
                change={data.change === null ? null : data.change[id]}
                unit="count"
                currency={meta.currency}
                isMuted={isMuted}
              />
            </dd>
            <dd className="mt-1 text-13 leading-[1.4] text-pretty text-ink-3">
              {data.current[id] === null
                ? "LTK did not send it for this period; not zero, not known."
                : ENGAGEMENT[id].definition}
            </dd>
          </div>
        ))}
      </dl>
      <p className="mt-3 flex flex-wrap items-center gap-x-4 text-13 text-ink-3">
        <span>
          {/* LTK takes no zone here, whatever the creator's days are elsewhere. */}
          {formatPeriod(meta.range)}, UTC days
          {meta.compare === null ? "" : `; compared with ${formatPeriod(meta.compare)}`}
        </span>
        <FreshnessChip
          freshness={meta.freshness}
          syncedAt={meta.syncedAt}
          reason={meta.reason?.message ?? null}
          nowMs={nowMs}
        />
      </p>
      {meta.reason === null ? null : (
        <p className="mt-1 text-13 text-ink-2">{meta.reason.message}</p>
      )}
      {meta.missing.includes("compared") && meta.reason === null ? (
        <p className="mt-1 text-13 text-ink-2">
          There are no whole days yet that both periods have and LTK can add up.
        </p>
      ) : null}
      {meta.missing.includes("previous") ? (
        <p className="mt-1 text-13 text-ink-2">The compared period could not be read.</p>
      ) : null}
    </>
  );
}
