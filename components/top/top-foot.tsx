import type { Route } from "next";
import Link from "next/link";
import { pageHref } from "@/lib/contracts/query.url";
import { FreshnessChip } from "../metrics/freshness-chip";
import type { TopPanel } from "./top-panel";
import { MOST_ROWS } from "./top-query";

/** Rows that are shown before "Show all": on a phone, and on wider screens. As in top.css. */
const FIRST_ROWS = { phone: 3, wide: 5 } as const;

interface TopFootProps {
  readonly panel: TopPanel;
  readonly shown: number;
  /** LTK's list has more rows than these. */
  readonly goesOn: boolean;
}

/** The foot of a list: the rows that are folded away, and how old the data is. */
export function TopFoot({ panel, shown, goesOn }: TopFootProps) {
  const { meta } = panel;
  return (
    <div className="flex flex-wrap items-start justify-between gap-x-6">
      {shown <= FIRST_ROWS.phone && !goesOn ? null : (
        <More panel={panel} shown={shown} goesOn={goesOn} />
      )}
      <span className="ml-auto inline-flex min-h-tap items-center">
        <FreshnessChip
          freshness={meta.freshness}
          syncedAt={meta.syncedAt}
          reason={meta.reason?.message ?? null}
          nowMs={panel.nowMs}
        />
      </span>
    </div>
  );
}

/** Opens the folded rows, without JavaScript: the table before it looks whether this is open. */
function More({ panel, shown, goesOn }: TopFootProps) {
  const { list, query, slug } = panel;
  const isFull = query.all === list;
  const isOnlyForPhones = shown <= FIRST_ROWS.wide && !goesOn;
  return (
    <details
      className={`top-more print:hidden ${isOnlyForPhones ? "md:hidden" : ""}`}
      open={isFull}
    >
      <summary className="text-link inline-flex min-h-tap items-center text-14">
        <span className="top-more-closed">
          {goesOn ? `Show the first ${shown}` : `Show all ${shown}`}
        </span>
        <span className="top-more-open">Show fewer</span>
        <span className="sr-only"> {list}</span>
      </summary>
      {goesOn ? (
        <p className="text-14 text-ink-2">
          LTK’s list goes on.{" "}
          {isFull || shown >= MOST_ROWS ? (
            `The first ${MOST_ROWS} are read.`
          ) : (
            <Link
              className="text-link is-inline inline-flex min-h-tap items-center"
              href={`${pageHref(`/creator/${slug}`, { ...query, all: list })}#top-${list}` as Route}
              prefetch={false}
              scroll={false}
            >
              Read up to {MOST_ROWS} {list}
            </Link>
          )}
        </p>
      ) : null}
    </details>
  );
}
