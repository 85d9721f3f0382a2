import type { HeroChart } from "@/lib/contracts/hero-chart.url";
import type { Overview } from "@/lib/contracts/overview.url";
import { type LtkQuery, pageHref } from "@/lib/contracts/query.url";
import { Notice } from "../layout/notice";
import { FiguresIsland } from "./figures-island";
import { FiguresView } from "./figures-view";
import { takeawayWords } from "./takeaway-words";

interface FiguresPanelProps {
  readonly slug: string;
  readonly query: LtkQuery;
  /** The server's answer; `null` when it had none, and `problem` says why. */
  readonly initial: Overview | null;
  readonly problem?: string | null;
  /** The same period by day, for small charts in the figures; `null` leaves them out. */
  readonly initialChart?: HeroChart | null;
  /** The server's clock, epoch milliseconds. */
  readonly nowMs: number;
  /** The page says already why the figures are old. */
  readonly isReasonTold?: boolean;
}

/** A creator's headline and figures, kept up to date by focus, reconnect and the Refresh button. */
export function FiguresPanel(props: FiguresPanelProps) {
  const { slug, query, initial, problem = null, initialChart = null, nowMs } = props;
  return (
    <FiguresIsland
      slug={slug}
      query={query}
      initial={initial}
      sentence={initial === null ? null : takeawayWords(initial)}
      hasSeries={initialChart !== null}
      nowMs={nowMs}
    >
      {initial !== null ? (
        <FiguresView
          slug={slug}
          query={query}
          overview={initial}
          series={initialChart?.data ?? null}
          failure={null}
          nowMs={nowMs}
          isReasonTold={props.isReasonTold}
        />
      ) : (
        <Notice
          title="The figures are not available."
          tone="problem"
          retryHref={pageHref(`/creator/${slug}`, query)}
        >
          {problem}
        </Notice>
      )}
    </FiguresIsland>
  );
}
