import { Fragment } from "react";
import { formatMoney } from "@/lib/analytics/format";
import { rosterAverage } from "@/lib/analytics/roster-average";
import { rosterPace } from "@/lib/analytics/roster-pace";
import type { Roster, RosterTotal } from "@/lib/contracts/roster.url";
import { Delta } from "../metrics/delta";
import { EPC_CLICKS } from "../metrics/epc";
import { noRatioWords } from "../metrics/ratio-words";
import { Unknown } from "../metrics/unknown";
import { PaceCell } from "./pace-cell";
import { RosterCells } from "./roster-cells";

interface RosterTotalsProps {
  readonly data: Roster["data"];
  /** Nobody's figures are up to date. */
  readonly isMuted: boolean;
}

/** The last rows of the table: the sums and means of each currency, of everybody whatever the filter. */
export function RosterTotals({ data, isMuted }: RosterTotalsProps) {
  const { totals, coverage, rows } = data;
  const paces = rosterPace(rows);
  const isOne = totals.commissions.length === 1;
  return totals.commissions.map((total) => {
    const { currency, amount, creators, compared, epc } = total;
    const pace = paces.find((one) => one.currency === currency);
    const month = pace === undefined ? null : { pace: { kind: "pace", days: 0, ...pace } as const };
    return (
      <Fragment key={currency}>
        <RosterCells
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
          pace={<PaceCell pace={month?.pace ?? null} />}
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
        <Average total={total} isOne={isOne} isMuted={isMuted} />
      </Fragment>
    );
  });
}

interface AverageProps {
  readonly total: RosterTotal;
  /** There is no other currency. */
  readonly isOne: boolean;
  readonly isMuted: boolean;
}

/** A creator's mean. Pace and EPC have none: theirs are the total's. */
function Average({ total, isOne, isMuted }: AverageProps) {
  const average = rosterAverage(total);
  if (average === undefined) return null;
  const { currency, creators, compared } = total;
  const { amount, difference } = average;
  const isOfFewer = difference !== null && compared !== null && compared.creators < creators;
  return (
    <RosterCells
      isMuted={isMuted}
      name={isOne ? "Average" : `Average, ${currency}`}
      money={formatMoney(amount, currency)}
      change={
        difference === null ? null : (
          <span className="text-14 text-ink-2 md:text-13">
            {formatMoney(difference, currency, { signed: true })}
          </span>
        )
      }
      spark={null}
      pace={null}
      epc={null}
      data={
        <span className="text-13 text-ink-3">
          Of {creators} creators
          {isOfFewer ? `, the change of ${compared.creators}` : ""}
        </span>
      }
    />
  );
}
