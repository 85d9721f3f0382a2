import Link from "next/link";
import { type RosterPageQuery, type RosterSort, usualDirection } from "@/lib/contracts/query.url";
import { ColumnHeader, TableHead, TableRow } from "../table/table";
import { tableHref } from "./roster-nav";

interface RosterHeadProps {
  readonly query: RosterPageQuery;
  /** Over which days the small lines go. */
  readonly period: string;
  /** The running month: "November". */
  readonly month: string;
}

/** The table's headings; those that sort are links, which phones leave out. */
export function RosterHead({ query, period, month }: RosterHeadProps) {
  return (
    <TableHead>
      <TableRow>
        <Sorting query={query} sort="name" words="Creator" className="" />
        <Sorting query={query} sort="commissions" words="Commissions" className="is-number" />
        <Sorting query={query} sort="change" words="Change" className="is-number" />
        <Heading words={period} className="creator-spark" />
        <Sorting query={query} sort="pace" words={`${month} pace`} className="creator-pace" />
        <Sorting query={query} sort="epc" words="EPC" className="is-number" />
        <Heading words="Data" className="creator-data" />
      </TableRow>
    </TableHead>
  );
}

function Heading({ words, className }: { readonly words: string; readonly className: string }) {
  return <ColumnHeader className={className}>{words}</ColumnHeader>;
}

interface SortingProps {
  readonly query: RosterPageQuery;
  readonly sort: RosterSort;
  readonly words: string;
  readonly className: string;
}

/** A heading that sorts by its column; pressed again, the other way round. */
function Sorting({ query, sort, words, className }: SortingProps) {
  const isSorted = query.sort === sort;
  const other = query.dir === "asc" ? "desc" : "asc";
  const dir = isSorted ? other : usualDirection(sort);
  return (
    <ColumnHeader
      className={className}
      aria-sort={isSorted ? (query.dir === "asc" ? "ascending" : "descending") : undefined}
    >
      <span className="heading-words">{words}</span>
      <Link
        className="heading-link"
        href={tableHref({ ...query, sort, dir })}
        prefetch={false}
        scroll={false}
      >
        {words}
        <svg className="heading-arrow" viewBox="0 0 8 8" aria-hidden="true">
          <path d={isSorted && query.dir === "asc" ? "M4 1 7.4 7H.6Z" : "M4 7 .6 1h6.8Z"} />
        </svg>
      </Link>
    </ColumnHeader>
  );
}
