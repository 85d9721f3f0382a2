import type { ReactNode } from "react";
import { pageHref } from "@/lib/contracts/query.url";
import { Notice } from "../layout/notice";
import { TopFoot } from "./top-foot";
import type { TopPanel } from "./top-panel";
import type { TopList } from "./top-row";
import { emptyWords } from "./top-words";

interface TopSectionProps {
  readonly title: string;
  readonly panel: TopPanel;
  /** `null`: LTK did not answer for it. */
  readonly list: TopList | null;
  /** How many rows the table below has, and whether LTK's list goes on after them. */
  readonly shown: number;
  readonly goesOn: boolean;
  /** What stands beside the title. */
  readonly aside?: ReactNode;
  /** What the list is about, one sentence before it. */
  readonly lead?: string | null;
  /** The table; left out when there is nothing in it. */
  readonly children: ReactNode;
  /** What the list comes to, in sentences. */
  readonly findings?: ReactNode;
}

/** The frame of a top list: title, table, what it comes to, and its states. */
export function TopSection(props: TopSectionProps) {
  const { title, panel, list, aside, lead = null, findings } = props;
  const id = `top-${panel.list}`;
  return (
    <section id={id} aria-labelledby={`${id}-heading`} className="top-panel skips-offscreen">
      <div className="flex flex-wrap items-center justify-between gap-x-6">
        <h2
          id={`${id}-heading`}
          className="font-serif text-21 leading-[1.2] font-medium tracking-[-0.012em]"
        >
          {title}
        </h2>
        {aside}
      </div>
      {list === null ? (
        <Notice
          title={`${title} are not available.`}
          tone="problem"
          retryHref={pageHref(`/creator/${panel.slug}`, panel.query)}
        >
          {panel.meta.reason?.message ?? "LTK did not answer for this list."}
        </Notice>
      ) : (
        <>
          {lead === null ? null : <p className="mt-1 text-14 text-ink-2">{lead}</p>}
          {list.rows.length === 0 ? (
            <p className="mt-3 border-t border-ink pt-3 text-14 text-ink-2">
              {emptyWords(panel.list, panel.totals)}
            </p>
          ) : (
            props.children
          )}
          <TopFoot panel={panel} shown={props.shown} goesOn={props.goesOn} />
          {findings}
        </>
      )}
    </section>
  );
}
