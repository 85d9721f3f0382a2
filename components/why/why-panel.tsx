import { keepSigns } from "@/lib/analytics/format";
import type { Overview } from "@/lib/contracts/overview.url";
import { Panel } from "../metrics/panel";
import { WhyWaterfall } from "./why-waterfall";
import { whyNotWords, whySentence } from "./why-words";

interface WhyPanelProps {
  /** `null`: there is no answer, and `problem` says why. */
  readonly overview: Overview | null;
  readonly problem: string | null;
  /** Where a visit tries again. */
  readonly retryHref: string;
  readonly nowMs: number;
}

/** Why commissions changed between the two periods: a sentence and a waterfall, or why that cannot be told. */
export function WhyPanel({ overview, ...panel }: WhyPanelProps) {
  return (
    <Panel {...panel} id="why" title="Why it changed" meta={overview?.meta ?? null}>
      {overview === null ? null : <Why overview={overview} />}
    </Panel>
  );
}

function Why({ overview }: { readonly overview: Overview }) {
  const { data, meta } = overview;
  const { why, compared } = data;
  if (why?.kind !== "explained" || compared === null) {
    return (
      <p className="mt-3 border-t border-ink pt-3 text-14 text-pretty text-ink-2">
        {whyNotWords(overview)}
      </p>
    );
  }
  return (
    <>
      <p className="mt-1 mb-3 text-14 text-pretty text-ink-2 md:min-h-[2.7rem]">
        {keepSigns(whySentence(why, meta.currency))}
      </p>
      <WhyWaterfall
        why={why}
        compared={compared}
        meta={meta}
        isMuted={meta.freshness === "stale" || meta.freshness === "blocked"}
      />
    </>
  );
}
