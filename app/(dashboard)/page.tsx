import { redirect } from "next/navigation";
import { Suspense } from "react";
import { RangePicker } from "@/components/controls/range-picker";
import { CreatorRow } from "@/components/creators/creator-row";
import { CreatorRowProblem } from "@/components/creators/creator-row-problem";
import { CreatorRowSkeleton } from "@/components/creators/creator-row-skeleton";
import { CreatorTable } from "@/components/creators/creator-table";
import { Notice } from "@/components/layout/notice";
import { Page } from "@/components/layout/page";
import { PageHeader } from "@/components/layout/page-header";
import { printedPeriod } from "@/components/layout/print-words";
import { Toolbar } from "@/components/layout/toolbar";
import { formatDay, formatPeriod } from "@/lib/analytics/format";
import { formatAge } from "@/lib/analytics/format-age";
import { rosterSentence } from "@/lib/analytics/roster";
import { Overview } from "@/lib/contracts/overview";
import { overviewUrl } from "@/lib/contracts/overview.url";
import type { LtkQuery } from "@/lib/contracts/query.url";
import { dayIn } from "@/lib/core/time";
import type { Session } from "@/lib/server/authorize";
import { callRoute } from "@/lib/server/in-process";
import { ownPage, periodOf, readPageQuery, requireSession } from "@/lib/server/page-access";
import { type CreatorListItem, listCreators } from "@/lib/server/views/creators";
import { GET as getOverview } from "../api/ltk/[creator]/overview/route";

export default async function RosterPage({ searchParams }: PageProps<"/">) {
  const { container, session } = await requireSession();
  const own = ownPage(session);
  if (own !== undefined) redirect(own);
  const timezone = container.env.REPORT_TIMEZONE;
  const nowMs = container.now();
  const today = dayIn(timezone, nowMs);
  const { query, problem } = readPageQuery(await searchParams, { today, timezone });
  const days = periodOf(query, { today, timezone });
  const period = formatPeriod(days);
  const list = await listCreators(container, session);
  const toolbar = (
    <Toolbar scope="All creators" printed={printedPeriod(days, timezone)}>
      <RangePicker path="/" query={query} period={period} today={today} />
    </Toolbar>
  );
  if (!list.ok) {
    return (
      <Page toolbar={toolbar}>
        <PageHeader size="headline" eyebrow={formatDay(today, "long")} title="Creators">
          <Notice title="The list of creators is not available." tone="problem" retryHref="/">
            {list.error.message} Nothing was lost; the sessions with LTK are untouched.
          </Notice>
        </PageHeader>
      </Page>
    );
  }
  const { items, staleSinceMs } = list.value;
  return (
    <Page toolbar={toolbar}>
      <PageHeader
        size="headline"
        eyebrow={formatDay(today, "long")}
        title={
          // The sentence's usual lines, so that nothing moves when it arrives.
          <span className="block min-h-[4.48em] md:min-h-[2.24em] lg:min-h-[2.16em]">
            <Suspense fallback={rosterSentence([], items.length)}>
              <Headline items={items} query={query} />
            </Suspense>
          </span>
        }
      >
        {problem === null ? null : (
          <Notice title={problem} tone="warning">
            The default is shown instead.
          </Notice>
        )}
        {staleSinceMs === null ? null : (
          <Notice title="Airtable does not answer." tone="warning" retryHref="/">
            This is its list of {formatAge(staleSinceMs, nowMs)}; figures are still read.
          </Notice>
        )}
        {items.length > 0 ? null : (
          <NoCreators session={session} table={container.env.AIRTABLE_TABLE} />
        )}
      </PageHeader>
      {items.length === 0 ? null : (
        <section aria-label="Creators">
          <CreatorTable caption={`Creators, ${period}`}>
            {items.map((item) => (
              <Row key={item.key} item={item} query={query} nowMs={nowMs} />
            ))}
          </CreatorTable>
        </section>
      )}
    </Page>
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

interface RowProps {
  readonly item: CreatorListItem;
  readonly query: LtkQuery;
  readonly nowMs: number;
}

function Row({ item, query, nowMs }: RowProps) {
  if (item.kind === "problem") {
    return <CreatorRowProblem name={item.name} problem={item.problem} />;
  }
  return (
    <Suspense fallback={<CreatorRowSkeleton name={item.name} status={item.status} />}>
      <LoadedRow
        slug={item.slug}
        name={item.name}
        status={item.status}
        query={query}
        nowMs={nowMs}
      />
    </Suspense>
  );
}

type LoadedRowProps = Omit<Extract<CreatorListItem, { kind: "creator" }>, "kind" | "key"> &
  Omit<RowProps, "item">;

async function LoadedRow(props: LoadedRowProps) {
  const overview = await loadOverview(props.slug, props.query);
  return overview.ok ? (
    <CreatorRow {...props} initial={overview.value} />
  ) : (
    <CreatorRow {...props} initial={null} problem={overview.error.message} />
  );
}

async function Headline({
  items,
  query,
}: {
  readonly items: readonly CreatorListItem[];
  readonly query: LtkQuery;
}) {
  const creators = items.flatMap((item) => (item.kind === "creator" ? [item] : []));
  const answers = await Promise.all(creators.map(({ slug }) => loadOverview(slug, query)));
  return rosterSentence(
    answers.flatMap((answer) => (answer.ok ? [answer.value] : [])),
    items.length,
  );
}

function loadOverview(slug: string, query: LtkQuery) {
  return callRoute(getOverview, overviewUrl(slug, query), slug, Overview);
}
