import type { Metadata } from "next";
import type { ReactNode } from "react";
import { HeroSkeleton } from "@/components/charts/hero-skeleton";
import { IntervalAdvice } from "@/components/controls/interval-advice";
import { RangePicker } from "@/components/controls/range-picker";
import { CreatorStatus } from "@/components/creators/creator-status";
import { Notice } from "@/components/layout/notice";
import { Page } from "@/components/layout/page";
import { PageHeader } from "@/components/layout/page-header";
import { PanelSkeleton } from "@/components/layout/panel-skeleton";
import { Part } from "@/components/layout/part";
import { printedPeriod } from "@/components/layout/print-words";
import { Toolbar } from "@/components/layout/toolbar";
import { FiguresSkeleton } from "@/components/metrics/figures-skeleton";
import { formatPeriod } from "@/lib/analytics/format";
import type { CreatorPageQuery } from "@/lib/contracts/query.url";
import { periodOf, readPageQuery, requireCreator, requireSession } from "@/lib/server/page-access";
import { readPanelState } from "@/lib/server/panel-state";
import { settlesSoon } from "@/lib/server/settles-soon";
import {
  Balances,
  EngagementSection,
  Figures,
  Hero,
  loadOverview,
  loadPanels,
  PrintedFreshness,
  Tops,
  WhyAndMonth,
  WhySkeleton,
} from "./panels";

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
  const isReady = await settlesSoon(loadPanels(panel), container.sleep);
  const part = (skeleton: ReactNode) => ({ isReady, fallback: isBare ? null : skeleton });
  return (
    <Page
      toolbar={
        <Toolbar
          scope={name}
          printed={
            <>
              {printedPeriod(days, timezone)}
              <Part {...part(null)}>
                <PrintedFreshness {...panel} />
              </Part>
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
        <Part {...part(<FiguresSkeleton />)}>
          <Figures {...panel} status={status} reader={session.role} />
        </Part>
      </PageHeader>
      <Part {...part(<HeroSkeleton interval={query.interval} metric={query.metric} />)}>
        <Hero {...panel} />
      </Part>
      <Part {...part(<WhySkeleton />)}>
        <WhyAndMonth {...panel} />
      </Part>
      <Part {...part(<PanelSkeleton title="Balances" height="min-h-56" />)}>
        <Balances {...panel} />
      </Part>
      <Part
        {...part(<PanelSkeleton title="Top products" height="min-h-[80rem] md:min-h-[62rem]" />)}
      >
        <Tops {...panel} />
      </Part>
      <Part {...part(<PanelSkeleton title="Engagement" height="min-h-56" />)}>
        <EngagementSection {...panel} />
      </Part>
    </Page>
  );
}
