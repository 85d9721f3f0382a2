import type { Freshness } from "@/lib/analytics/freshness";
import { freshnessWords } from "./freshness-words";
import { StatusMark } from "./status-mark";

interface FreshnessChipProps {
  readonly freshness: Freshness;
  /** ISO time at which LTK answered with the oldest part of the data. */
  readonly syncedAt: string | null;
  /** Why the data is not newer, one sentence; shown with the exact time on demand. */
  readonly reason: string | null;
  readonly nowMs: number;
}

/** Says how old the data is: a shape and words, e.g. "Synced 2 h ago". */
export function FreshnessChip({ freshness, syncedAt, reason, nowMs }: FreshnessChipProps) {
  const words = freshnessWords(freshness, syncedAt === null ? null : Date.parse(syncedAt), nowMs);
  return (
    <span
      className={`inline-flex items-center gap-2 text-13 whitespace-nowrap ${words.tone}`}
      data-freshness={freshness}
      title={reason ?? undefined}
    >
      <StatusMark mark={words.mark} />
      <span>
        {words.lead}
        {words.age === null || syncedAt === null ? null : (
          <>
            {" "}
            <time dateTime={syncedAt} title={`${syncedAt.slice(0, 16).replace("T", " ")} UTC`}>
              {words.age}
            </time>
          </>
        )}
      </span>
    </span>
  );
}
