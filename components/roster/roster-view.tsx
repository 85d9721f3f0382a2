import type { ReactNode } from "react";
import { formatPeriod } from "@/lib/analytics/format";
import { formatAge } from "@/lib/analytics/format-age";
import { type RosterPageQuery, timeOf } from "@/lib/contracts/query.url";
import type { Roster } from "@/lib/contracts/roster.url";
import { Notice } from "../layout/notice";
import { PageHeader } from "../layout/page-header";
import { Pair } from "../layout/pair";
import { attentionOf, type ConnectionToMend } from "./attention";
import { AttentionStrip } from "./attention-strip";
import { BrandsPanel } from "./brands-panel";
import { coverageWords } from "./coverage-words";
import { headlineWords } from "./headline-words";
import { MoversPanel } from "./movers-panel";
import { RosterChart } from "./roster-chart";
import { RosterFigures } from "./roster-figures";
import { rosterPaceWords } from "./roster-pace";
import { RosterRefresh } from "./roster-refresh";
import { RosterTable } from "./roster-table";

interface RosterViewProps {
  readonly roster: Roster;
  readonly query: RosterPageQuery;
  /** What this person may mend, with what is known of it besides the roster; `null`: nothing. */
  readonly connections: readonly ConnectionToMend[] | null;
  /** The roster's day. */
  readonly today: string;
  readonly nowMs: number;
  readonly eyebrow: ReactNode;
  /** What is to be said of the page's address. */
  readonly notice: ReactNode;
}

/** The overview: the answer, who needs somebody, the figures, their days, every creator, who moved the total, and the best brands. */
export function RosterView(props: RosterViewProps) {
  const { roster, query, connections, today, nowMs } = props;
  const { data, meta } = roster;
  const { commissions } = data.totals;
  const isOne = commissions.length === 1;
  const time = timeOf(query);
  return (
    <>
      <PageHeader size="headline" eyebrow={props.eyebrow} title={headlineWords(roster)}>
        <p>{rosterPaceWords(data.rows, today)}</p>
        {props.notice}
        {meta.listedAt === null ? null : (
          <Notice title="Airtable does not answer." tone="warning" retryHref="/">
            This is its list of {formatAge(Date.parse(meta.listedAt), nowMs)}; figures are still
            read.
          </Notice>
        )}
      </PageHeader>
      <AttentionStrip
        items={attentionOf(data.rows, connections ?? [])}
        query={time}
        timezone={meta.range.timezone}
        nowMs={nowMs}
        canMend={connections !== null}
      />
      <Figures roster={roster} nowMs={nowMs} />
      <RosterChart roster={roster} metric={query.metric} />
      <RosterTable roster={roster} query={query} today={today} nowMs={nowMs} />
      {commissions.map((total, index) => {
        const brands = data.brands[index];
        const panel = { isOne, isMuted: data.coverage.fresh === 0 };
        return (
          <Pair key={total.currency}>
            <MoversPanel {...panel} total={total} query={time} />
            {brands === undefined ? null : <BrandsPanel {...panel} brands={brands} />}
          </Pair>
        );
      })}
    </>
  );
}

function Figures({ roster, nowMs }: Pick<RosterViewProps, "roster" | "nowMs">) {
  const { data, meta } = roster;
  return (
    <section aria-labelledby="figures-heading">
      <h2 id="figures-heading" className="sr-only">
        Figures
      </h2>
      {data.totals.commissions.length === 0 ? (
        <Notice title="No figures are known for these days." tone="warning">
          The table says of each creator why.
        </Notice>
      ) : (
        <RosterFigures totals={data.totals} isMuted={data.coverage.fresh === 0} />
      )}
      <p className="mt-3 text-14 text-pretty text-ink-2">{coverageWords(roster, nowMs)}</p>
      <div className="flex flex-wrap items-center gap-x-4 text-13 text-ink-3">
        <span>
          {formatPeriod(meta.range)}, {meta.range.timezone} days
          {meta.compare === null ? "" : `; compared with ${formatPeriod(meta.compare)}`}
        </span>
        <RosterRefresh />
      </div>
    </section>
  );
}
