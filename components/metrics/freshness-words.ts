import type { Freshness } from "@/lib/analytics/freshness";
import type { Mark } from "./status-mark";

/** How fresh data is, in a shape and a few words. */
export interface FreshnessWords {
  readonly mark: Mark;
  readonly tone: string;
  /** What stands before the age, or alone when there is none. */
  readonly lead: string;
}

/** Puts freshness in words; `hasAge`: an age follows, because LTK has answered before. */
export function freshnessWords(freshness: Freshness, hasAge: boolean): FreshnessWords {
  switch (freshness) {
    case "fresh":
      return { mark: "dot", tone: "text-ink-2", lead: "Synced" };
    case "late":
      return { mark: "ring", tone: "text-ink-2", lead: "Late, synced" };
    case "stale":
      return { mark: "triangle", tone: "text-warn", lead: "Stale, synced" };
    case "blocked":
      return {
        mark: "square",
        tone: "text-bad",
        lead: hasAge ? "Reconnect needed, synced" : "Reconnect needed",
      };
    case "never":
      return { mark: "dashed", tone: "text-ink-2", lead: "Not synced yet" };
  }
}
