import "server-only";
import type { Day } from "@/lib/core/brand";
import { addDays } from "@/lib/core/time";

/** Days in a row, both ends included. */
export interface DayWindow {
  readonly from: Day;
  readonly to: Day;
}

/** Cuts days into the windows of single calls of at most `maxDays`, the newest first: together they hold each day once. */
export function sliceWindow({ from, to }: DayWindow, maxDays: number): readonly DayWindow[] {
  const slices: DayWindow[] = [];
  for (let end = to; end >= from; ) {
    const earliest = addDays(end, 1 - maxDays);
    const start = earliest < from ? from : earliest;
    slices.push({ from: start, to: end });
    end = addDays(start, -1);
  }
  return slices;
}
