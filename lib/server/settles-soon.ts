import "server-only";
import type { Sleep } from "@/lib/core/time";

/** What is kept is read within it; what LTK has to be asked for takes longer. */
const SOON_MS = 100;

/**
 * Whether all of these settle within a moment. A page whose data is there can be sent in one piece; for one that waits,
 * places are held. Failures are left to whoever awaits them.
 */
export async function settlesSoon(
  loads: readonly Promise<unknown>[],
  sleep: Sleep,
): Promise<boolean> {
  const settled = Promise.allSettled(loads).then(() => true);
  return Promise.race([settled, sleep(SOON_MS).then(() => false)]);
}
