import { type Milli, toMilli } from "@/lib/core/money";

/** What one brand did in a period. Absent: not known. */
export interface SourceFigures {
  readonly brand?: string | undefined;
  readonly clicks?: number | undefined;
  readonly orders?: number | undefined;
  readonly commissions?: Milli | undefined;
}

/** A period's brands; `isComplete`: there are no others. */
export interface SourceList {
  readonly rows: readonly SourceFigures[];
  readonly isComplete: boolean;
}

/** What sources without counted clicks brought in a period. */
export interface ClicklessPart {
  readonly orders: number;
  readonly commissions: Milli;
}

interface Known {
  readonly clicks: number;
  readonly orders: number;
  readonly commissions: number;
}

/**
 * What sources without clicks brought in two periods; `undefined` unless it is known of both. A brand that sold without
 * clicks in one of them must stand in the other's list too, or that list must be whole: else it may have sold there unseen.
 */
export function clicklessParts(
  current: SourceList,
  previous: SourceList,
): { readonly current: ClicklessPart; readonly previous: ClicklessPart } | undefined {
  const [now, before] = [byBrand(current.rows), byBrand(previous.rows)];
  if (now === undefined || before === undefined) return undefined;
  const brands = new Set([...clicklessBrands(now), ...clicklessBrands(before)]);
  const isKnown = (rows: ReadonlyMap<string, Known>, { isComplete }: SourceList) =>
    isComplete || (brands.size > 0 && [...brands].every((brand) => rows.has(brand)));
  if (!isKnown(now, current) || !isKnown(before, previous)) return undefined;
  return { current: sumOf(now), previous: sumOf(before) };
}

/** `undefined`: a figure or a name is missing, or two rows bear one name. */
function byBrand(rows: readonly SourceFigures[]): ReadonlyMap<string, Known> | undefined {
  const found = new Map<string, Known>();
  for (const { brand, clicks, orders, commissions } of rows) {
    if (brand === undefined || found.has(brand)) return undefined;
    if (clicks === undefined || orders === undefined || commissions === undefined) return undefined;
    found.set(brand, { clicks, orders, commissions });
  }
  return found;
}

function isClickless({ clicks, orders, commissions }: Known): boolean {
  return clicks <= 0 && (orders !== 0 || commissions !== 0);
}

function clicklessBrands(rows: ReadonlyMap<string, Known>): readonly string[] {
  return [...rows].flatMap(([brand, figures]) => (isClickless(figures) ? [brand] : []));
}

function sumOf(rows: ReadonlyMap<string, Known>): ClicklessPart {
  const clickless = [...rows.values()].filter(isClickless);
  return {
    orders: clickless.reduce((sum, { orders }) => sum + orders, 0),
    commissions: toMilli(clickless.reduce((sum, { commissions }) => sum + commissions, 0)),
  };
}
