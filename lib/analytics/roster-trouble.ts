import type { RosterRow } from "@/lib/contracts/roster.url";

/** Why a creator needs somebody, in the order of urgency; the first three are for a person to mend. */
export const ROSTER_TROUBLES = ["reconnect", "incomplete", "error", "no_figures", "stale"] as const;
export type RosterTrouble = (typeof ROSTER_TROUBLES)[number];

/** Codes of a reason that only a new session mends. */
const RECONNECT_CODES = ["needs_reauth", "not_connected"];

/** What is wrong with a creator's connection or figures; `null`: nothing, or what was meant to be so. */
export function troubleOf(row: RosterRow): RosterTrouble | null {
  const { status, freshness, reason } = row;
  if (status === "paused") return null;
  if (row.slug === null || status === "incomplete") return "incomplete";
  if (status === "needs_reauth" || RECONNECT_CODES.includes(reason?.code ?? "")) {
    return "reconnect";
  }
  if (status === "error") return "error";
  if (freshness === "stale" || freshness === "blocked") return "stale";
  return reason !== null && row.totals === null ? "no_figures" : null;
}
