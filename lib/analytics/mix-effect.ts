import type { Ratio } from "./ratio";

/** The sums a creator's ratio is made of, e.g. commissions and clicks. */
export type RatioSums = Pick<
  Extract<Ratio, { readonly kind: "ratio" }>,
  "numerator" | "denominator"
>;

/** A change of a roster's ratio in two parts that add up to it. */
export interface MixEffect {
  readonly change: number;
  /** What came of the creators' own ratios. */
  readonly within: number;
  /** What came of their weights: the ratio falls when clicks move to creators who earn less per click, though nobody got worse. */
  readonly mix: number;
}

/**
 * Tells whether a roster's ratio changed because its creators did, or because their weights did (Simpson's paradox):
 * Σ mean weight · change of ratio, and Σ mean ratio · change of weight. Rows without denominator have no ratio and no
 * weight. `undefined`: one of the periods has no ratio at all.
 */
export function mixEffect(
  rows: readonly { readonly current: RatioSums; readonly previous: RatioSums }[],
): MixEffect | undefined {
  const now = weigh(rows.map(({ current }) => current));
  const before = weigh(rows.map(({ previous }) => previous));
  if (now === undefined || before === undefined) return undefined;
  let [within, mix] = [0, 0];
  for (const index of rows.keys()) {
    const { weight: weightNow, ratio: ratioNow } = now(index);
    const { weight: weightBefore, ratio: ratioBefore } = before(index);
    // Who was absent in one period cannot have become better or worse: all of it is mix.
    const ratios = [ratioNow ?? ratioBefore ?? 0, ratioBefore ?? ratioNow ?? 0] as const;
    within += ((weightNow + weightBefore) / 2) * (ratios[0] - ratios[1]);
    mix += ((ratios[0] + ratios[1]) / 2) * (weightNow - weightBefore);
  }
  return { change: within + mix, within, mix };
}

/** Below this share of the movement the mix is not worth a sentence. */
const TELLING_SHARE = 0.25;

/** True when the mix is a large part of what moved a ratio, so that the creators' own ratios do not tell the whole. */
export function isTelling({ within, mix }: MixEffect): boolean {
  const movement = Math.abs(within) + Math.abs(mix);
  return movement > 0 && Math.abs(mix) >= TELLING_SHARE * movement;
}

type Weighed = (index: number) => { readonly weight: number; readonly ratio: number | undefined };

function weigh(sums: readonly RatioSums[]): Weighed | undefined {
  const total = sums.reduce((sum, { denominator }) => sum + Math.max(0, denominator), 0);
  if (total === 0) return undefined;
  return (index) => {
    const row = sums[index];
    if (row === undefined || row.denominator <= 0) return { weight: 0, ratio: undefined };
    return { weight: row.denominator / total, ratio: row.numerator / row.denominator };
  };
}
