import "server-only";
import type { MetricId } from "@/lib/analytics/catalog";
import { concentrationOf } from "@/lib/analytics/concentration";
import type { TopPerformers } from "@/lib/contracts/top-performers";
import type { Milli } from "@/lib/core/money";
import type { Result } from "@/lib/core/result";
import type { TopFigures } from "@/lib/ltk/endpoints/top-performers";
import type { ReadFailure } from "../failures";

type Concentration = NonNullable<TopPerformers["data"]["concentration"]["brands"]>;

interface ReadList {
  readonly read: Result<{ readonly value: readonly TopFigures[] }, ReadFailure>;
  /** How many rows were asked of LTK; fewer came when there are no more. */
  readonly rowsRead: number;
  readonly by: MetricId;
  /** The range's commissions, thousandths; `undefined`: not known. */
  readonly whole: Milli | undefined;
}

/**
 * How much of the commissions the largest of a list earn; `null` when LTK did not answer for it. A list that is cut off
 * holds them only if it was sorted by commissions, and its shares are only known where those of the whole range are.
 */
export function concentrationIn(list: ReadList, topCount: number): Concentration | null {
  const { read, rowsRead, by, whole } = list;
  if (!read.ok) return null;
  const rows = read.value.value;
  const sources = rows.map(({ commissions, orders }) => ({ commissions, orders }));
  if (rows.length < rowsRead) return concentrationOf(sources, topCount);
  if (by !== "commissions" || whole === undefined) return { kind: "none", reason: "cut_off" };
  return concentrationOf(sources, topCount, whole);
}
