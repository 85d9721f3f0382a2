/** Our own ratios. LTK's rates are not among them: they cannot be worked out. */
export type RatioId =
  | "epc"
  | "ordersPerClick"
  | "itemsPerOrder"
  | "commissionPerOrder"
  | "returnRate"
  | "rpm"
  | "clickThrough"
  | "commissionPerPost";

/**
 * What ratios are made of, for one day, creator, brand or window. Units: `commissions`, `sold` and `returned` in
 * thousandths, the two latter positive; all else counts. Absent or `undefined`: not known.
 */
export interface RatioTerms {
  readonly commissions?: number | undefined;
  readonly orders?: number | undefined;
  readonly clicks?: number | undefined;
  readonly itemsSold?: number | undefined;
  readonly postImpressions?: number | undefined;
  readonly visits?: number | undefined;
  readonly posts?: number | undefined;
  readonly sold?: number | undefined;
  readonly returned?: number | undefined;
}

/** A quotient of sums, or why there is none. `value` is in the numerator's unit per `per` of the denominator's. */
export type Ratio =
  | {
      readonly kind: "ratio";
      readonly value: number;
      readonly numerator: number;
      readonly denominator: number;
    }
  | {
      readonly kind: "none";
      readonly reason: "unknown" | "not_positive" | "small_sample" | "short_window";
    };

/** What a sample may be counted in. */
export const SAMPLE_METRICS = [
  "clicks",
  "orders",
  "itemsSold",
  "postImpressions",
  "visits",
  "posts",
] as const satisfies (keyof RatioTerms)[];

/** The least that a ratio is told from: `count` of `metric`, over `days`. */
export interface MinimumSample {
  readonly metric: (typeof SAMPLE_METRICS)[number];
  readonly count: number;
  readonly days: number;
}

interface Rule {
  readonly numerator: keyof RatioTerms;
  readonly denominator: keyof RatioTerms;
  readonly per: number;
  /** Of this there must be at least `minimum`; below it chance decides. */
  readonly sample: MinimumSample["metric"];
  readonly minimum: number;
  readonly minimumDays: number;
}

/** A click and its order bear different dates; over a week that evens out. */
const CLICKS = { denominator: "clicks", sample: "clicks", minimum: 100, minimumDays: 7 } as const;
const ORDERS = { denominator: "orders", sample: "orders", minimum: 10, minimumDays: 1 } as const;

const RULES: Readonly<Record<RatioId, Rule>> = {
  epc: { numerator: "commissions", per: 1, ...CLICKS },
  ordersPerClick: { numerator: "orders", per: 1, ...CLICKS },
  itemsPerOrder: { numerator: "itemsSold", per: 1, ...ORDERS },
  commissionPerOrder: { numerator: "commissions", per: 1, ...ORDERS },
  returnRate: {
    numerator: "returned",
    denominator: "sold",
    per: 1,
    sample: "itemsSold",
    minimum: 10,
    minimumDays: 1,
  },
  rpm: {
    numerator: "commissions",
    denominator: "postImpressions",
    per: 1_000,
    sample: "postImpressions",
    minimum: 1_000,
    minimumDays: 1,
  },
  clickThrough: {
    numerator: "clicks",
    denominator: "visits",
    per: 1,
    sample: "visits",
    minimum: 100,
    minimumDays: 1,
  },
  commissionPerPost: {
    numerator: "commissions",
    denominator: "posts",
    per: 1,
    sample: "posts",
    minimum: 1,
    minimumDays: 1,
  },
};

/** The sample below which a ratio is not told. */
export function minimumSampleOf(id: RatioId): MinimumSample {
  const { sample, minimum, minimumDays } = RULES[id];
  return { metric: sample, count: minimum, days: minimumDays };
}

/**
 * A ratio over rows (days, creators, brands) of one currency that cover `dayCount` days: sums first, then one division.
 * A row counts only where all its terms are known, so that numerator and denominator speak of the same rows. Ratios are
 * never clamped: more orders than clicks happen.
 */
export function ratioOf(id: RatioId, rows: readonly RatioTerms[], dayCount: number): Ratio {
  const rule = RULES[id];
  let [numerator, denominator, sample, known] = [0, 0, 0, 0];
  for (const row of rows) {
    const [over, under, sampled] = [row[rule.numerator], row[rule.denominator], row[rule.sample]];
    if (over === undefined || under === undefined || sampled === undefined) continue;
    numerator += over;
    denominator += under;
    sample += sampled;
    known += 1;
  }
  if (known === 0) return { kind: "none", reason: "unknown" };
  if (dayCount < rule.minimumDays) return { kind: "none", reason: "short_window" };
  if (denominator <= 0) return { kind: "none", reason: "not_positive" };
  if (sample < rule.minimum) return { kind: "none", reason: "small_sample" };
  return { kind: "ratio", value: (numerator * rule.per) / denominator, numerator, denominator };
}
