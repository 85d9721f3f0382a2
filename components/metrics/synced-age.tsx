"use client";

import { formatAge } from "@/lib/analytics/format-age";
import { useNow } from "@/lib/client/use-now";

interface SyncedAgeProps {
  /** ISO time at which LTK answered. */
  readonly syncedAt: string;
  /** The server's clock, epoch milliseconds. */
  readonly nowMs: number;
}

/** How long ago LTK answered, kept true by the minute, with the exact time on hover. */
export function SyncedAge({ syncedAt, nowMs }: SyncedAgeProps) {
  return (
    <time
      className="print-exact"
      dateTime={syncedAt}
      title={`${syncedAt.slice(0, 16).replace("T", " ")} UTC`}
    >
      {formatAge(Date.parse(syncedAt), useNow(nowMs))}
    </time>
  );
}
