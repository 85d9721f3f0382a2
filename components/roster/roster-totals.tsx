import { formatMoney } from "@/lib/analytics/format";
import type { Roster } from "@/lib/contracts/roster.url";
import { Delta } from "../metrics/delta";
import { EPC_CLICKS } from "../metrics/epc";
import { noRatioWords } from "../metrics/ratio-words";
import { Unknown } from "../metrics/unknown";
import { PaceCell } from "./pace-cell";
import { RosterCells } from "./roster-cells";
import { rosterPace } from "./roster-pace";

interface RosterTotalsProps {
  readonly data: Roster["data"];
  /** Nobody's figures are up to date. */
  readonly isMuted: boolean;
}

/** The last rows of the table: the sums of each currency, of everybody whatever the filter. */
export function RosterTotals({ data, isMuted }: RosterTotalsProps) {
  const { totals, coverage, rows } = data;
  const paces = rosterPace(rows);
  const isOne = totals.commissions.length === 1;
  return totals.commissions.map(({ currency, amount, creators, compared, epc }) => {
    const pace = paces.find((one) => one.currency === currency);
    const month = pace === undefined ? null : { pace: { kind: "pace", days: 0, ...pace } as const };
    return (
      <RosterCells
        key={currency}
        isTotal
        isMuted={isMuted}
        name={isOne ? "Total" : `Total, ${currency}`}
        money={formatMoney(amount, currency)}
        change={
          <Delta
            change={compared?.change ?? null}
            unit="money"
            currency={currency}
            isMuted={isMuted}
          />
        }
        spark={null}
        pace={<PaceCell month={month} />}
        epc={
          epc.kind === "ratio" ? (
            formatMoney(epc.value * EPC_CLICKS, currency, { cents: true })
          ) : (
            <Unknown why={noRatioWords(epc)} />
          )
        }
        data={
          <span className="text-13 font-normal text-ink-3">
            {creators} of {coverage.scope} creators
          </span>
        }
      />
    );
  });
}
