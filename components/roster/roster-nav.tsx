import type { Route } from "next";
import Link from "next/link";
import {
  pageHref,
  ROSTER_SHOWS,
  ROSTER_SORTS,
  type RosterPageQuery,
  type RosterShow,
  usualDirection,
} from "@/lib/contracts/query.url";
import { Menu } from "../controls/menu";
import { SHOW_NAMES, SORT_NAMES } from "./roster-words";

interface RosterNavProps {
  readonly query: RosterPageQuery;
  /** How many rows each filter leaves. */
  readonly counts: Readonly<Record<RosterShow, number>>;
}

/** The table's filters, and on a phone, where it has no headings, its order: links, because the state is the URL's. */
export function RosterNav({ query, counts }: RosterNavProps) {
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-6 print:hidden">
      <nav aria-label="Show creators" className="-ml-1 flex flex-wrap gap-x-3">
        {SHOW_NAMES.filter(([show]) => ROSTER_SHOWS.includes(show)).map(([show, name]) => (
          <Link
            key={show}
            href={tableHref({ ...query, show })}
            prefetch={false}
            scroll={false}
            aria-current={show === query.show ? "true" : undefined}
            className="flex min-h-tap min-w-tap items-center justify-center px-1 text-14 text-ink-3 hover:text-ink aria-[current]:font-semibold aria-[current]:text-ink aria-[current]:underline aria-[current]:decoration-2 aria-[current]:underline-offset-[7px]"
          >
            <span>
              {name} <span className="font-normal">{counts[show]}</span>
            </span>
          </Link>
        ))}
      </nav>
      <div className="text-14 md:hidden">
        <Menu
          variant="plain"
          label={
            <>
              <span className="sr-only">Sorted </span>By {SORT_NAMES[query.sort]}
            </>
          }
        >
          <ul className="menu-grid">
            {ROSTER_SORTS.map((sort) => (
              <li key={sort}>
                <Link
                  className="menu-item"
                  href={tableHref({ ...query, sort, dir: usualDirection(sort) })}
                  prefetch={false}
                  scroll={false}
                  aria-current={sort === query.sort ? "true" : undefined}
                >
                  By {SORT_NAMES[sort]}
                </Link>
              </li>
            ))}
          </ul>
        </Menu>
      </div>
    </div>
  );
}

/** The overview with its table in another state. */
export function tableHref(query: RosterPageQuery): Route {
  return pageHref("/", query) as Route;
}
