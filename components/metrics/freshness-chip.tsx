import type { Freshness } from "@/lib/analytics/freshness";
import { freshnessWords } from "./freshness-words";
import { StatusMark } from "./status-mark";
import { SyncedAge } from "./synced-age";

interface FreshnessChipProps {
  readonly freshness: Freshness;
  /** ISO time at which LTK answered with the oldest part of the data. */
  readonly syncedAt: string | null;
  /** Why the data is not newer, one sentence, for the pointer; pages say it in full beside their figures. */
  readonly reason: string | null;
  readonly nowMs: number;
}

/** Says how old the data is: a shape and words, e.g. "Synced 2 h ago". */
export function FreshnessChip({ freshness, syncedAt, reason, nowMs }: FreshnessChipProps) {
  const age = freshness === "never" ? null : syncedAt;
  const { mark, tone, lead } = freshnessWords(freshness, age !== null);
  return (
    <span className={`status-words ${tone}`} data-freshness={freshness} title={reason ?? undefined}>
      <StatusMark mark={mark} />
      {age === null ? lead : `${lead} `}
      {age === null ? null : <SyncedAge syncedAt={age} nowMs={nowMs} />}
    </span>
  );
}
