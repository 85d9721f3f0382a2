import { METRICS } from "@/lib/analytics/catalog";
import { type Change, changeOf } from "@/lib/analytics/change";
import { formatCount, formatMoney } from "@/lib/analytics/format";
import type { Roster, RosterTotal } from "@/lib/contracts/roster.url";
import { Delta } from "../metrics/delta";
import { EPC_CLICKS } from "../metrics/epc";
import { FigureCard } from "../metrics/figure-card";
import { FIGURES } from "../metrics/figure-names";
import { noRatioWords } from "../metrics/ratio-words";

interface RosterFiguresProps {
  readonly totals: Roster["data"]["totals"];
  /** Nobody's figures are up to date. */
  readonly isMuted: boolean;
}

/** What the creators did together: commissions and EPC of each currency, orders and clicks of all. */
export function RosterFigures({ totals, isMuted }: RosterFiguresProps) {
  const { commissions, change } = totals;
  const isOne = commissions.length < 2;
  return (
    <dl className="grid grid-cols-2 border-t border-ink md:grid-cols-4 print:grid-cols-4">
      {commissions.map((total) => (
        <Money key={total.currency} total={total} isOne={isOne} isMuted={isMuted} />
      ))}
      {(["orders", "clicks"] as const).map((id) => (
        <FigureCard
          key={id}
          label={METRICS[id].label}
          definition={METRICS[id].definition}
          value={formatCount(totals[id])}
          delta={<Shown change={change?.[id] ?? null} unit="count" isMuted={isMuted} />}
          spark={null}
          meaning={countWords(id, totals)}
          isMuted={isMuted}
        />
      ))}
      {commissions.map((total) => (
        <Epc key={total.currency} total={total} isOne={isOne} isMuted={isMuted} />
      ))}
    </dl>
  );
}

interface CurrencyProps {
  readonly total: RosterTotal;
  /** There is no other currency. */
  readonly isOne: boolean;
  readonly isMuted: boolean;
}

function Money({ total, isOne, isMuted }: CurrencyProps) {
  const { currency, amount, creators, compared } = total;
  const { label, definition } = METRICS.commissions;
  return (
    <FigureCard
      label={isOne ? label : `${label}, ${currency}`}
      definition={definition}
      value={formatMoney(amount, currency)}
      delta={
        <Shown
          change={compared?.change ?? null}
          unit="money"
          currency={currency}
          isMuted={isMuted}
        />
      }
      spark={null}
      meaning={
        compared === null || compared.creators === creators
          ? `Of ${people(creators)}`
          : `Of ${people(creators)}; the change, of ${compared.creators}`
      }
      isMuted={isMuted}
    />
  );
}

function Epc({ total, isOne, isMuted }: CurrencyProps) {
  const { currency, epc, epcCreators, epcCompared } = total;
  const { label, definition } = FIGURES[3];
  const change =
    epcCompared === null
      ? null
      : changeOf(epcCompared.current * EPC_CLICKS, epcCompared.previous * EPC_CLICKS);
  return (
    <FigureCard
      label={isOne ? label : `${label}, ${currency}`}
      definition={definition}
      value={formatMoney(epc.kind === "none" ? null : epc.value * EPC_CLICKS, currency, {
        cents: true,
      })}
      delta={<Shown change={change} unit="money" currency={currency} isMuted={isMuted} />}
      spark={null}
      meaning={
        epc.kind === "none" ? noRatioWords(epc) : `Per 100 clicks, of ${people(epcCreators)}`
      }
      isMuted={isMuted}
    />
  );
}

interface ShownProps {
  readonly change: Change | null;
  readonly unit: "money" | "count";
  readonly currency?: string;
  readonly isMuted: boolean;
}

function Shown({ currency = "USD", ...delta }: ShownProps) {
  return <Delta {...delta} currency={currency} />;
}

function people(count: number): string {
  return `${count} ${count === 1 ? "creator" : "creators"}`;
}

/** Fewer orders make items an order chance. */
const MINIMUM_ORDERS = 10;

function countWords(id: "orders" | "clicks", { orders, itemsSold }: RosterFiguresProps["totals"]) {
  if (id === "clicks") return "Out to retailers";
  return orders === null || itemsSold === null || orders < MINIMUM_ORDERS
    ? "Of all creators"
    : `${(itemsSold / orders).toFixed(2)} items an order`;
}
