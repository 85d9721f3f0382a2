import type { ChartMetric } from "@/lib/contracts/query.url";
import type { Roster } from "@/lib/contracts/roster.url";
import type { ChartAnswer } from "../charts/chart-answer";
import { HeroFigure } from "../charts/hero-figure";
import { TouchChart } from "../charts/touch-chart";

interface RosterChartProps {
  readonly roster: Roster;
  readonly metric: ChartMetric;
}

/** All creators' days together. Of several currencies, which are never added up, it is the one that most are paid in. */
export function RosterChart({ roster, metric }: RosterChartProps) {
  const { charts, coverage, rows } = roster.data;
  const [chart, ...others] = charts.toSorted((one, other) => other.creators - one.creators);
  if (chart === undefined) return null;
  const { range, compare, sparkInterval: interval } = roster.meta;
  const { points, totals, previous, currency } = chart;
  const answer: ChartAnswer = {
    data: { points, totals, previous },
    meta: { range, compare, currency, freshness: coverage.fresh === 0 ? "stale" : "fresh" },
    gapWords: "not every creator’s figures of it are known, and a smaller sum would mislead",
  };
  const drawn = { chart: answer, interval };
  return (
    <div>
      <TouchChart
        {...drawn}
        metric={metric}
        isNewer={false}
        figure={<HeroFigure {...drawn} metric={metric} />}
        foot={null}
      />
      {chart.creators === rows.length ? null : (
        <p className="mt-1 text-13 text-ink-3">
          The sum of {chart.creators} of {rows.length} creators
          {others.length === 0 ? "" : `, those paid in ${currency}`}.
        </p>
      )}
      {compare === null || previous !== null ? null : (
        <p className="mt-1 text-13 text-ink-3">
          No line is compared: of somebody in the sum the compared days are not known.
        </p>
      )}
    </div>
  );
}
