import "server-only";
import type { Roster } from "@/lib/contracts/roster";
import { changesOf } from "./metrics";
import type { LoadedRow } from "./roster-row";

type Counts = NonNullable<Roster["data"]["totals"]["change"]>;

/** How the roster's clicks and orders changed, of those creators whose both periods are known; `null`: nothing is compared. */
export function countChanges(rows: readonly Pick<LoadedRow, "compared">[]): Counts | null {
  const compared = rows.flatMap((row) => row.compared ?? []);
  if (compared.length === 0) return null;
  const sums = (metric: keyof Counts) => {
    const known = compared.flatMap(({ current, previous }) => {
      const [now, before] = [current[metric], previous[metric]];
      return now === undefined || before === undefined ? [] : [{ now, before }];
    });
    return known.length === 0
      ? { now: undefined, before: undefined }
      : {
          now: known.reduce((sum, { now }) => sum + now, 0),
          before: known.reduce((sum, { before }) => sum + before, 0),
        };
  };
  const [clicks, orders] = [sums("clicks"), sums("orders")];
  const rest = { itemsSold: undefined, commissions: undefined };
  const change = changesOf({
    current: { ...rest, clicks: clicks.now, orders: orders.now },
    previous: { ...rest, clicks: clicks.before, orders: orders.before },
  });
  return { clicks: change.clicks, orders: change.orders };
}
