import { formatMonth, formatPeriod } from "@/lib/analytics/format";
import { showRows, sortRows } from "@/lib/analytics/roster-order";
import {
  ROSTER_SHOWS,
  type RosterPageQuery,
  type RosterShow,
  timeOf,
} from "@/lib/contracts/query.url";
import { type Roster, rosterFileUrl } from "@/lib/contracts/roster.url";
import { Table, TableBody, TableFoot } from "../table/table";
import { RosterHead } from "./roster-head";
import { RosterNav } from "./roster-nav";
import { RosterRow } from "./roster-row";
import { RosterTotals } from "./roster-totals";
import { emptyShowWords } from "./roster-words";

interface RosterTableProps {
  readonly roster: Roster;
  readonly query: RosterPageQuery;
  /** The roster's day. */
  readonly today: string;
  readonly nowMs: number;
}

/** Cards that a phone shows before "Show all". As in roster-table.css. */
const FIRST_CARDS = 6;

/** All creators, a row each. The explicit roles keep it a table where its rows are laid out as cards. */
export function RosterTable({ roster, query, today, nowMs }: RosterTableProps) {
  const { data, meta } = roster;
  const shown = showRows(data.rows, query.show);
  const period = formatPeriod(meta.range);
  const time = timeOf(query);
  return (
    <section aria-labelledby="creators-heading" className="roster">
      <div className="mb-2 flex flex-wrap items-center justify-between gap-x-6">
        <h2
          id="creators-heading"
          className="font-serif text-21 leading-[1.2] font-medium tracking-[-0.012em]"
        >
          Creators
        </h2>
        <RosterNav query={query} counts={countShown(data.rows)} />
      </div>
      <Table className="creator-table">
        <caption className="sr-only">Creators, {period}</caption>
        <RosterHead query={query} period={period} month={formatMonth(today)} />
        <TableBody>
          {sortRows(shown, query).map((row, index) => (
            <RosterRow
              key={row.slug ?? `${row.name}-${index}`}
              row={row}
              query={time}
              nowMs={nowMs}
            />
          ))}
        </TableBody>
        {shown.length === 0 ? null : (
          <TableFoot>
            <RosterTotals data={data} isMuted={data.coverage.fresh === 0} />
          </TableFoot>
        )}
      </Table>
      {shown.length > 0 ? null : (
        <p className="border-t border-ink py-4 text-14 text-ink-2">
          {emptyShowWords(query.show, meta.compare !== null)}
        </p>
      )}
      {shown.length <= FIRST_CARDS ? null : (
        <details className="roster-more md:hidden print:hidden">
          <summary className="text-link inline-flex min-h-tap items-center text-14">
            <span className="roster-more-closed">Show all {shown.length}</span>
            <span className="roster-more-open">Show fewer</span>
            <span className="sr-only"> creators</span>
          </summary>
        </details>
      )}
      <a
        className="text-link inline-flex min-h-tap items-center text-14 print:hidden"
        href={rosterFileUrl(query)}
        download
      >
        Download CSV
      </a>
      <p className="max-w-[46em] text-13 text-pretty text-ink-3 print:mt-3">
        Pace is {formatMonth(today)}’s commissions so far against the same days of the month before;
        the tick is as much. EPC is for 100 clicks.
      </p>
    </section>
  );
}

function countShown(rows: Roster["data"]["rows"]): Record<RosterShow, number> {
  const [all, attention, rising, falling] = ROSTER_SHOWS.map((show) => showRows(rows, show).length);
  return {
    all: all ?? 0,
    attention: attention ?? 0,
    rising: rising ?? 0,
    falling: falling ?? 0,
  };
}
