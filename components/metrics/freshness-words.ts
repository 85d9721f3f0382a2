import { formatAge } from "@/lib/analytics/format";
import type { Freshness } from "@/lib/analytics/freshness";
import type { Mark } from "./status-mark";

/** How fresh data is, in a shape and a few words; `age` stands in a `<time>` when there is a moment to name. */
export interface FreshnessWords {
  readonly mark: Mark;
  readonly tone: string;
  readonly lead: string;
  readonly age: string | null;
}

/** Puts freshness in words. `syncedAtMs` is when LTK answered with the oldest part of the data. */
export function freshnessWords(
  freshness: Freshness,
  syncedAtMs: number | null,
  nowMs: number,
): FreshnessWords {
  const age = syncedAtMs === null ? null : formatAge(syncedAtMs, nowMs);
  switch (freshness) {
    case "fresh":
      return { mark: "dot", tone: "text-ink-2", lead: "Synced", age };
    case "late":
      return { mark: "ring", tone: "text-ink-2", lead: "Late, synced", age };
    case "stale":
      return { mark: "triangle", tone: "text-warn", lead: "Stale, synced", age };
    case "blocked":
      return {
        mark: "square",
        tone: "text-bad",
        lead: age === null ? "Reconnect needed" : "Reconnect needed, synced",
        age,
      };
    case "never":
      return { mark: "dashed", tone: "text-ink-2", lead: "Not synced yet", age: null };
  }
}
