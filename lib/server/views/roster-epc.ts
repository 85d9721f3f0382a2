import "server-only";
import { isTelling, mixEffect, type RatioSums } from "@/lib/analytics/mix-effect";
import { type Ratio, ratioOf } from "@/lib/analytics/ratio";
import type { Roster } from "@/lib/contracts/roster";
import { toRatio } from "./ratios";
import type { LoadedRow } from "./roster-row";

type Total = Roster["data"]["totals"]["commissions"][number];

/** The earnings per click of creators of one currency, and what moved them. */
export function rosterEpc(
  rows: readonly LoadedRow[],
  dayCount: number,
): Pick<Total, "epc" | "epcCreators" | "epcCompared" | "mix"> {
  const days = rows.flatMap((row) => row.days);
  const both = comparedSums(rows);
  const current = epcOf(
    both.map((sums) => sums.current),
    dayCount,
  );
  const previous = epcOf(
    both.map((sums) => sums.previous),
    dayCount,
  );
  const areRatios = current.kind === "ratio" && previous.kind === "ratio";
  return {
    // Of all days of all creators together: sums first, then one division.
    epc: toRatio("epc", ratioOf("epc", days, dayCount)),
    epcCreators: rows.filter((row) =>
      row.days.some(({ clicks, commissions }) => clicks !== undefined && commissions !== undefined),
    ).length,
    epcCompared: areRatios
      ? { current: current.value / 1_000, previous: previous.value / 1_000 }
      : null,
    mix: areRatios ? mixOf(both) : null,
  };
}

interface BothSums {
  readonly current: RatioSums;
  readonly previous: RatioSums;
}

function comparedSums(rows: readonly LoadedRow[]): BothSums[] {
  return rows.flatMap(({ compared }) => {
    const [now, before] = [compared?.current, compared?.previous];
    return now?.clicks === undefined ||
      now.commissions === undefined ||
      before?.clicks === undefined ||
      before.commissions === undefined
      ? []
      : [
          {
            current: { numerator: now.commissions, denominator: now.clicks },
            previous: { numerator: before.commissions, denominator: before.clicks },
          },
        ];
  });
}

function epcOf(sums: readonly RatioSums[], dayCount: number): Ratio {
  const terms = sums.map(({ numerator, denominator }) => ({
    commissions: numerator,
    clicks: denominator,
  }));
  return ratioOf("epc", terms, dayCount);
}

/** Whether the earnings per click moved because clicks did; `null` where that says little. */
function mixOf(both: readonly BothSums[]): Total["mix"] {
  const effect = mixEffect(both);
  if (effect === undefined || !isTelling(effect)) return null;
  const { change, within, mix } = effect;
  return { change: change / 1_000, within: within / 1_000, mix: mix / 1_000 };
}
