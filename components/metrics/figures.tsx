import { METRIC_IDS, METRICS, type MetricId } from "@/lib/analytics/catalog";
import { formatCount, formatMoney, formatPercent } from "@/lib/analytics/format";
import type { HeroChart } from "@/lib/contracts/hero-chart.url";
import type { OverviewData } from "@/lib/contracts/overview.url";
import { Spark } from "../charts/spark";
import { Delta } from "./delta";
import { FigureCard } from "./figure-card";

interface FiguresProps {
  readonly overview: OverviewData;
  readonly currency: string;
  /** The same period by day, for the small charts; `null` leaves them out. */
  readonly series: HeroChart["data"] | null;
  /** True for stale or blocked data. */
  readonly isMuted: boolean;
}

/** The four figures of a period: two by two on a phone, in a row from 768 px. */
export function Figures({ overview, currency, series, isMuted }: FiguresProps) {
  const { totals, change } = overview;
  return (
    <dl className="grid grid-cols-2 border-t border-ink md:grid-cols-4 print:grid-cols-4">
      {METRIC_IDS.map((id) => {
        const { label, definition, unit } = METRICS[id];
        const value = totals[id];
        return (
          <FigureCard
            key={id}
            label={label}
            definition={definition}
            value={unit === "money" ? formatMoney(value, currency) : formatCount(value)}
            delta={
              <Delta
                change={change === null ? null : change[id]}
                unit={unit}
                currency={currency}
                isMuted={isMuted}
              />
            }
            spark={
              series === null ? null : (
                <Spark
                  points={series.points}
                  previous={series.previous?.points ?? null}
                  metric={id}
                  isMuted={isMuted}
                />
              )
            }
            meaning={meaningOf(id, overview, currency)}
            isMuted={isMuted}
          />
        );
      })}
    </dl>
  );
}

function meaningOf(id: MetricId, { totals, rates }: OverviewData, currency: string): string {
  if (totals[id] === null) return "LTK did not send it for this period; not zero, not known.";
  const orders = totals.orders ?? 0;
  switch (id) {
    case "commissions":
      return totals.commissions === null || orders <= 0
        ? "After returns known so far"
        : `${formatMoney(totals.commissions / orders, currency, { cents: true })} an order`;
    case "orders":
      return rates.orderConversion === null
        ? "LTK gave no conversion for this period"
        : `${formatPercent(rates.orderConversion, { digits: 2 })} conversion, by LTK`;
    case "clicks":
      return "Out to retailers";
    case "itemsSold":
      return totals.itemsSold === null || orders <= 0
        ? "In those orders"
        : `${(totals.itemsSold / orders).toFixed(2)} an order`;
  }
}
