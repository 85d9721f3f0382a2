"use client";

import { useState } from "react";
import { METRICS } from "@/lib/analytics/catalog";
import { formatPeriod } from "@/lib/analytics/format";
import { useHeroChart } from "@/lib/client/use-hero-chart";
import type { HeroChart as HeroChartAnswer } from "@/lib/contracts/hero-chart.url";
import type { LtkQuery } from "@/lib/contracts/query.url";
import { Notice } from "../layout/notice";
import { ChartTable } from "./chart-table";
import { INTERVAL_WORDS } from "./chart-words";
import { describeSeries } from "./describe-series";
import { HeroChart } from "./hero-chart";
import { HeroSkeleton } from "./hero-skeleton";
import { type HeroMetric, MetricTabs } from "./metric-tabs";

interface HeroPanelProps {
  readonly slug: string;
  readonly query: LtkQuery;
  /** The server's answer; `null` when it had none, then the browser asks. */
  readonly initial: HeroChartAnswer | null;
  /** Why the server had no answer, in words for the page. */
  readonly problem?: string | null;
}

/** The hero chart with its sentence, its states and its table. */
export function HeroPanel({ slug, query, initial, problem = null }: HeroPanelProps) {
  const { answer, error, refresh } = useHeroChart(slug, query, initial);
  const [metric, setMetric] = useState<HeroMetric>("commissions");
  const failure = error?.message ?? (answer === null ? problem : null);
  if (answer === null && failure === null) return <HeroSkeleton interval={query.interval} />;
  const words =
    answer === null ? null : describeSeries(answer, { metric, interval: query.interval });
  return (
    <section aria-labelledby="hero-heading">
      <div className="mb-3 flex flex-wrap items-center justify-between gap-x-6 gap-y-1">
        <h2
          id="hero-heading"
          className="font-serif text-21 leading-[1.2] font-medium tracking-[-0.012em]"
        >
          {titleOf(query.interval)}
        </h2>
        <MetricTabs metric={metric} onChange={setMetric} />
      </div>
      {answer === null || words === null ? (
        <Notice title="The chart is not available." tone="problem" onRetry={refresh}>
          {failure}
        </Notice>
      ) : (
        <>
          <figure aria-labelledby="hero-takeaway">
            <HeroChart chart={answer} interval={query.interval} metric={metric} />
            <figcaption className="mt-3 max-w-[60em] text-pretty">
              <p id="hero-takeaway" className="text-15 text-ink-2">
                {words.takeaway}
              </p>
              <p className="mt-1 text-13 text-ink-3">
                {[words.summary, stateOf(answer)].filter((part) => part !== null).join(" ")}
              </p>
            </figcaption>
          </figure>
          <ChartTable
            caption={`${METRICS[metric].label} and more ${INTERVAL_WORDS[query.interval]}, ${formatPeriod(answer.meta.range)}`}
            points={answer.data.points}
            previous={answer.data.previous?.points ?? null}
            currency={answer.meta.currency}
            interval={query.interval}
          />
        </>
      )}
    </section>
  );
}

function titleOf(interval: LtkQuery["interval"]): string {
  const words = INTERVAL_WORDS[interval];
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}

/** What the reader must know of the data's state; `null` when there is nothing. */
function stateOf({ meta }: HeroChartAnswer): string | null {
  switch (meta.freshness) {
    case "blocked":
      return "The line stops where the data stops; missing days are filled in after reconnecting.";
    case "stale":
      return "These are the figures of the last good sync; the newest days may be short.";
    case "never":
      return "Nothing was synced yet.";
    case "fresh":
    case "late":
      return null;
  }
}
