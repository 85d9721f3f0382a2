import {
  formatDay,
  formatMoney,
  formatMonth,
  formatPercent,
  UNKNOWN,
} from "@/lib/analytics/format";
import type { Overview, OverviewData } from "@/lib/contracts/overview.url";
import { BarTable } from "../charts/bar-table";
import { Panel } from "../metrics/panel";
import { EstimateBar, SumBar } from "./month-bars";
import {
  daysWords,
  estimateWords,
  isWhole,
  monthBefore,
  monthLineWords,
  soFarWords,
} from "./month-words";

interface MonthPanelProps {
  /** `null`: there is no answer, and `problem` says why. */
  readonly overview: Overview | null;
  readonly problem: string | null;
  /** Where a visit tries again. */
  readonly retryHref: string;
  readonly nowMs: number;
}

/** How the running month goes, whatever the range: so far, against the month before, and what it may come to. */
export function MonthPanel({ overview, ...panel }: MonthPanelProps) {
  const title = overview === null ? "This month" : formatMonth(overview.data.month.from);
  return (
    <Panel {...panel} id="month" title={title} meta={overview?.meta ?? null}>
      {overview === null ? null : <Month month={overview.data.month} meta={overview.meta} />}
    </Panel>
  );
}

interface MonthProps {
  readonly month: OverviewData["month"];
  readonly meta: Overview["meta"];
}

function Month({ month, meta }: MonthProps) {
  const { pace, forecast } = month;
  const { currency, freshness } = meta;
  if (pace.kind === "none" && forecast.kind === "none") {
    return (
      <p className="mt-3 border-t border-ink pt-3 text-14 text-pretty text-ink-2">
        {monthLineWords(month, currency)} {estimateWords(month, currency)}
      </p>
    );
  }
  const soFar = month.soFar?.amount ?? null;
  const before = pace.kind === "pace" ? pace.previous : null;
  const estimate = forecast.kind === "forecast" ? forecast.value : null;
  const band = forecast.kind === "forecast" ? forecast.band : null;
  const largest = Math.max(soFar ?? 0, before ?? 0, estimate ?? 0, band?.high ?? 0);
  const money = (value: number | null) => formatMoney(value, currency);
  const name = formatMonth(month.from);
  return (
    <>
      <p className="mt-1 mb-3 text-14 text-pretty text-ink-2 md:min-h-[2.7rem]">
        {isWhole(month) ? null : `${monthLineWords(month, currency)} `}
        {estimateWords(month, currency)} The date range does not apply here.
      </p>
      <BarTable
        caption={`Commissions of ${name}`}
        headings={["Of", "Commissions"]}
        isMuted={freshness === "stale" || freshness === "blocked"}
        rows={[
          {
            key: "before",
            name: `${monthBefore(month)}, same days`,
            note:
              pace.kind === "none" || isWhole(month)
                ? null
                : `${daysWords(pace.days)} known of both`,
            bar: <SumBar value={before} largest={largest} kind="faint" />,
            amount: money(before),
          },
          {
            key: "so-far",
            name: "So far",
            note: soFarWords(month),
            bar: <SumBar value={soFar} largest={largest} kind="plain" />,
            amount: money(soFar),
            amountNote:
              pace.kind === "none"
                ? null
                : `${formatPercent(pace.ratio, { digits: 0 })} ${isWhole(month) ? `of ${monthBefore(month)}` : "on those days"}`,
          },
          {
            key: "estimate",
            name: `Estimate to ${formatDay(month.to)}`,
            note: forecast.kind === "forecast" && forecast.isRough ? "Rough" : null,
            bar: <EstimateBar soFar={soFar} estimate={estimate} band={band} largest={largest} />,
            amount: estimate === null ? UNKNOWN : `≈ ${money(estimate)}`,
            amountNote: band === null ? null : `${money(band.low)} – ${money(band.high)}`,
          },
        ]}
      />
    </>
  );
}
