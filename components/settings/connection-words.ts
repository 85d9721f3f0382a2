import type { Connection, ConnectionState } from "@/lib/contracts/connection.url";
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
  overdue: { mark: "triangle", words: "Renewal overdue", tone: "text-warn" },
  in_doubt: { mark: "half", words: "Renewal in doubt", tone: "text-warn" },
  not_saved: { mark: "triangle", words: "Not saved", tone: "text-warn" },
  failing: { mark: "triangle", words: "Renewal failing", tone: "text-warn" },
  needs_reauth: { mark: "square", words: "Reconnect needed", tone: "text-bad" },
  never_connected: { mark: "dashed", words: "Never connected", tone: "text-ink-2" },
  not_connected: { mark: "dashed", words: "Not connected", tone: "text-ink-2" },
  unreadable: { mark: "triangle", words: "Cannot be decrypted", tone: "text-warn" },
  paused: { mark: "bars", words: "Paused", tone: "text-ink-2" },
  incomplete: { mark: "diamond", words: "Row incomplete", tone: "text-warn" },
  unknown: { mark: "dashed", words: "Unknown", tone: "text-ink-2" },
};

const WORKING: readonly ConnectionState[] = ["active", "renewal_due"];
const UNCONNECTED: readonly ConnectionState[] = ["never_connected", "not_connected"];
/** States that a new session mends. */
const RECONNECT: readonly ConnectionState[] = ["needs_reauth", ...UNCONNECTED];
const NUMBERS = ["No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine"];

/** True when a new session is what the connection needs; otherwise it can only be replaced. */
export function needsReconnect(state: ConnectionState): boolean {
  return RECONNECT.includes(state);
}

/** The headline of /settings. Only what is known to work is said to work. */
export function connectionsSentence(states: readonly ConnectionState[]): string {
  const total = states.length;
  if (total === 0) return "There are no creators yet.";
  const counts = countStates(states);
  if (counts.lost > 0) {
    return `${who(counts.lost)} ${counts.lost === 1 ? "needs" : "need"} to sign in to LTK again.`;
  }
  if (counts.unconnected > 0) {
    return `${who(counts.unconnected)} ${counts.unconnected === 1 ? "is" : "are"} not connected to LTK.`;
  }
  const rest = total - counts.working - counts.paused;
  if (rest > 0) return `${rest} of ${ofAll(total)} ${rest === 1 ? "needs" : "need"} a look.`;
  if (counts.working === 0) return "All connections are paused.";
  if (counts.paused > 0) return workingWords(counts);
  return total === 1 ? "The connection works." : `All ${total} connections work.`;
}

/** What the headline leaves out; empty when it says all. */
export function connectionsRest(states: readonly ConnectionState[]): string {
  const counts = countStates(states);
  const isSaid = counts.working + counts.paused === counts.total;
  return isSaid ? "" : workingWords(counts);
}

/** What went wrong last, and how often in a row; `null`: nothing that is known. */
export function troubleWords(connection: Connection): string | null {
  const { lastError, consecutiveFailures: failures } = connection;
  const counted =
    failures === null || failures === 0
      ? null
      : `${failures} ${failures === 1 ? "renewal" : "renewals in a row"} failed.`;
  const parts = [lastError === null ? null : `Last error: ${lastError}`, counted];
  const known = parts.filter((part) => part !== null);
  return known.length === 0 ? null : known.join(" ");
}

interface Counts {
  readonly total: number;
  readonly working: number;
  readonly paused: number;
  readonly lost: number;
  readonly unconnected: number;
}

function countStates(states: readonly ConnectionState[]): Counts {
  const count = (of: readonly ConnectionState[]) => states.filter((s) => of.includes(s)).length;
  return {
    total: states.length,
    working: count(WORKING),
    paused: count(["paused"]),
    lost: count(["needs_reauth"]),
    unconnected: count(UNCONNECTED),
  };
}

function workingWords({ working, total, paused }: Counts): string {
  const works = `${working} of ${ofAll(total)} ${working === 1 ? "works" : "work"}`;
  return paused === 0 ? `${works}.` : `${works}, ${paused} ${paused === 1 ? "is" : "are"} paused.`;
}

function ofAll(total: number): string {
  return `${total} ${total === 1 ? "connection" : "connections"}`;
}

function who(count: number): string {
  return `${NUMBERS[count] ?? count} ${count === 1 ? "creator" : "creators"}`;
}
