import type { Overview } from "@/lib/contracts/overview.url";
import { takeawayWords } from "./takeaway-words";

interface TakeawayProps {
  readonly overview: Overview;
}

/** The answer as a headline: what came in, how it compares, and whether clicks or conversion moved. */
export function Takeaway({ overview }: TakeawayProps) {
  return (
    <p className="max-w-[32em] font-serif text-21 leading-[1.35] tracking-[-0.008em] text-pretty lg:text-26 lg:leading-[1.3]">
      {takeawayWords(overview)}
    </p>
  );
}
