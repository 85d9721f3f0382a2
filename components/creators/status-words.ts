import type { CreatorStatus } from "@/lib/contracts/overview.url";
import type { Mark } from "../metrics/status-mark";

/** A creator's connection in a shape and words. */
export interface StatusWords {
  readonly mark: Mark;
  readonly words: string;
  readonly tone: string;
  /** True when nothing improves until somebody acts. */
  readonly needsAction: boolean;
}

const STATUS_WORDS: Readonly<Record<CreatorStatus, StatusWords>> = {
  active: { mark: "dot", words: "Connected", tone: "text-ink-2", needsAction: false },
  expiring: { mark: "half", words: "Renewal due", tone: "text-warn", needsAction: false },
  error: { mark: "triangle", words: "Renewal failing", tone: "text-warn", needsAction: true },
  needs_reauth: { mark: "square", words: "Reconnect needed", tone: "text-bad", needsAction: true },
  paused: { mark: "bars", words: "Paused", tone: "text-ink-2", needsAction: false },
  incomplete: { mark: "diamond", words: "Row incomplete", tone: "text-warn", needsAction: true },
  unknown: { mark: "dashed", words: "Status unknown", tone: "text-ink-2", needsAction: false },
};

/** Puts a creator's status in words. */
export function statusWords(status: CreatorStatus): StatusWords {
  return STATUS_WORDS[status];
}
