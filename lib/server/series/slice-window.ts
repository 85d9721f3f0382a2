import "server-only";
import type { Day } from "@/lib/core/brand";
import { addDays } from "@/lib/core/time";

/** Days of one call of hero_chart. Nobody knows how many LTK allows; its own pages show quarters. */
const MAX_SLICE_DAYS = 100;

/** Cuts days into the windows of single calls, the newest first: together they hold each day once. */
export function sliceWindow({ from, to }: { readonly from: Day; readonly to: Day }) {
  const slices: { readonly from: Day; readonly to: Day }[] = [];
  for (let end = to; end >= from; ) {
    const earliest = addDays(end, 1 - MAX_SLICE_DAYS);
    const start = earliest < from ? from : earliest;
    slices.push({ from: start, to: end });
    end = addDays(start, -1);
  }
  return slices;
}
