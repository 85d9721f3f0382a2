import { addDays } from "@/lib/core/time";
import type { LtkWindow } from "./query";

/** Cuts days into windows of at most `maxDays`, the newest first: together they hold each day once. */
export function splitWindow({ from, to }: LtkWindow, maxDays: number): readonly LtkWindow[] {
  const windows: LtkWindow[] = [];
  for (let end = to; end >= from; ) {
    const earliest = addDays(end, 1 - maxDays);
    const start = earliest < from ? from : earliest;
    windows.push({ from: start, to: end });
    end = addDays(start, -1);
  }
  return windows;
}
