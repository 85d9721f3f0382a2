import type { ReactNode } from "react";
import type { Overview } from "@/lib/contracts/overview.url";
import { Notice } from "../layout/notice";
import { FreshnessChip } from "./freshness-chip";

interface PanelProps {
  /** Of the section's address and heading. */
  readonly id: string;
  readonly title: string;
  /** What the answer says about itself; `null`: there is none, and `problem` says why. */
  readonly meta: Pick<Overview["meta"], "freshness" | "syncedAt" | "reason"> | null;
  readonly problem: string | null;
  /** Where a visit tries again. */
  readonly retryHref: string;
  readonly nowMs: number;
  readonly children: ReactNode;
}

/** The frame of a panel: its title, what it shows or why it shows nothing, and how old that is. */
export function Panel({ id, title, meta, problem, retryHref, nowMs, children }: PanelProps) {
  return (
    <section id={id} aria-labelledby={`${id}-heading`} className="skips-offscreen min-w-0">
      <h2
        id={`${id}-heading`}
        className="font-serif text-21 leading-[1.2] font-medium tracking-[-0.012em]"
      >
        {title}
      </h2>
      {meta === null ? (
        <Notice title="This is not available." tone="problem" retryHref={retryHref}>
          {problem}
        </Notice>
      ) : (
        <>
          {children}
          <p className="mt-3 flex min-h-6 flex-wrap items-center">
            <FreshnessChip
              freshness={meta.freshness}
              syncedAt={meta.syncedAt}
              reason={meta.reason?.message ?? null}
              nowMs={nowMs}
            />
          </p>
        </>
      )}
    </section>
  );
}
