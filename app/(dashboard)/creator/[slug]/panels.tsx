import { cache } from "react";
import { HeroPanel } from "@/components/charts/hero-panel";
import { BlockedNotice } from "@/components/creators/blocked-notice";
import { EngagementPanel } from "@/components/engagement/engagement-panel";
import { Pair } from "@/components/layout/pair";
import { PanelSkeleton } from "@/components/layout/panel-skeleton";
import { FiguresPanel } from "@/components/metrics/figures-panel";
import { FreshnessChip } from "@/components/metrics/freshness-chip";
import { BalancesPanel } from "@/components/money/balances-panel";
import { MonthPanel } from "@/components/month/month-panel";
import { TopLists } from "@/components/top/top-lists";
import { topQueryOf } from "@/components/top/top-query";
import { WhyPanel } from "@/components/why/why-panel";
import { Earnings } from "@/lib/contracts/earnings";
import { earningsUrl } from "@/lib/contracts/earnings.url";
import { Engagement } from "@/lib/contracts/engagement";
import { engagementUrl } from "@/lib/contracts/engagement.url";
import type { ErrorBody } from "@/lib/contracts/error";
import { HeroChart } from "@/lib/contracts/hero-chart";
import { heroChartUrl } from "@/lib/contracts/hero-chart.url";
import { Overview } from "@/lib/contracts/overview";
import { overviewUrl, type CreatorStatus as Status } from "@/lib/contracts/overview.url";
import { type CreatorPageQuery, type LtkQuery, pageHref } from "@/lib/contracts/query.url";
import { TopPerformers } from "@/lib/contracts/top-performers";
import { topPerformersUrl } from "@/lib/contracts/top-performers.url";
import type { Result } from "@/lib/core/result";
import type { Role } from "@/lib/core/role";
import { callRoute } from "@/lib/server/in-process";
import { GET as getEarnings } from "../../../api/ltk/[creator]/earnings/route";
import { GET as getEngagement } from "../../../api/ltk/[creator]/engagement/route";
import { GET as getHeroChart } from "../../../api/ltk/[creator]/hero-chart/route";
import { GET as getOverview } from "../../../api/ltk/[creator]/overview/route";
import { GET as getTopPerformers } from "../../../api/ltk/[creator]/top-performers/route";

interface PanelProps {
  readonly slug: string;
  readonly query: CreatorPageQuery;
  /** The server's clock, epoch milliseconds. */
  readonly nowMs: number;
}

/** What only a new session brings is told once, above the panels, and not again by each. */
function isToldAbove(answer: Result<unknown, ErrorBody["error"]>): boolean {
  return !answer.ok && answer.error.code === "needs_reauth";
}

/** Codes of a reason that the figures came from before a session ended or was paused. */
const BLOCKING: readonly string[] = ["needs_reauth", "not_connected", "paused"];

// Once a render, for all panels that want them: the query is the same object for each.
export const loadOverview = cache((slug: string, query: LtkQuery) =>
  callRoute(getOverview, overviewUrl(slug, query), slug, Overview),
);
const loadHeroChart = cache((slug: string, query: LtkQuery) =>
  callRoute(getHeroChart, heroChartUrl(slug, query), slug, HeroChart),
);

const loadEarnings = cache((slug: string, query: LtkQuery) =>
  callRoute(getEarnings, earningsUrl(slug, query), slug, Earnings),
);
const loadTops = cache((slug: string, query: CreatorPageQuery) =>
  callRoute(
    getTopPerformers,
    topPerformersUrl(slug, query, topQueryOf(query)),
    slug,
    TopPerformers,
  ),
);
const loadEngagement = cache((slug: string, query: LtkQuery) =>
  callRoute(getEngagement, engagementUrl(slug, query), slug, Engagement),
);

/**
 * A failure waits for the headline and the chart: failed panels are lower than the places that were held for them, and one that
 * is told before those above it would move when they shrink.
 */
async function inOrder<Answer extends Result<unknown, unknown>>(
  reading: Promise<Answer>,
  { slug, query }: PanelProps,
): Promise<Answer> {
  const answer = await reading;
  if (!answer.ok) await Promise.all([loadOverview(slug, query), loadHeroChart(slug, query)]);
  return answer;
}

/** Begins to read what all panels want. */
export function loadPanels({ slug, query }: PanelProps): readonly Promise<unknown>[] {
  return [loadOverview, loadHeroChart, loadEarnings, loadTops, loadEngagement].map((load) =>
    load(slug, query),
  );
}

/** How old the figures are, for the head of a printed page. */
export async function PrintedFreshness({ slug, query, nowMs }: PanelProps) {
  const overview = await loadOverview(slug, query);
  if (!overview.ok) return null;
  const { freshness, syncedAt } = overview.value.meta;
  return (
    <>
      {" · "}
      <FreshnessChip freshness={freshness} syncedAt={syncedAt} reason={null} nowMs={nowMs} />
    </>
  );
}

interface FiguresProps extends PanelProps {
  readonly status: Status;
  readonly reader: Role;
}

/** The headline and its figures; above them what stops newer ones. */
export async function Figures({ status, reader, ...props }: FiguresProps) {
  const { slug, query } = props;
  const [overview, chart] = await Promise.all([
    loadOverview(slug, query),
    loadHeroChart(slug, query),
  ]);
  const blocked = { status, reader, hasFigures: overview.ok };
  if (!overview.ok && isToldAbove(overview)) {
    return <BlockedNotice {...blocked} reason={overview.error.message} />;
  }
  const reason = overview.ok ? overview.value.meta.reason : null;
  const isBlocked = reason !== null && BLOCKING.includes(reason.code);
  return (
    <>
      {isBlocked ? (
        <div className="mb-6">
          <BlockedNotice {...blocked} reason={reason.message} />
        </div>
      ) : null}
      <FiguresPanel
        {...props}
        initial={overview.ok ? overview.value : null}
        problem={overview.ok ? null : overview.error.message}
        initialChart={chart.ok ? chart.value : null}
        isReasonTold={isBlocked}
      />
    </>
  );
}

/** Holds the place of `WhyAndMonth`. */
export function WhySkeleton() {
  return (
    <Pair>
      <PanelSkeleton title="Why it changed" height="min-h-[27rem]" />
      <PanelSkeleton title="This month" height="min-h-[21rem]" />
    </Pair>
  );
}

/** Why commissions changed, beside how the month goes. */
export async function WhyAndMonth(props: PanelProps) {
  const { slug, query, nowMs } = props;
  const overview = await inOrder(loadOverview(slug, query), props);
  if (isToldAbove(overview)) return null;
  const panel = {
    overview: overview.ok ? overview.value : null,
    problem: overview.ok ? null : overview.error.message,
    retryHref: pageHref(`/creator/${slug}`, query),
    nowMs,
  };
  return (
    <Pair>
      <WhyPanel {...panel} />
      <MonthPanel {...panel} />
    </Pair>
  );
}

/** What is open, due and paid. */
export async function Balances(props: PanelProps) {
  const { slug, query, nowMs } = props;
  const earnings = await inOrder(loadEarnings(slug, query), props);
  if (isToldAbove(earnings)) return null;
  const panel = { retryHref: pageHref(`/creator/${slug}`, query), nowMs };
  return earnings.ok ? (
    <BalancesPanel {...panel} earnings={earnings.value} problem={null} />
  ) : (
    <BalancesPanel {...panel} earnings={null} problem={earnings.error.message} />
  );
}

/** Top products, brands and posts. */
export async function Tops(props: PanelProps) {
  const lists = await inOrder(loadTops(props.slug, props.query), props);
  if (isToldAbove(lists)) return null;
  return lists.ok ? (
    <TopLists {...props} lists={lists.value} problem={null} />
  ) : (
    <TopLists {...props} lists={null} problem={lists.error.message} />
  );
}

/** What followers did besides buying. */
export async function EngagementSection(props: PanelProps) {
  const { slug, query, nowMs } = props;
  const engagement = await inOrder(loadEngagement(slug, query), props);
  if (isToldAbove(engagement)) return null;
  const panel = { retryHref: pageHref(`/creator/${slug}`, query), nowMs };
  return engagement.ok ? (
    <EngagementPanel {...panel} engagement={engagement.value} problem={null} />
  ) : (
    <EngagementPanel {...panel} engagement={null} problem={engagement.error.message} />
  );
}

/** The hero chart. */
export async function Hero(props: PanelProps) {
  const { slug, query } = props;
  const chart = await inOrder(loadHeroChart(slug, query), props);
  if (isToldAbove(chart)) return null;
  return (
    <HeroPanel
      slug={slug}
      query={query}
      initial={chart.ok ? chart.value : null}
      problem={chart.ok ? null : chart.error.message}
    />
  );
}
