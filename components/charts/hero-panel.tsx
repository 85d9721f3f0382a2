import { exportUrl } from "@/lib/contracts/export.url";
import type { HeroChart } from "@/lib/contracts/hero-chart.url";
import { type CreatorPageQuery, pageHref } from "@/lib/contracts/query.url";
import { Notice } from "../layout/notice";
import { HeroFigure } from "./hero-figure";
import { HeroIsland } from "./hero-island";

interface HeroPanelProps {
  readonly slug: string;
  readonly query: CreatorPageQuery;
  /** The server's answer; `null` when it had none, and `problem` says why. */
  readonly initial: HeroChart | null;
  readonly problem?: string | null;
}

/** The hero chart with its sentence and table, kept up to date by focus, reconnect and the Refresh button. */
export function HeroPanel({ slug, query, initial, problem = null }: HeroPanelProps) {
  const { interval, metric } = query;
  return (
    <HeroIsland
      slug={slug}
      query={query}
      metric={metric}
      initial={initial}
      figure={
        initial !== null ? (
          <HeroFigure chart={initial} interval={interval} metric={metric} />
        ) : (
          <div className="md:min-h-60">
            <Notice
              title="The chart is not available."
              tone="problem"
              retryHref={pageHref(`/creator/${slug}`, query)}
            >
              {problem}
            </Notice>
          </div>
        )
      }
      foot={
        initial === null ? null : (
          <a
            className="text-link inline-flex min-h-tap items-center text-14 print:hidden"
            href={exportUrl(slug, "hero-chart", query)}
            download
          >
            Download CSV
          </a>
        )
      }
    />
  );
}
