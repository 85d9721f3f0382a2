import { redirect } from "next/navigation";
import { cache, type ReactNode } from "react";
import { RangePicker } from "@/components/controls/range-picker";
import { Notice } from "@/components/layout/notice";
import { Page } from "@/components/layout/page";
import { PageHeader } from "@/components/layout/page-header";
import { Part } from "@/components/layout/part";
import { printedPeriod } from "@/components/layout/print-words";
import { Toolbar } from "@/components/layout/toolbar";
import { RosterSkeleton } from "@/components/roster/roster-skeleton";
import { RosterView } from "@/components/roster/roster-view";
import { formatDay, formatPeriod } from "@/lib/analytics/format";
import type { RosterPageQuery } from "@/lib/contracts/query.url";
import { Roster } from "@/lib/contracts/roster";
import { rosterUrl } from "@/lib/contracts/roster.url";
import { dayIn } from "@/lib/core/time";
import { authorize, type Session } from "@/lib/server/authorize";
import { callHandler } from "@/lib/server/in-process";
import { ownPage, periodOf, readPageQuery, requireSession } from "@/lib/server/page-access";
import { readRosterState } from "@/lib/server/roster-state";
import { settlesSoon } from "@/lib/server/settles-soon";
import { listConnectionsToMend } from "@/lib/server/views/connections";
import { GET as getRoster } from "../api/roster/route";

// Once a render: the query is the same object.
const loadRoster = cache((query: RosterPageQuery) =>
  callHandler(getRoster, rosterUrl(query), Roster),
);

export default async function RosterPage({ searchParams }: PageProps<"/">) {
  const { container, session } = await requireSession();
  const own = ownPage(session);
  if (own !== undefined) redirect(own);
  const timezone = container.env.REPORT_TIMEZONE;
  const today = dayIn(timezone, container.now());
  const search = await searchParams;
  const read = readPageQuery(search, { today, timezone });
  const { problem, ...state } = readRosterState(search);
  const query: RosterPageQuery = { ...read.query, ...state };
  const problems = [read.problem, problem].filter((words) => words !== null);
  const days = periodOf(query, { today, timezone });
  const eyebrow = formatDay(today, "long");
  const isReady = await settlesSoon([loadRoster(query)], container.sleep);
  return (
    <Page
      toolbar={
        <Toolbar scope="All creators" printed={printedPeriod(days, timezone)}>
          <RangePicker
            path="/"
            query={query}
            period={formatPeriod(days)}
            today={today}
            hasIntervals={false}
          />
        </Toolbar>
      }
    >
      <Part isReady={isReady} fallback={<RosterSkeleton eyebrow={eyebrow} />}>
        <LoadedRoster query={query} today={today} eyebrow={eyebrow}>
          {problems.length === 0 ? null : (
            <Notice title={problems.join(" ")} tone="warning">
              The default is shown instead.
            </Notice>
          )}
        </LoadedRoster>
      </Part>
    </Page>
  );
}

interface LoadedRosterProps {
  readonly query: RosterPageQuery;
  readonly today: string;
  readonly eyebrow: string;
  /** What is to be said of the page's address. */
  readonly children: ReactNode;
}

async function LoadedRoster({ query, today, eyebrow, children }: LoadedRosterProps) {
  const { container, session } = await requireSession();
  const roster = await loadRoster(query);
  if (!roster.ok) {
    return (
      // As high as what held its place, so that the footer stays where it is.
      <div className="min-h-svh">
        <PageHeader size="headline" eyebrow={eyebrow} title="Creators">
          <Notice title="The list of creators is not available." tone="problem" retryHref="/">
            {roster.error.message} Nothing was lost; the sessions with LTK are untouched.
          </Notice>
        </PageHeader>
      </div>
    );
  }
  if (roster.value.data.rows.length === 0) {
    return (
      <PageHeader size="headline" eyebrow={eyebrow} title="0 creators.">
        {children}
        <NoCreators session={session} table={container.env.AIRTABLE_TABLE} />
      </PageHeader>
    );
  }
  const canMend = authorize(session, "settings.read").ok;
  return (
    <RosterView
      roster={roster.value}
      query={query}
      connections={canMend ? await listConnectionsToMend(container) : null}
      today={today}
      nowMs={container.now()}
      eyebrow={eyebrow}
      notice={children}
    />
  );
}

function NoCreators({ session, table }: { readonly session: Session; readonly table: string }) {
  return session.scope === "all" ? (
    <Notice title="There are no creators yet." tone="note">
      Add a row to the table {table} in Airtable; it appears here within a minute.
    </Notice>
  ) : (
    <Notice title="No creator is assigned to you yet." tone="note">
      Ask an admin to assign you the creators you look after.
    </Notice>
  );
}
