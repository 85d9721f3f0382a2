import { METRICS } from "@/lib/analytics/catalog";
import type { Change } from "@/lib/analytics/change";
import { formatCount, formatMoney } from "@/lib/analytics/format";
import type { HeroChart } from "@/lib/contracts/hero-chart.url";
import type { Overview } from "@/lib/contracts/overview.url";
import type { Interval } from "@/lib/core/range";
import { Spark } from "../charts/spark";
import { SparkLine } from "../charts/spark-line";
import { Delta } from "./delta";
import { EPC_CLICKS, epcChange, epcTrail } from "./epc";
import { FigureCard } from "./figure-card";
import { FIGURES } from "./figure-names";
import { type FigureId, figureWords } from "./figure-words";
import { dayCountOf } from "./period-words";

interface FiguresProps {
  readonly overview: Overview;
  /** The same period by day, for the small charts; `null` leaves them out. */
  readonly series: HeroChart["data"] | null;
  /** How `series` is grouped. */
  readonly interval: Interval;
  /** True for stale or blocked data. */
  readonly isMuted: boolean;
}

/** The four figures of a period: two by two on a phone, in a row from 768 px. */
export function Figures({ overview, series, interval, isMuted }: FiguresProps) {
  const { currency } = overview.meta;
  return (
    <dl className="grid grid-cols-2 border-t border-ink md:grid-cols-4 print:grid-cols-4">
      {FIGURES.map(({ id, label, definition }) => (
        <FigureCard
          key={id}
          label={label}
          definition={definition}
          value={figureValue(id, overview)}
          delta={
            <Delta
              change={changeOf(id, overview)}
              unit={id === "epc" ? "money" : METRICS[id].unit}
              currency={currency}
              isMuted={isMuted}
            />
          }
          spark={
            series === null ? null : id === "epc" ? (
              <SparkLine
                values={epcTrail(series.points, interval)}
                metric="epc"
                isMuted={isMuted}
              />
            ) : (
              <Spark
                points={series.points}
                previous={series.previous?.points ?? null}
                metric={id}
                isMuted={isMuted}
              />
            )
          }
          meaning={figureWords(id, overview)}
          isMuted={isMuted}
        />
      ))}
    </dl>
  );
}

function figureValue(id: FigureId, { data, meta }: Overview): string {
  if (id === "epc") {
    const { epc } = data.ratios;
    const value = epc.kind === "none" ? null : epc.value * EPC_CLICKS;
    return formatMoney(value, meta.currency, { cents: true });
  }
  const value = data.totals[id];
  return METRICS[id].unit === "money" ? formatMoney(value, meta.currency) : formatCount(value);
}

function changeOf(id: FigureId, { data, meta }: Overview): Change | null {
  if (id !== "epc") return data.change?.[id] ?? null;
  return data.compared === null ? null : epcChange(data.compared, dayCountOf(meta.range));
}
