import type { Metadata } from "next";
import { cache, Suspense } from "react";
import { HeroPanel } from "@/components/charts/hero-panel";
import { HeroSkeleton } from "@/components/charts/hero-skeleton";
import { IntervalAdvice } from "@/components/controls/interval-advice";
import { RangePicker } from "@/components/controls/range-picker";
import { BlockedNotice } from "@/components/creators/blocked-notice";
import { CreatorStatus } from "@/components/creators/creator-status";
import { EngagementPanel } from "@/components/engagement/engagement-panel";
import { Notice } from "@/components/layout/notice";
import { Page } from "@/components/layout/page";
import { PageHeader } from "@/components/layout/page-header";
import { PanelSkeleton } from "@/components/layout/panel-skeleton";
import { printedPeriod } from "@/components/layout/print-words";
import { Toolbar } from "@/components/layout/toolbar";
import { FiguresPanel } from "@/components/metrics/figures-panel";
import { FiguresSkeleton } from "@/components/metrics/figures-skeleton";
import { FreshnessChip } from "@/components/metrics/freshness-chip";
import { BalancesPanel } from "@/components/money/balances-panel";
import { MonthPanel } from "@/components/month/month-panel";
import { TopLists } from "@/components/top/top-lists";
import { topQueryOf } from "@/components/top/top-query";
import { WhyPanel } from "@/components/why/why-panel";
import { formatPeriod } from "@/lib/analytics/format";
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
import { periodOf, readPageQuery, requireCreator, requireSession } from "@/lib/server/page-access";
import { readPanelState } from "@/lib/server/panel-state";
import { GET as getEarnings } from "../../../api/ltk/[creator]/earnings/route";
import { GET as getEngagement } from "../../../api/ltk/[creator]/engagement/route";
import { GET as getHeroChart } from "../../../api/ltk/[creator]/hero-chart/route";
import { GET as getOverview } from "../../../api/ltk/[creator]/overview/route";
import { GET as getTopPerformers } from "../../../api/ltk/[creator]/top-performers/route";

type Props = PageProps<"/creator/[slug]">;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const creator = await requireCreator((await params).slug);
  return { title: creator.ok ? creator.value.name : "Creator" };
}

export default async function CreatorPage({ params, searchParams }: Props) {
  const { slug } = await params;
  const { container, session } = await requireSession();
  const creator = await requireCreator(slug);
  if (!creator.ok) {
    return (
      <Page>
        <PageHeader size="headline" title="This page is not available.">
          <Notice title={creator.error.message} tone="problem" retryHref={`/creator/${slug}`}>
            Nothing was lost; the session with LTK is untouched.
          </Notice>
        </PageHeader>
      </Page>
    );
  }
  const { name, status, today, timezone, ignored } = creator.value;
  const path = `/creator/${slug}`;
  const search = await searchParams;
  const read = readPageQuery(search, creator.value);
  const { problem: panelProblem, ...panels } = readPanelState(search);
  const query: CreatorPageQuery = { ...read.query, ...panels };
  const problems = [read.problem, panelProblem].filter((problem) => problem !== null);
  const days = periodOf(query, creator.value);
  const period = formatPeriod(days);
  // Without a session LTK is not asked, and where nothing is kept, places that were held would only collapse.
  const isBlocked = status === "needs_reauth" || status === "paused";
  const isBare = isBlocked && !(await loadOverview(slug, query)).ok;
  const nowMs = container.now();
  const panel = { slug, query, nowMs };
  return (
    <Page
      toolbar={
        <Toolbar
          scope={name}
          printed={
            <>
              {printedPeriod(days, timezone)}
              <Suspense fallback={null}>
                <PrintedFreshness slug={slug} query={query} nowMs={nowMs} />
              </Suspense>
            </>
          }
        >
          <RangePicker path={path} query={query} period={period} today={today} />
        </Toolbar>
      }
    >
      <PageHeader size="name" eyebrow={<CreatorStatus status={status} />} title={name}>
        {problems.length === 0 ? null : (
          <Notice title={problems.join(" ")} tone="warning">
            The default is shown instead.
          </Notice>
        )}
        {ignored === undefined ? null : (
          <Notice title={ignored} tone="warning">
            Days are {timezone} days.
          </Notice>
        )}
        <IntervalAdvice path={path} query={query} period={days} />
        <Suspense fallback={isBare ? null : <FiguresSkeleton />}>
          <Figures {...panel} status={status} reader={session.role} />
        </Suspense>
      </PageHeader>
      <Suspense
        fallback={isBare ? null : <HeroSkeleton interval={query.interval} metric={query.metric} />}
      >
        <Hero slug={slug} query={query} />
      </Suspense>
      <Suspense fallback={isBare ? null : <WhySkeleton />}>
        <WhyAndMonth {...panel} />
      </Suspense>
      <Suspense fallback={isBare ? null : <PanelSkeleton title="Balances" height="min-h-56" />}>
        <Balances {...panel} />
      </Suspense>
      <Suspense
        fallback={
          isBare ? null : (
            <PanelSkeleton title="Top products" height="min-h-[80rem] md:min-h-[62rem]" />
          )
        }
      >
        <Tops {...panel} />
      </Suspense>
      <Suspense fallback={isBare ? null : <PanelSkeleton title="Engagement" height="min-h-56" />}>
        <LoadedEngagement {...panel} />
      </Suspense>
    </Page>
  );
}

interface PanelProps {
  readonly slug: string;
  readonly query: CreatorPageQuery;
}

/** What only a new session brings is told once, above the panels, and not again by each. */
function isToldAbove(answer: Result<unknown, ErrorBody["error"]>): boolean {
  return !answer.ok && answer.error.code === "needs_reauth";
}

/** Codes of a reason that the figures came from before a session ended or was paused. */
const BLOCKING: readonly string[] = ["needs_reauth", "not_connected", "paused"];

// Once a render, for all panels that want them: the query is the same object for each.
const loadOverview = cache((slug: string, query: LtkQuery) =>
  callRoute(getOverview, overviewUrl(slug, query), slug, Overview),
);
const loadHeroChart = cache((slug: string, query: LtkQuery) =>
  callRoute(getHeroChart, heroChartUrl(slug, query), slug, HeroChart),
);

async function PrintedFreshness({ slug, query, nowMs }: PanelProps & { readonly nowMs: number }) {
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
  readonly nowMs: number;
  readonly status: Status;
  readonly reader: Role;
}

async function Figures({ status, reader, ...props }: FiguresProps) {
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
      {isBlocked ? <BlockedNotice {...blocked} reason={reason.message} /> : null}
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

const PAIR =
  "grid grid-cols-[minmax(0,1fr)] gap-12 lg:grid-cols-2 lg:gap-16 print:grid-cols-2 print:gap-8";

function WhySkeleton() {
  return (
    <div className={PAIR}>
      <PanelSkeleton title="Why it changed" height="min-h-[27rem]" />
      <PanelSkeleton title="This month" height="min-h-[21rem]" />
    </div>
  );
}

async function WhyAndMonth({ slug, query, nowMs }: PanelProps & { readonly nowMs: number }) {
  const overview = await loadOverview(slug, query);
  if (isToldAbove(overview)) return null;
  const panel = {
    overview: overview.ok ? overview.value : null,
    problem: overview.ok ? null : overview.error.message,
    retryHref: pageHref(`/creator/${slug}`, query),
    nowMs,
  };
  return (
    <div className={PAIR}>
      <WhyPanel {...panel} />
      <MonthPanel {...panel} />
    </div>
  );
}

async function Balances({ slug, query, nowMs }: PanelProps & { readonly nowMs: number }) {
  const earnings = await callRoute(getEarnings, earningsUrl(slug, query), slug, Earnings);
  if (isToldAbove(earnings)) return null;
  const panel = { retryHref: pageHref(`/creator/${slug}`, query), nowMs };
  return earnings.ok ? (
    <BalancesPanel {...panel} earnings={earnings.value} problem={null} />
  ) : (
    <BalancesPanel {...panel} earnings={null} problem={earnings.error.message} />
  );
}

async function Tops(props: PanelProps & { readonly nowMs: number }) {
  const url = topPerformersUrl(props.slug, props.query, topQueryOf(props.query));
  const lists = await callRoute(getTopPerformers, url, props.slug, TopPerformers);
  if (isToldAbove(lists)) return null;
  return lists.ok ? (
    <TopLists {...props} lists={lists.value} problem={null} />
  ) : (
    <TopLists {...props} lists={null} problem={lists.error.message} />
  );
}

async function LoadedEngagement({ slug, query, nowMs }: PanelProps & { readonly nowMs: number }) {
  const engagement = await callRoute(getEngagement, engagementUrl(slug, query), slug, Engagement);
  if (isToldAbove(engagement)) return null;
  const panel = { retryHref: pageHref(`/creator/${slug}`, query), nowMs };
  return engagement.ok ? (
    <EngagementPanel {...panel} engagement={engagement.value} problem={null} />
  ) : (
    <EngagementPanel {...panel} engagement={null} problem={engagement.error.message} />
  );
}

async function Hero(props: PanelProps) {
  const chart = await loadHeroChart(props.slug, props.query);
  if (isToldAbove(chart)) return null;
  return (
    <HeroPanel
      {...props}
      initial={chart.ok ? chart.value : null}
      problem={chart.ok ? null : chart.error.message}
    />
  );
}
