import { type Milli, toMilli } from "@/lib/core/money";

/** A brand's part of one creator's commissions. Absent: not sent. */
export interface BrandAmount {
  readonly brand?: string | undefined;
  readonly commissions?: Milli | undefined;
}

/** A brand across a roster: what it brought, and with how many creators. */
export interface RosterBrand {
  readonly brand: string;
  readonly commissions: Milli;
  readonly creators: number;
}

/** Adds up creators' lists of brands, the largest first. Rows without a name or an amount are in no brand. */
export function rosterBrands(lists: readonly (readonly BrandAmount[])[]): RosterBrand[] {
  const sums = new Map<string, { commissions: number; creators: number }>();
  for (const list of lists) {
    const own = new Map<string, number>();
    for (const { brand, commissions } of list) {
      if (brand === undefined || commissions === undefined) continue;
      own.set(brand, (own.get(brand) ?? 0) + commissions);
    }
    for (const [brand, amount] of own) {
      const sum = sums.get(brand) ?? { commissions: 0, creators: 0 };
      sums.set(brand, { commissions: sum.commissions + amount, creators: sum.creators + 1 });
    }
  }
  return [...sums]
    .map(([brand, { commissions, creators }]) => ({
      brand,
      commissions: toMilli(commissions),
      creators,
    }))
    .toSorted((one, other) => other.commissions - one.commissions);
}
