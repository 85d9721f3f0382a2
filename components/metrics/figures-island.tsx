"use client";

import type { ReactNode } from "react";
import { useAnnouncement } from "@/lib/client/use-announcement";
import { useLazy } from "@/lib/client/use-lazy";
import { useOverview } from "@/lib/client/use-overview";
import type { Overview } from "@/lib/contracts/overview.url";
import type { LtkQuery } from "@/lib/contracts/query.url";

interface FiguresIslandProps {
  readonly slug: string;
  readonly query: LtkQuery;
  readonly initial: Overview | null;
  /** The server's headline, so that a screen reader hears a new one. */
  readonly sentence: string | null;
  readonly hasSeries: boolean;
  readonly nowMs: number;
  /** What the server rendered of `initial`. */
  readonly children: ReactNode;
}

async function loadView() {
  const [{ FiguresView }, { FiguresLive }, { takeawayWords }] = await Promise.all([
    import("./figures-view"),
    import("./figures-live"),
    import("./takeaway-words"),
  ]);
  return { FiguresView, FiguresLive, takeawayWords };
}

/** Shows the server's figures until newer ones arrive; only then is the code that draws them loaded. */
export function FiguresIsland(props: FiguresIslandProps) {
  const { slug, query, initial, sentence, hasSeries, nowMs, children } = props;
  const { answer, error } = useOverview(slug, query, initial);
  const view = useLazy(answer !== initial || error !== null, loadView);
  const isLive = view !== null && answer !== null && (answer !== initial || error !== null);
  const announcement = useAnnouncement(isLive ? view.takeawayWords(answer) : sentence);
  const shown = { slug, query, nowMs, failure: error?.message ?? null };
  return (
    <section aria-labelledby="figures-heading" className="text-15 text-ink">
      <h2 id="figures-heading" className="sr-only">
        Figures
      </h2>
      {!isLive ? (
        children
      ) : hasSeries ? (
        <view.FiguresLive {...shown} overview={answer} />
      ) : (
        <view.FiguresView {...shown} overview={answer} series={null} />
      )}
      <p role="status" className="sr-only">
        {announcement}
      </p>
    </section>
  );
}
