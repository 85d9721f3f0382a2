import type { ConnectionState } from "@/lib/contracts/connection.url";
import type { Mark } from "../metrics/status-mark";

/** A connection's state in a shape and words. */
interface ConnectionWords {
  readonly mark: Mark;
  readonly words: string;
  readonly tone: string;
}

/** The words of every state. */
export const CONNECTION_WORDS: Readonly<Record<ConnectionState, ConnectionWords>> = {
  active: { mark: "dot", words: "Active", tone: "text-ink-2" },
  renewal_due: { mark: "half", words: "Renewal due", tone: "text-ink-2" },
  in_doubt: { mark: "half", words: "Renewal in doubt", tone: "text-warn" },
  not_saved: { mark: "triangle", words: "Not saved", tone: "text-warn" },
  failing: { mark: "triangle", words: "Renewal failing", tone: "text-warn" },
  needs_reauth: { mark: "square", words: "Reconnect needed", tone: "text-bad" },
  never_connected: { mark: "dashed", words: "Never connected", tone: "text-ink-2" },
  paused: { mark: "bars", words: "Paused", tone: "text-ink-2" },
  incomplete: { mark: "diamond", words: "Row incomplete", tone: "text-warn" },
  unknown: { mark: "dashed", words: "Unknown", tone: "text-ink-2" },
};

/** The headline of /settings. */
export function connectionsSentence(states: readonly ConnectionState[]): string {
  const lost = states.filter((state) => state === "needs_reauth").length;
  const other = states.filter((state) =>
    ["never_connected", "incomplete", "failing", "not_saved"].includes(state),
  ).length;
  if (lost === 1) return "One creator needs to sign in to LTK again.";
  if (lost > 1) return `${lost} creators need to sign in to LTK again.`;
  if (other > 0) return `${other} of ${states.length} connections need a look.`;
  const working =
    states.length === 1 ? "The connection works." : `All ${states.length} connections work.`;
  return states.length === 0 ? "There are no creators yet." : working;
}
