import { type Milli, toMilli } from "@/lib/core/money";

/** Contributions are left out when rises and falls all but cancel: under this share of all movement. */
const OFFSETTING_SHARE = 0.1;

/** What a creator or brand earned in two periods, one currency; `undefined`: not known. */
export interface MoverRow {
  readonly id: string;
  readonly current: Milli | undefined;
  readonly previous: Milli | undefined;
}

/** One row's part in a change. */
export interface Mover {
  readonly id: string;
  readonly difference: Milli;
  /** `difference` as a share of the whole change: above 1 when others fell, negative against the trend. `undefined`: the changes all but cancel. */
  readonly contribution: number | undefined;
}

/** Who moved a total. */
export interface Movers {
  /** The change of all rows whose both periods are known. */
  readonly change: Milli;
  /** Largest movement first, either way; rows that did not move are left out. */
  readonly movers: readonly Mover[];
  /** Rows that cannot be compared. They are in none of the figures. */
  readonly unknown: readonly string[];
}

/** Ranks creators or brands by how much they moved the total, each with its contribution: its change / the whole change. */
export function moversOf(rows: readonly MoverRow[]): Movers {
  const known = rows.flatMap(({ id, current, previous }) =>
    current === undefined || previous === undefined
      ? []
      : [{ id, difference: toMilli(current - previous) }],
  );
  const comparable = new Set(known.map(({ id }) => id));
  const change = known.reduce((sum, { difference }) => sum + difference, 0);
  const movement = known.reduce((sum, { difference }) => sum + Math.abs(difference), 0);
  const isOffsetting = Math.abs(change) < OFFSETTING_SHARE * movement;
  return {
    change: toMilli(change),
    movers: known
      .filter(({ difference }) => difference !== 0)
      .map(({ id, difference }) => ({
        id,
        difference,
        contribution: isOffsetting ? undefined : difference / change,
      }))
      .toSorted((a, b) => Math.abs(b.difference) - Math.abs(a.difference)),
    unknown: rows.filter(({ id }) => !comparable.has(id)).map(({ id }) => id),
  };
}
