import { formatMoney, formatMonth } from "@/lib/analytics/format";
import { rosterPace } from "@/lib/analytics/roster-pace";
import type { RosterRow } from "@/lib/contracts/roster.url";
import { monthBefore, paceWords, shortPaceWords } from "../month/month-words";

/** How the creators' month goes together, in a sentence, currency by currency; `today`: the roster's day. */
export function rosterPaceWords(rows: readonly RosterRow[], today: string): string {
  const name = formatMonth(today);
  const before = monthBefore({ from: `${today.slice(0, 7)}-01` });
  const paces = rosterPace(rows);
  if (paces.length === 0) {
    return today.endsWith("-01")
      ? `${name} begins today; from tomorrow on it is held against ${before}.`
      : `How ${name} goes against ${before} is not known yet.`;
  }
  const known = rows.filter(({ totals }) => typeof totals?.commissions === "number").length;
  const sums = paces.map(({ soFar, isWhole, currency, ratio, creators }, index) => {
    const who = paces.length === 1 && creators < known ? ` (${creators} of ${known} creators)` : "";
    const money = formatMoney(soFar, currency);
    const days = isWhole ? "" : " on the days known of both months";
    return index === 0
      ? `${name} so far${who}: ${money}, ${paceWords(ratio, before)}${days}`
      : `${money}, ${shortPaceWords(ratio)}${days}`;
  });
  return `${sums.join("; ")}.`;
}
